/** Links and folders that not everybody reads: who may give one, and what goes with it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { type Answered, type Caller, NERAC, openWorld, type World } from '../content/world.ts';
import { found } from '../organisations/founded.ts';
import { belong, fileOf, folder, send } from '../repository/world.ts';

let world: World;
let publisher: Caller & { id: string };
let referent: Caller & { id: string };

beforeAll(async () => {
  world = await openWorld();
  publisher = await world.person(NERAC, 'publisher');
  referent = await world.person(NERAC, 'referent');
  await belong(world, [publisher], 'publisher');
  await belong(world, [referent], 'referent');
  await found(world.table, { ...NERAC, kind: 'commune' });
});
afterAll(() => world.close());

const made = z.object({ id: z.string(), url: z.string() });
const give = async (who: Caller, cible: string, pour = 'lire') => {
  const { id, url } = made.parse((await who.send('/documents/liens', { pour, cible })).json);
  return { id, at: new URL(url).pathname };
};
const chooseReaders = async (folder: string, fields: Readonly<Record<string, unknown>>): Promise<void> => {
  expect((await referent.send(`/documents/dossiers/${folder}/lecteurs`, fields)).status).toBe(200);
};
const entries = z.object({ entries: z.array(z.object({ name: z.string() })) });
const namesIn = (answer: Answered): string[] => entries.parse(answer.json).entries.map(({ name }) => name);

it('a folder with readers of its own is given by those who read it, and does not go with the one around it', async () => {
  const outer = await folder(publisher, 'Marché public');
  const inner = await folder(referent, 'Offres', outer.id);
  const shown = await send(world, publisher, 'Règlement.pdf', { to: { dossier: outer.id } });
  const closed = await send(world, referent, 'Offre A.pdf', { to: { dossier: inner.id } });
  const { at } = await give(publisher, outer.id);
  const open = (rest = '') => world.visitor.get(`${at}${rest}`, 'application/json');
  expect(namesIn(await open())).toEqual(['Offres', 'Règlement.pdf']);
  await chooseReaders(inner.id, { lecteurs: 'chosen', personnes: [referent.id], version: 0 });
  expect(namesIn(await open())).toEqual(['Règlement.pdf']);
  expect((await open(`/fichiers/${fileOf(shown)}`)).status).toBeLessThan(400);
  expect((await open(`/fichiers/${fileOf(closed)}`)).status).toBe(404);
  for (const cible of [inner.id, fileOf(closed)]) {
    expect((await publisher.send('/documents/liens', { pour: 'lire', cible })).status).toBe(404);
  }
  expect(namesIn(await world.visitor.get((await give(referent, inner.id)).at, 'application/json'))).toEqual([
    'Offre A.pdf',
  ]);
});

it('a link opens nothing that whoever answers for it is shut out of since', async () => {
  const around = await folder(publisher, 'Personnel');
  const given = await folder(publisher, 'Entretiens', around.id);
  const document = await send(world, publisher, 'Entretien.pdf', { to: { dossier: given.id } });
  const [read, file, box] = [
    await give(publisher, given.id),
    await give(publisher, fileOf(document)),
    await give(publisher, given.id, 'deposer'),
  ];
  const statuses = async () => {
    const paths = [read.at, `${read.at}/fichiers/${fileOf(document)}`, file.at, box.at];
    const answers = await Promise.all(paths.map((path) => world.visitor.get(path, 'application/json')));
    return answers.map(({ status }) => status);
  };
  expect(await statuses()).toEqual([200, 200, 200, 200]);
  await chooseReaders(around.id, { lecteurs: 'chosen', personnes: [referent.id], version: 0 });
  expect(await statuses()).toEqual([410, 404, 410, 410]);
  expect((await world.visitor.send(`${box.at}/depots`, { nom: 'Odile' })).status).toBe(410);
  // Whoever reads it may answer for it in her place.
  expect((await referent.send(`/documents/liens/${read.id}/etat`, { action: 'reprendre' })).status).toBe(200);
  expect(await statuses()).toEqual([200, 200, 410, 410]);
});

it('links to what is closed to a member are not there for her; her own are, to be withdrawn', async () => {
  const secret = await folder(referent, 'Mutations envisagées');
  const before = await folder(publisher, 'Avant');
  const closed = await send(world, referent, 'Mutation.pdf', { to: { dossier: secret.id } });
  const own = await give(publisher, secret.id);
  const others = [
    await give(referent, secret.id),
    await give(referent, fileOf(closed)),
    await give(referent, secret.id, 'deposer'),
  ];
  const open = await give(referent, before.id);
  await chooseReaders(secret.id, { lecteurs: 'chosen', personnes: [referent.id], version: 0 });
  const listed = async (who: Caller): Promise<string[]> => {
    const answer = await who.get('/documents/liens', 'application/json');
    const { links } = z.object({ links: z.array(z.object({ id: z.string() })) }).parse(answer.json);
    return links.map(({ id }) => id);
  };
  const seen = await listed(publisher);
  expect(seen).toEqual(expect.arrayContaining([own.id, open.id]));
  expect(await listed(referent)).toEqual(expect.arrayContaining([...others.map(({ id }) => id), own.id]));
  for (const { id } of others) {
    expect(seen).not.toContain(id);
    expect((await publisher.get(`/documents/liens/${id}`)).status).toBe(404);
    expect((await publisher.send(`/documents/liens/${id}/etat`, { action: 'reprendre' })).status).toBe(404);
  }
  expect((await publisher.send(`/documents/liens/${own.id}/etat`, { action: 'retirer' })).status).toBe(200);
});
