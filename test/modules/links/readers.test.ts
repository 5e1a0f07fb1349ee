/** Links and folders that not everybody reads: who may give one, and what goes with it. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import * as z from 'zod';
import { memberEntity } from '../../../modules/organisations/index.ts';
import { organisationEntities } from '../../../modules/organisations/store/entities.ts';
import { organisationScope } from '../../../platform/scope.ts';
import { type Answered, type Caller, NERAC, openWorld, type World } from '../content/world.ts';
import { fileOf, folder, send } from '../repository/world.ts';

let world: World;
let publisher: Caller & { id: string };
let referent: Caller & { id: string };
const scope = organisationScope(NERAC.siren);

beforeAll(async () => {
  world = await openWorld();
  publisher = await world.person(NERAC, 'publisher');
  referent = await world.person(NERAC, 'referent');
  for (const { id } of [publisher, referent]) {
    await memberEntity(world.table)
      .put({
        ...{ scope, person: id, firstName: 'Claire', lastName: 'Morin', email: 'claire@nerac.test' },
        ...{ role: 'publisher', since: '2026-01-01', version: 1 },
      })
      .go();
  }
  const counts = { joinedAt: '2026-01-01', memberCount: 2, referentCount: 1 };
  await organisationEntities(world.table)
    .profile.put({ scope, ...NERAC, kind: 'commune', state: 'active', ...counts })
    .go();
});
afterAll(() => world.close());

const made = z.object({ url: z.string() });
const entries = z.object({ entries: z.array(z.object({ name: z.string() })) });
const namesIn = (answer: Answered): string[] => entries.parse(answer.json).entries.map(({ name }) => name);

it('a folder with readers of its own is given by those who read it, and does not go with the one around it', async () => {
  const outer = await folder(publisher, 'Marché public');
  const inner = await folder(referent, 'Offres', outer.id);
  const shown = await send(world, publisher, 'Règlement.pdf', { to: { dossier: outer.id } });
  const closed = await send(world, referent, 'Offre A.pdf', { to: { dossier: inner.id } });
  const give = (who: Caller, cible: string) => who.send('/documents/liens', { pour: 'lire', cible });
  const at = new URL(made.parse((await give(publisher, outer.id)).json).url).pathname;
  const open = (rest = '') => world.visitor.get(`${at}${rest}`, 'application/json');
  expect(namesIn(await open())).toEqual(['Offres', 'Règlement.pdf']);
  const chosen = { lecteurs: 'chosen', personnes: [referent.id], version: 0 };
  expect((await referent.send(`/documents/dossiers/${inner.id}/lecteurs`, chosen)).status).toBe(200);
  expect(namesIn(await open())).toEqual(['Règlement.pdf']);
  expect((await open(`/fichiers/${fileOf(shown)}`)).status).toBeLessThan(400);
  expect((await open(`/fichiers/${fileOf(closed)}`)).status).toBe(404);
  for (const cible of [inner.id, fileOf(closed)]) expect((await give(publisher, cible)).status).toBe(404);
  expect((await give(referent, inner.id)).status).toBe(201);
});
