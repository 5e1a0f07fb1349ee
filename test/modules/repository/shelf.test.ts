/** Favourites, recents, templates, and what becomes of what a leaver held. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { documentEntity } from '../../../modules/documents/index.ts';
import { organisationEntities } from '../../../modules/organisations/store/entities.ts';
import { onMemberGone } from '../../../modules/repository/index.ts';
import { fileById, heldBy, roomsIn } from '../../../modules/repository/store/index.ts';
import { organisationScope } from '../../../platform/scope.ts';
import { AGEN, type Caller, NERAC, openWorld, type World } from '../content/world.ts';
import { belong, changedBefore, fileOf, folder, list, names, send } from './world.ts';

let world: World;
type Person = Caller & { id: string };
let claire: Person;
let referent: Person;
let elsewhere: Person;
const scope = organisationScope(NERAC.siren);

beforeAll(async () => {
  world = await openWorld();
  claire = await world.person(NERAC, 'contributor');
  referent = await world.person(NERAC, 'referent');
  elsewhere = await world.person(AGEN, 'referent');
});
afterAll(() => world.close());

const shelf = z.object({ entries: z.array(z.object({ id: z.string(), name: z.string() })) });
const onShelf = async (who: Caller, which: 'favoris' | 'recents'): Promise<string[]> =>
  shelf.parse((await who.get(`/documents/${which}`, 'application/json')).json).entries.map(({ name }) => name);
const choose = (who: Caller, id: string, action: 'ajouter' | 'retirer') =>
  who.send('/documents/favoris', { id, action });
const file = (id: string): string => `/documents/fichiers/${id}`;
const sort = (who: Caller, action: string, choix: string) => who.send('/documents/classer', { action, choix });

describe('favourites', () => {
  it('are hers alone, the latest first, under the name that they have now', async () => {
    const { id } = await folder(claire, 'Tous les jours');
    const paper = fileOf(await send(world, claire, 'Modalités.pdf'));
    for (const one of [id, paper, paper]) expect((await choose(claire, one, 'ajouter')).status).toBe(200);
    expect(await onShelf(claire, 'favoris')).toEqual(['Modalités.pdf', 'Tous les jours']);
    expect(await onShelf(referent, 'favoris')).toEqual([]);
    await claire.send(`${file(paper)}/nom`, { nom: 'Renommé', version: 1 });
    expect(await onShelf(claire, 'favoris')).toEqual(['Renommé.pdf', 'Tous les jours']);
    expect((await claire.get(file(paper))).text).toContain('Retirer des favoris');
    await choose(claire, id, 'retirer');
    expect(await onShelf(claire, 'favoris')).toEqual(['Renommé.pdf']);
  });

  it('take nothing that she may not read, and never lead to it afterwards', async () => {
    const { id } = await folder(referent, 'Bientôt fermé');
    const paper = fileOf(await send(world, referent, 'Bientôt fermé.pdf', { to: { dossier: id } }));
    expect((await choose(elsewhere, id, 'ajouter')).status).toBe(404);
    for (const one of [id, paper]) await choose(claire, one, 'ajouter');
    await claire.get(file(paper));
    expect((await onShelf(claire, 'favoris')).slice(0, 2)).toEqual(['Bientôt fermé.pdf', 'Bientôt fermé']);
    expect(await onShelf(claire, 'recents')).toContain('Bientôt fermé.pdf');
    await referent.send(`/documents/dossiers/${id}/lecteurs`, { lecteurs: 'publishers', version: 0 });
    for (const which of ['favoris', 'recents'] as const) {
      expect((await claire.get(`/documents/${which}`)).text).not.toContain('Bientôt fermé');
    }
    expect((await choose(claire, id, 'ajouter')).status).toBe(404);
    expect((await choose(claire, id, 'retirer')).status).toBe(200);
  });

  it('leave out what is in the trash, and are thirty at most', async () => {
    const thrown = fileOf(await send(world, claire, 'Jeté.pdf'));
    await choose(claire, thrown, 'ajouter');
    await sort(claire, 'jeter', thrown);
    expect(await onShelf(claire, 'favoris')).not.toContain('Jeté.pdf');
    for (let count = 0; count < 31; count += 1) {
      const { id } = await folder(referent, `Dossier ${count}`);
      const { status } = await choose(referent, id, 'ajouter');
      expect(status).toBe(count < 30 ? 200 : 409);
    }
    const { headers } = await referent.get('/documents/favoris');
    expect(Number(/read;desc="([\d.]+)"/.exec(headers.get('server-timing') ?? '')?.[1])).toBeLessThanOrEqual(17);
  });
});

describe('recents', () => {
  it('are the files that she opened, each once, written when she opens another', async () => {
    const [one, other] = [fileOf(await send(world, claire, 'Un.pdf')), fileOf(await send(world, claire, 'Deux.pdf'))];
    for (const id of [one, other, other, one]) await claire.get(file(id));
    expect((await onShelf(claire, 'recents')).slice(0, 2)).toEqual(['Un.pdf', 'Deux.pdf']);
    const { headers } = await claire.get(file(one));
    expect(headers.get('server-timing')).toContain('write;desc="0"');
  });
});

describe('a file', () => {
  it('says on its page what it holds, and shows it', async () => {
    const document = await send(world, claire, 'Tableau.pdf');
    await documentEntity(world.table)
      .patch({ scope, id: document })
      .set({ flags: ['macros', 'links'] })
      .go();
    const { text } = await claire.get(file(fileOf(document)));
    expect(text).toContain('À savoir avant d’ouvrir ce fichier');
    expect(text).toContain('Il contient des macros');
    expect(text).toContain('Il va chercher des données');
    expect(text).toContain('<iframe');
  });
});

describe('a template', () => {
  it('is a file of the folder of templates, from which others are begun where one was', async () => {
    expect((await claire.get('/documents/modeles')).text).toContain('Créer le dossier des modèles');
    const made = z.object({ id: z.string() }).parse((await claire.send('/documents/modeles/dossier', {})).json);
    expect((await claire.send('/documents/modeles/dossier', {})).json).toEqual(made);
    const modele = fileOf(await send(world, claire, 'Convocation.pdf', { to: { dossier: made.id } }));
    const { id: dossier } = await folder(claire, 'Conseil de décembre');
    const begun = await claire.send('/documents/modeles', { modele, nom: 'Convocation du 15 décembre', dossier });
    expect(begun.status).toBe(201);
    expect(names(await list(claire, `/documents/dossiers/${dossier}`))).toEqual(['Convocation du 15 décembre.pdf']);
    expect(begun.json).toMatchObject({ number: 1, by: { id: claire.id } });
    expect(names(await list(claire, `/documents/dossiers/${made.id}`))).toEqual(['Convocation.pdf']);
    const nameless = await claire.post('/documents/modeles', { modele, nom: ' ', dossier });
    expect([nameless.status, nameless.text.includes('Indiquez un nom.')]).toEqual([422, true]);
    expect((await elsewhere.send('/documents/modeles', { modele, nom: 'Volée', dossier: 'racine' })).status).toBe(404);
  });

  it('is nothing else: not any file, nor one for others only', async () => {
    const other = fileOf(await send(world, claire, 'Pas un modèle.pdf'));
    expect((await claire.send('/documents/modeles', { modele: other, nom: 'X' })).status).toBe(404);
  });
});

describe('what a leaver held', () => {
  const told = (person: string) => ({
    entity: 'member',
    kind: 'remove' as const,
    before: { scope, person },
    after: undefined,
    expired: false,
  });
  const leaves = async (person: string, table = world.table): Promise<void> => {
    const deps = { table, clock: () => world.now.at };
    for (let time = 1; time <= 2; time += 1) await onMemberGone(told(person), deps);
  };
  const reserve = (who: Caller, id: string) => who.send(`${file(id)}/reservation`, { action: 'reserver' });

  it('goes to who was named: files and folders', async () => {
    const [leaver, successor] = [await world.person(NERAC, 'contributor'), await world.person(NERAC, 'contributor')];
    const { member, handover } = organisationEntities(world.table);
    await belong(world, [leaver, successor]);
    await member.patch({ scope, person: successor.id }).set({ firstName: 'Sonia', lastName: 'Suite' }).go();
    await handover
      .put({
        scope,
        person: leaver.id,
        to: successor.id,
        toName: 'Sonia Suite',
        at: world.now.at.toISOString(),
        ttl: 1,
      })
      .go();
    const id = fileOf(await send(world, leaver, 'À finir.pdf'));
    expect((await reserve(leaver, id)).status).toBe(200);
    expect((await reserve(leaver, fileOf(await send(world, leaver, 'Rendu.pdf')))).status).toBe(200);
    const { id: room } = await folder(referent, 'Le sien');
    await referent.send(`/documents/dossiers/${room}/lecteurs`, {
      lecteurs: 'chosen',
      personnes: [leaver.id],
      version: 0,
    });
    await leaves(leaver.id);
    expect((await fileById(world.table, scope, id))?.lock).toMatchObject({ id: successor.id, name: 'Sonia Suite' });
    expect([
      await heldBy(world.table, scope, leaver.id),
      (await heldBy(world.table, scope, successor.id)).length,
    ]).toEqual([[], 2]);
    expect((await roomsIn(world.table, scope)).find((one) => one.folder === room)?.persons).toEqual([successor.id]);
    expect((await successor.get(`/documents/dossiers/${room}`)).status).toBe(200);
  });

  it('is given back when nobody was named', async () => {
    const leaver = await world.person(NERAC, 'contributor');
    const id = fileOf(await send(world, leaver, 'À rendre.pdf'));
    await reserve(leaver, id);
    await leaves(leaver.id);
    expect((await fileById(world.table, scope, id))?.lock).toBeUndefined();
    expect((await reserve(claire, id)).status).toBe(200);
  });

  it('leaves nothing of her where somebody changes it at that very moment, nor where she may not be put', async () => {
    const leaver = await world.person(NERAC, 'contributor');
    await belong(world, [leaver, claire]);
    const id = fileOf(await send(world, leaver, 'Réservé puis renommé.pdf'));
    await reserve(leaver, id);
    const { id: place } = await folder(referent, 'Changé au même moment');
    const choose = (personnes: readonly string[], version: number) =>
      referent.send(`/documents/dossiers/${place}/lecteurs`, { lecteurs: 'chosen', personnes, version });
    expect((await choose([leaver.id], 0)).status).toBe(200);
    const rename = () => referent.send(`${file(id)}/nom`, { nom: 'Renommé entre-temps', version: 2 });
    await leaves(leaver.id, changedBefore(world.table, 'TransactWriteCommand', rename));
    expect(await fileById(world.table, scope, id)).toMatchObject({ name: 'Renommé entre-temps.pdf' });
    expect((await fileById(world.table, scope, id))?.lock).toBeUndefined();
    const readers = async () =>
      (await roomsIn(world.table, scope, { consistent: true })).find((one) => one.folder === place)?.persons;
    expect(await readers()).toEqual([]);
    expect((await choose([leaver.id], 2)).status).toBe(200);
    await leaves(
      leaver.id,
      changedBefore(world.table, 'UpdateCommand', () => choose([claire.id, leaver.id], 3)),
    );
    expect(await readers()).toEqual([claire.id]);
    // Her line is gone: a form that was open since before names nobody who is not there.
    await organisationEntities(world.table).member.delete({ scope, person: leaver.id }).go();
    expect((await choose([claire.id, leaver.id], 5)).status).toBe(409);
    expect(await readers()).toEqual([claire.id]);
  });
});
