/** The room of an organisation, kept by what its members send while it is on its way, whole or in parts. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { documentById, documentEntity } from '../../../modules/documents/index.ts';
import { onRoomChange } from '../../../modules/repository/index.ts';
import { holdingsOf, repositoryEntities } from '../../../modules/repository/store/index.ts';
import { after, HOUR, timeToLive } from '../../../platform/clock.ts';
import { LARGEST_FILE } from '../../../platform/deposits.ts';
import { PART_SIZE } from '../../../platform/part-sizes.ts';
import { organisationScope } from '../../../platform/scope.ts';
import { hashToken } from '../../../platform/tokens.ts';
import { type Answered, type Caller, NERAC, openWorld, QUOTA, type World } from '../content/world.ts';
import { checked } from './world.ts';

let world: World;
let claire: Caller;
let paul: Caller;
const scope = organisationScope(NERAC.siren);
const MEBIBYTE = 1024 ** 2;

beforeAll(async () => {
  world = await openWorld();
  claire = await world.person(NERAC, 'contributor');
  paul = await world.person(NERAC, 'contributor');
});
afterAll(() => world.close());
beforeEach(async () => {
  const { data } = await documentEntity(world.table).query.primary({ scope }).go({ pages: 'all' });
  for (const { id, state } of data)
    if (state === 'awaited') await documentEntity(world.table).delete({ scope, id }).go();
  await leave(10 * MEBIBYTE);
});

/** Leaves so much room, and nothing on its way. */
const leave = async (bytes: number): Promise<void> => {
  const { holdings } = repositoryEntities(world.table);
  await holdings.put({ scope, bytes: QUOTA - bytes, files: 1, filed: 'all' }).go();
};
const held = () => holdingsOf(world.table, scope, { consistent: true });
const awaited = async (): Promise<number> => (await held())?.awaited ?? 0;

const send = (who: Caller, size: number, more = {}): Promise<Answered> =>
  who.send('/documents/depots', { name: 'Note.pdf', size, type: 'application/pdf', ...more });
const place = z.object({ document: z.string() });
const kept = async (who: Caller, size: number): Promise<{ id: string; json: unknown }> => {
  const { json } = await send(who, size);
  return { id: place.parse(json).document, json };
};
const giveUp = async (who: Caller, id: string): Promise<number> =>
  (await who.send(`/documents/${id}/abandon`, {})).status;

const itemOf = async (id: string) =>
  (await documentEntity(world.table).get({ scope, id }).go({ consistent: true })).data ?? undefined;

/** What the stream tells of a document that was as seen and is as it is now: twice. */
async function told(id: string, before: Awaited<ReturnType<typeof itemOf>>): Promise<void> {
  const now = await itemOf(id);
  for (let time = 1; time <= 2; time += 1) {
    await onRoomChange(
      { entity: 'document', kind: now ? 'modify' : 'remove', before, after: now, expired: !now },
      { table: world.table, clock: () => world.now.at },
    );
  }
}

/** Numbers are followed by a space that does not break. */
const words = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

const large = (name: string) => ({
  ...{ name, size: 2 * PART_SIZE + MEBIBYTE, type: 'application/pdf' },
  mark: hashToken(name),
});
const sending = z.object({ id: z.string(), document: z.string() });

