/** Deposits that are begun for nothing: how many, and what members see of them. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { beginDeposit } from '../../../modules/links/service/depositing.ts';
import { linkById } from '../../../modules/links/store.ts';
import { organisationScope } from '../../../platform/scope.ts';
import { type Caller, NERAC, openWorld, type World } from '../content/world.ts';
import { found } from '../organisations/founded.ts';
import { belong, checked, folder } from '../repository/world.ts';

let world: World;
let claire: Caller & { id: string };
const scope = organisationScope(NERAC.siren);

beforeAll(async () => {
  world = await openWorld();
  claire = await world.person(NERAC, 'publisher');
  await belong(world, [claire], 'publisher');
  await found(world.table, { ...NERAC, kind: 'commune' });
});
afterAll(() => world.close());

const made = z.object({ id: z.string(), url: z.string() });
async function box(name: string): Promise<{ id: string; at: string }> {
  const { id: cible } = await folder(claire, name);
  const { id, url } = made.parse((await claire.send('/documents/liens', { cible, pour: 'deposer' })).json);
  return { id, at: new URL(url).pathname };
}
const begin = (at: string, nom: string) => world.visitor.send(`${at}/depots`, { nom });

it('are twenty an hour from one place', async () => {
  const { at } = await box('Inondée');
  const statuses = await Promise.all(Array.from({ length: 22 }, async () => (await begin(at, 'Automate')).status));
  expect(statuses.filter((status) => status === 201)).toHaveLength(20);
  expect((await begin(at, 'Automate')).status).toBe(429);
});

it('are a hundred a day by one link, and hide nothing of what came', async () => {
  const { id, at } = await box('Inondée de partout');
  const { depot } = z.object({ depot: z.string() }).parse((await begin(at, 'Jean Martin')).json);
  const offer = { name: 'La vraie offre.pdf', size: 900, type: 'application/pdf' };
  await checked(world, (await world.visitor.send(`${at}/depots/${depot}/fichiers`, offer)).json);
  const link = await linkById(world.table, scope, id);
  if (!link) throw new Error('The link is not there.');
  const opened = { link, scope, organisation: 'Nérac', rooms: { all: [], closed: new Set<string>() } };
  const deps = { table: world.table, clock: () => world.now.at };
  const from = (n: number) =>
    beginDeposit(deps, opened, { name: `Automate ${n}`, message: 'x'.repeat(1000), from: `2001:db8::${n}` });
  for (let n = 1; n < 100; n += 1) await from(n);
  await expect(from(100)).rejects.toThrow(expect.objectContaining({ kind: 'too-many' }));
  const page = (await claire.get(`/documents/liens/${id}`)).text;
  expect([page.includes('Jean Martin'), page.includes('Automate')]).toEqual([true, false]);
});
