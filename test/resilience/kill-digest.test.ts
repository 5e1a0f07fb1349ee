/** The machine dies in a digest run: everybody receives the letter, and what may come twice is counted. */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mailsTo } from '../../local/demo/mailbox.ts';
import { succeeded, textIn, type Visitor } from '../../local/demo/visitor.ts';
import { newId } from '../../platform/ids.ts';
import { publishNews } from '../support/publishing.ts';
import { awaited, until } from './support/await.ts';
import { chance, say } from './support/chance.ts';
import { COMMUNE, settle } from './support/commune.ts';
import { itemsOf } from '../support/items.ts';
import { linesWith } from './support/logs.ts';
import { Machine } from './support/machine.ts';
import { depthOf } from './support/queues.ts';
import { addresses, confirmReaders, deliveredTo, reached } from './support/readers.ts';

const READERS = 60;
/** Copies of send-mail that run at the same time (lib/stacks/mail.ts): each may have one message in its hands. */
const WORKERS = 2;
const NEWS = 'Marché de printemps';

const { seed, between } = chance();
let machine: Machine;
let operator: Visitor;
let readers: string[];

beforeAll(async () => {
  machine = await Machine.start();
  const commune = await settle(machine.cloud);
  ({ operator } = commune);
  const siren = textIn(succeeded(await operator.get(`/c/${COMMUNE.slug}`), 'The public page'), 'siren');
  readers = addresses(READERS);
  await confirmReaders(machine.cloud, siren, readers);
  await publishNews(commune.referent, { title: NEWS, body: 'Tous les samedis.', audience: 'public' });
});

afterAll(async () => {
  await machine?.discard();
});

/** Moments at which the machine dies: while the letter is handed over, then twice while it is sent. */
function moments(): { said: string; reach: () => Promise<void> }[] {
  const [first, second] = [between(1, READERS / 3), between(READERS / 2, READERS - 5)];
  const whenSentTo = (count: number, later: number) => ({
    said: `${later} ms after the letter reached ${count} readers`,
    reach: async () => {
      await until('The letter is sent', async () => (await reached(machine.cloud, readers)) >= count);
      await pause(later);
    },
  });
  const later = between(0, 60);
  return [
    {
      said: `${later} ms after the first letters were queued`,
      reach: async () => {
        await until('The letter is handed over', async () => (await depthOf(machine.cloud, 'mail')) > 0);
        await pause(later);
      },
    },
    whenSentTo(first, between(0, 20)),
    whenSentTo(second, between(0, 20)),
  ];
}

/** Readers to whom something had come by then. */
const reachedAt = (deliveries: readonly (readonly number[])[], at: number): number =>
  deliveries.filter((times) => times.some((time) => time < at)).length;

/** Readers whose next message came after a kill, when the one before came ahead of it. */
const repeatedAt = (deliveries: readonly (readonly number[])[], killedAt: number): number =>
  deliveries.filter((times) => times.some((time) => time < killedAt) && times.some((time) => time > killedAt)).length;

describe('a digest run in which the machine dies three times', () => {
  const kills: { said: string; at: number }[] = [];
  let run: string;

  it('is prepared to its end, for everybody', async () => {
    run = newId('run');
    succeeded(await operator.post('/territoire/lettre/envoyer', { id: run }), 'The letter is sent now');
    for (const { said, reach } of moments()) {
      await reach();
      await machine.kill();
      // Once it is dead: whatever it was still sending came before.
      kills.push({ said, at: Date.now() });
      await machine.restart();
    }
    const done = await awaited('The run is done', async () =>
      (await itemsOf(machine.cloud, 'digest-run')).find(({ id, state }) => id === run && state === 'done'),
    );
    expect(done).toMatchObject({ readers: READERS, publications: 1, organisations: 1 });
    await until('The letters are sent', async () => (await depthOf(machine.cloud, 'mail')) === 0);
  });

  it('reaches every reader', async () => {
    const deliveries = await itemsOf(machine.cloud, 'delivery');
    expect(deliveries.map(({ run: of, state }) => [of, state])).toEqual(readers.map(() => [run, 'sent']));
    for (const reader of readers) {
      const letters = await mailsTo(machine.cloud.mailboxesOrigin, reader);
      expect([reader, letters.filter(({ text }) => text.includes(NEWS)).length]).not.toEqual([reader, 0]);
    }
  });

  it('repeats at most one message for each worker at each kill, and says which', async () => {
    const deliveries = await Promise.all(readers.map((reader) => deliveredTo(machine.cloud, reader)));
    const messages = deliveries.flat().length;
    const noted = (await linesWith(machine.cloud, 'send-mail', 'mail.repeated')).filter((line) => line.run === run);
    let repeats = 0;
    let inTheMiddle = 0;
    for (const { said, at } of kills) {
      const repeated = repeatedAt(deliveries, at);
      const before = reachedAt(deliveries, at);
      say(`killed ${said} (seed ${seed}), ${before} of ${READERS} reached: ${repeated} messages sent twice.`);
      if (before > 0 && before < READERS) inTheMiddle += 1;
      expect(repeated).toBeLessThanOrEqual(WORKERS);
      repeats += repeated;
    }
    say(`${READERS} readers received ${messages} letters; ${noted.length} were noted as possible repeats.`);
    // A machine that dies once all is sent shows nothing.
    expect(inTheMiddle).toBeGreaterThan(0);
    // None without a kill between the two, and none that was not noted.
    expect(messages - READERS).toBe(repeats);
    expect(repeats).toBeLessThanOrEqual(noted.length);
    expect(noted.length).toBeLessThanOrEqual(kills.length * WORKERS);
  });
});