describe('the room that files on their way keep', () => {
  it('is not exceeded when two members send ten each at once; each that does not fit says why', async () => {
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => send(n % 2 ? claire : paul, 900 * 1024, { name: `Note ${n}.pdf` })),
    );
    const refused = answers.filter(({ status }) => status === 409);
    expect([answers.filter(({ status }) => status === 201).length, refused.length]).toEqual([11, 9]);
    expect(await awaited()).toBe(11 * 900 * 1024);
    for (const { text } of refused) {
      expect(words(text)).toContain('340 Ko sur 1 Go, et il en faut 900 Ko');
      expect(text).toContain('réessayez quand ils seront finis');
      expect(text).toContain('demandez plus de place à l’opérateur');
    }
    // What is smaller still goes.
    expect((await send(claire, 300 * 1024)).status).toBe(201);
  });

  it('counts large files too, once each, however often they are taken up again', async () => {
    // Two tabs that begin at the same moment each keep a place, and one of them gives it back.
    await leave(51 * MEBIBYTE);
    const begin = async (who: Caller, name: string) => who.send('/documents/envois', large(name));
    const answers = await Promise.all([begin(claire, 'Un.pdf'), begin(claire, 'Un.pdf'), begin(paul, 'Deux.pdf')]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(await awaited()).toBe(34 * MEBIBYTE);
    await send(claire, 11 * MEBIBYTE);
    expect(words((await begin(paul, 'Trois.pdf')).text)).toContain('6 Mo sur 1 Go');
    const { id } = sending.parse(answers[0]?.json);
    expect((await claire.send(`/documents/envois/${id}/abandon`, {})).status).toBe(200);
    expect([await awaited(), (await begin(paul, 'Trois.pdf')).status]).toEqual([28 * MEBIBYTE, 201]);
  });

  it('is that of the file, no larger than was announced; without script, of the largest or of what is left', async () => {
    await send(claire, MEBIBYTE);
    expect(world.files.deposits.at(-1)?.largest).toBe(MEBIBYTE);
    expect((await claire.post('/documents/depots', {})).status).toBe(200);
    expect([world.files.deposits.at(-1)?.largest, await awaited()]).toEqual([9 * MEBIBYTE, 10 * MEBIBYTE]);
    const full = await claire.post('/documents/depots', {});
    expect([full.status, full.text.includes('occupent toute leur place')]).toEqual([409, true]);
    await leave(2 * LARGEST_FILE);
    await claire.post('/documents/depots', {});
    expect(await awaited()).toBe(LARGEST_FILE);
  });

  it('is given back once it is known what a file is: its own size counts from then on', async () => {
    const good = await kept(claire, 3 * MEBIBYTE);
    const bad = await kept(claire, 2 * MEBIBYTE);
    for (const [{ id, json }, bytes] of [
      [good, undefined],
      [bad, new TextEncoder().encode('Bonjour')],
    ] as const) {
      const before = await itemOf(id);
      await checked(world, json, bytes);
      await told(id, before);
    }
    expect(await awaited()).toBe(0);
    const { bytes = 0 } = (await held()) ?? {};
    expect(bytes - (QUOTA - 10 * MEBIBYTE)).toBeGreaterThan(500);
    expect(bytes - (QUOTA - 10 * MEBIBYTE)).toBeLessThan(1000);
  });

  it('is given back when its sender gives it up, at once, and to nobody else’s asking', async () => {
    const { id } = await kept(claire, 8 * MEBIBYTE);
    const before = await itemOf(id);
    expect([await giveUp(paul, id), await awaited()]).toEqual([404, 8 * MEBIBYTE]);
    expect([await giveUp(claire, id), await giveUp(claire, id)]).toEqual([200, 404]);
    await told(id, before);
    expect(await awaited()).toBe(0);
    const { id: come, json } = await kept(claire, MEBIBYTE);
    await checked(world, json);
    expect([await giveUp(claire, come), (await documentById(world.table, scope, come))?.state]).toEqual([409, 'ready']);
  });

  it('is not taken by a file that comes after it was given up: nothing of it stays', async () => {
    const { id, json } = await kept(claire, MEBIBYTE);
    await giveUp(claire, id);
    await checked(world, json);
    expect([...world.files.objects.keys()].filter((key) => key.includes(id))).toEqual([]);
  });

  it('comes back by itself, two hours after a form was given and a day after a large file was begun', async () => {
    const from = world.now.at;
    await leave(40 * MEBIBYTE);
    const { id } = await kept(claire, 10 * MEBIBYTE);
    const begun = sending.parse((await claire.send('/documents/envois', large('Cadastre.pdf'))).json);
    expect((await itemOf(id))?.ttl).toBe(timeToLive(from, 2 * HOUR));
    expect((await itemOf(begun.document))?.ttl).toBe(timeToLive(from, 24 * HOUR));
    expect((await send(paul, 20 * MEBIBYTE)).status).toBe(409);
    // The table has not forgotten it yet: it is forgotten when the room is missed.
    world.now.at = after(from, 2 * HOUR + 1000);
    expect([(await send(paul, 20 * MEBIBYTE)).status, await awaited()]).toEqual([201, 37 * MEBIBYTE]);
    expect(await itemOf(id)).toBeUndefined();
    world.now.at = from;
  });

  it('costs a place two calls beside those that say who asks: a read of one unit, a write of two items', async () => {
    const spent = (await send(claire, MEBIBYTE)).headers.get('server-timing') ?? '';
    const before = (await claire.get('/documents/nouveau')).headers.get('server-timing') ?? '';
    const of = (text: string, what: string): number => Number(new RegExp(`${what};desc="([\\d.]+)"`).exec(text)?.[1]);
    const more = ['read', 'write', 'calls'].map((what) => of(spent, what) - of(before, what));
    expect(more).toEqual([1, 4, 2]);
  });

  it('does not keep an act from going online', async () => {
    await leave(0);
    expect((await send(claire, MEBIBYTE)).status).toBe(409);
    expect((await send(claire, MEBIBYTE, { dossier: 'publications' })).status).toBe(201);
    expect(await awaited()).toBe(0);
  });
});
