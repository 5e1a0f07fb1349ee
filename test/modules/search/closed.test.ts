/** What everybody finds of an organisation that has no public page any more: nothing, while the index still has it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { organisationEntities, TERRITORY } from '../../../modules/organisations/store/entities.ts';
import { newId } from '../../../platform/ids.ts';
import { publicScope } from '../../../platform/scope.ts';
import { NERAC, openWorld, type World } from '../content/world.ts';
import { found, search, searchQueue } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

it('is neither found, nor proposed, nor counted', async () => {
  await world.register(NERAC, true);
  const publisher = await world.person(NERAC, 'publisher');
  const id = newId('pub');
  const news = { id, version: 0, title: 'Passiflore au marché', body: 'Samedi.', audience: 'public' };
  expect((await publisher.send('/publier/actualite', { ...news, action: 'publish' })).status).toBe(201);
  const queue = searchQueue(world);
  const at = world.now.at.toISOString();
  await queue.toIndex([{ scope: publicScope('territoire'), source: 'publication', id: `${NERAC.siren}/${id}`, at }]);
  await queue.drained();
  const proposed = async () => (await world.visitor.get('/recherche/propositions?q=passiflore')).text;
  expect(await found(world.visitor, 'passiflore')).toEqual(['actualites Passiflore au marché']);
  expect(await proposed()).toContain('Passiflore');
  const { closed } = organisationEntities(world.table);
  await closed.put({ scope: TERRITORY, siren: NERAC.siren }).go();
  expect(await search(world.visitor, 'passiflore')).toMatchObject({ total: 0, counts: {}, results: [] });
  expect(await proposed()).toBe('[]');
  await closed.delete({ scope: TERRITORY, siren: NERAC.siren }).go();
  expect(await found(world.visitor, 'passiflore')).toEqual(['actualites Passiflore au marché']);
});
