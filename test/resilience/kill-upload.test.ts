/** The machine dies while files arrive: what the bucket had taken is checked, what it had not is asked for again. */
import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actPdf } from '../../local/demo/pdf.ts';
import { textIn, type Visitor } from '../../local/demo/visitor.ts';
import { type FileSent, onceChecked, type Place, placeFor, postFile } from '../support/uploads.ts';
import { chance, say } from './support/chance.ts';
import { settle } from './support/commune.ts';
import { incoming, sendPartly } from './support/half-upload.ts';
import { itemsOf } from '../support/items.ts';
import { linesWith } from './support/logs.ts';
import { Machine } from './support/machine.ts';

/** Files that the bucket has taken when the machine dies. */
const FILES = 8;
const MOST_TRIES = 5;

const { seed, between } = chance();
let machine: Machine;
let referent: Visitor;

beforeAll(async () => {
  machine = await Machine.start();
  ({ referent } = await settle(machine.cloud));
});

afterAll(async () => {
  await machine?.discard();
});

/** A PDF, with a comment of `padding` bytes. */
async function act(name: string, padding = 0): Promise<FileSent> {
  const about = { commune: 'Marmande', session: '19 novembre 2024', number: '2024-001', subject: name };
  const pdf = Buffer.from(await actPdf({ ...about, paragraphs: ['Le conseil approuve.'] }));
  // After everything that is found by its place in the file.
  const end = pdf.lastIndexOf('startxref');
  const parts = [pdf.subarray(0, end), Buffer.from(`%${'-'.repeat(padding)}\n`), pdf.subarray(end)];
  return { name, type: 'application/pdf', bytes: new Uint8Array(Buffer.concat(parts)) };
}

const sha256 = ({ bytes }: FileSent): string => createHash('sha256').update(bytes).digest('hex');

const stateOf = async ({ state }: Place): Promise<string> => textIn(await referent.get(state), 'state');

const stored = async (): Promise<Map<string, { state: unknown; sha256: unknown }>> => {
  const documents = await itemsOf(machine.cloud, 'document');
  return new Map(documents.map(({ id, state, sha256 }) => [String(id), { state, sha256 }]));
};

/** Sends files, and kills the machine once the bucket has taken all. @returns them, and how many were checked by then. */
async function filesTaken(): Promise<{ sent: { file: FileSent; place: Place }[]; checked: number }> {
  const files = await Promise.all(Array.from({ length: FILES }, (_, index) => act(`Acte ${index}.pdf`)));
  const sent: { file: FileSent; place: Place }[] = [];
  for (const file of files) sent.push({ file, place: await placeFor(referent, file) });
  const before = (await linesWith(machine.cloud, 'on-upload', 'upload.checked')).length;
  const later = between(0, 40);
  const answers = await Promise.all(sent.map(({ place, file }) => postFile(place, file)));
  await pause(later);
  await machine.kill();
  expect(answers.filter(({ status }) => status >= 400)).toEqual([]);
  const checked = (await linesWith(machine.cloud, 'on-upload', 'upload.checked')).length - before;
  say(`killed ${later} ms after ${FILES} files were taken (seed ${seed}): ${checked} had been checked.`);
  return { sent, checked };
}

describe('a machine that dies while a file arrives', () => {
  it('keeps nothing of a file that came half, and takes it when it is sent again', async () => {
    const file = await act('Procès-verbal.pdf', 3_000_000);
    const place = await placeFor(referent, file);
    const part = between(30, 90);
    const { broken } = await sendPartly(machine.cloud, place, file, part / 100);
    await machine.kill();
    await broken;
    const left = await incoming(machine.cloud);
    await machine.restart();
    say(
      `killed with ${part} % of a file sent (seed ${seed}): ${left.join(', ')} bytes were on the disk, none is kept.`,
    );

    expect(await incoming(machine.cloud)).toEqual([]);
    expect(await stateOf(place)).toBe('awaited');
    // The very form that the page still has.
    expect((await postFile(place, file)).status).toBeLessThan(400);
    expect(await onceChecked(referent, place.document)).toMatchObject({ state: 'ready', size: file.bytes.length });
    expect((await stored()).get(place.document)).toEqual({ state: 'ready', sha256: sha256(file) });
  });

  it('checks by itself what the bucket had taken', async () => {
    // A machine that does much else may see the last file taken when all are checked: others are sent then.
    let uploads = await filesTaken();
    for (let tries = 1; tries < MOST_TRIES && uploads.checked === FILES; tries += 1) {
      await machine.restart();
      uploads = await filesTaken();
    }
    expect(uploads.checked).toBeLessThan(FILES);
    await machine.restart();

    for (const { place } of uploads.sent) {
      expect(await onceChecked(referent, place.document)).toMatchObject({ state: 'ready' });
    }
    const kept = await stored();
    for (const { place, file } of uploads.sent) {
      expect(kept.get(place.document)).toEqual({ state: 'ready', sha256: sha256(file) });
    }
  });
});
