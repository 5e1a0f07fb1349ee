/** Who opened a file, as those who sort documents see it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { AGEN, type Caller, NERAC, openWorld, type World } from '../content/world.ts';
import { fileOf, send } from './world.ts';

let world: World;
let claire: Caller & { id: string };
let contributor: Caller & { id: string };
let elsewhere: Caller;
const JSON_TYPE = 'application/json';

beforeAll(async () => {
  world = await openWorld();
  claire = await world.person(NERAC, 'publisher');
  contributor = await world.person(NERAC, 'contributor');
  elsewhere = await world.person(AGEN, 'referent');
});
afterAll(() => world.close());

describe('the log of a file', () => {
  it('tells members apart, once in ten minutes each, to those who may change it', async () => {
    const document = await send(world, claire, 'Suivi.pdf');
    const file = `/documents/fichiers/${fileOf(document)}`;
    for (let time = 1; time <= 3; time += 1) await contributor.get(`${file}/contenu`, JSON_TYPE);
    await claire.get(`/documents/${document}/fichier`, JSON_TYPE);
    const log = await claire.get(`${file}/ouvertures`, JSON_TYPE);
    const { openings } = z
      .object({ openings: z.array(z.object({ way: z.string(), by: z.object({ id: z.string() }) })) })
      .parse(log.json);
    expect(openings.map(({ way, by }) => [way, by.id]).sort()).toEqual(
      [
        ['member', claire.id],
        ['member', contributor.id],
      ].sort(),
    );
    const reader = await world.person(NERAC, 'reader');
    expect((await reader.get(`${file}/ouvertures`)).status).toBe(403);
    expect((await elsewhere.get(`${file}/ouvertures`)).status).toBe(404);
  });
});
