/** The room of an organisation: files on their way by links are counted in it, until it is known what they are. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { documentEntity } from '../../../modules/documents/index.ts';
import { onRoomChange } from '../../../modules/repository/index.ts';
import { holdingsOf, repositoryEntities } from '../../../modules/repository/store/index.ts';
import { organisationScope } from '../../../platform/scope.ts';
import { type Answered, type Caller, NERAC, openWorld, QUOTA, type World } from '../content/world.ts';
import { found } from '../organisations/founded.ts';
import { belong, checked, folder } from '../repository/world.ts';

let world: World;
let claire: Caller & { id: string };
/** Two deposits of two people by one link. */
let here: readonly [string, string];
const scope = organisationScope(NERAC.siren);
const MEBIBYTE = 1024 ** 2;

beforeAll(async () => {
  world = await openWorld();
  claire = await world.person(NERAC, 'publisher');
  await belong(world, [claire], 'publisher');
  await found(world.table, { ...NERAC, kind: 'commune' });
  const { id: cible } = await folder(claire, 'Offres');
  const { url } = z
    .object({ url: z.string() })
    .parse((await claire.send('/documents/liens', { cible, pour: 'deposer', fichiers: 100 })).json);
  const at = new URL(url).pathname;
  const begun = async () => {
    const answer = await world.visitor.send(`${at}/depots`, { nom: 'Jean Martin' });
    return `${at}/depots/${z.object({ depot: z.string() }).parse(answer.json).depot}`;
  };
  here = [await begun(), await begun()];
});
afterAll(() => world.close());

const send = (at: string, size: number): Promise<Answered> =>
  world.visitor.send(`${at}/fichiers`, { name: 'Offre.pdf', size, type: 'application/pdf' });

/** Leaves so much room, and nothing on its way. */
const leave = (bytes: number) =>
  repositoryEntities(world.table)
    .holdings.put({ scope, bytes: QUOTA - bytes, files: 1, filed: 'all' })
    .go();

const awaited = async (): Promise<number> => (await holdingsOf(world.table, scope, { consistent: true }))?.awaited ?? 0;

const document = z.object({ document: z.string() });
const itemOf = async (id: string) =>
  (await documentEntity(world.table).get({ scope, id }).go({ consistent: true })).data;

/** What the stream tells of a document that was as seen and is as it is now: twice. */
async function told(id: string, before: Awaited<ReturnType<typeof itemOf>>): Promise<void> {
  const after = (await itemOf(id)) ?? undefined;
  for (let time = 1; time <= 2; time += 1) {
    await onRoomChange(
      { entity: 'document', kind: after ? 'modify' : 'remove', before: before ?? undefined, after, expired: !after },
      { table: world.table, clock: () => world.now.at },
    );
  }
}

describe('the room of an organisation', () => {
  it('is not exceeded by deposits that come at the same moment', async () => {
    await leave(10 * MEBIBYTE);
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => send(here[n % 2 ? 1 : 0], 3 * MEBIBYTE)));
    const kept = answers.filter(({ status }) => status === 201);
    expect(kept).toHaveLength(3);
    expect(await awaited()).toBe(9 * MEBIBYTE);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(new Set(refused.map(({ status, text }) => `${status} ${text.includes('plus de place')}`))).toEqual(
      new Set(['409 true']),
    );
    // Members are told the same of what is on its way.
    const own = (size: number) => claire.send('/documents/depots', { name: 'À nous.pdf', size });
    expect([(await own(MEBIBYTE)).status, (await own(2 * MEBIBYTE)).status]).toEqual([201, 409]);
  });

  it('is given back when a file was found good, refused, or never came: once', async () => {
    await leave(10 * MEBIBYTE);
    const sent = [];
    for (const size of [1, 2, 3]) sent.push((await send(here[0], size * MEBIBYTE)).json);
    const [good = '', bad = '', never = ''] = sent.map((json) => document.parse(json).document);
    expect(await awaited()).toBe(6 * MEBIBYTE);
    for (const [id, place, bytes] of [
      [good, sent[0], undefined],
      [bad, sent[1], new TextEncoder().encode('Bonjour')],
    ] as const) {
      const before = await itemOf(id);
      await checked(world, place, bytes);
      await told(id, before);
    }
    expect(await awaited()).toBe(3 * MEBIBYTE);
    expect((await holdingsOf(world.table, scope))?.bytes).toBeGreaterThan(QUOTA - 10 * MEBIBYTE);
    const before = await itemOf(never);
    await documentEntity(world.table).delete({ scope, id: never }).go();
    await told(never, before);
    expect(await awaited()).toBe(0);
  });

  it('is all that a form without script may take, when less is left than by the link', async () => {
    await leave(4 * MEBIBYTE);
    expect((await world.visitor.post(`${here[0]}/fichiers`, {})).status).toBe(200);
    expect([world.files.deposits.at(-1)?.largest, await awaited()]).toEqual([4 * MEBIBYTE, 4 * MEBIBYTE]);
    const full = await world.visitor.post(`${here[0]}/fichiers`, {});
    expect([full.status, full.text.includes('n’a plus de place')]).toEqual([409, true]);
  });
});
