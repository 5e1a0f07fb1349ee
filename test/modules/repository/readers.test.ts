/** Folders that not everybody reads: in lists, pages, downloads, texts, search, wherever things go. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import * as z from 'zod';
import { isOpen, reads, roomOn } from '../../../modules/repository/rules-rooms.ts';
import { ROLES } from '../../../platform/rules.ts';
import { PutCommand } from '../../../platform/dynamodb/commands.ts';
import { newId } from '../../../platform/ids.ts';
import { organisationScope } from '../../../platform/scope.ts';
import { AGEN, type Caller, NERAC, openWorld, type World } from '../content/world.ts';
import { followedBySearch, found, readAs, search, type SearchQueue, searchQueue } from '../search/world.ts';
import { belong, fileOf, folder, followed, list, names, send, trash } from './world.ts';

describe('the readers of a folder', () => {
  const someone = fc.record({
    id: fc.uuid(),
    role: fc.constantFrom(...ROLES),
    units: fc.uniqueArray(fc.uuid(), { maxLength: 3 }).map((units) => new Set(units)),
  });
  const room = fc.record({
    readers: fc.constantFrom('publishers' as const, 'chosen' as const),
    units: fc.uniqueArray(fc.uuid(), { maxLength: 3 }),
    persons: fc.uniqueArray(fc.uuid(), { maxLength: 3 }),
  });

  it('always have the référent among them, and strangers never', () => {
    fc.assert(
      fc.property(someone, room, (who, one) => {
        expect(reads({ ...who, role: 'referent' }, one)).toBe(true);
        expect(reads({ ...who, role: 'contributor' }, { ...one, readers: 'publishers' })).toBe(false);
        expect(reads({ ...who, role: 'publisher' }, { ...one, readers: 'publishers' })).toBe(true);
        const isNamed = one.persons.includes(who.id) || one.units.some((unit) => who.units.has(unit));
        expect(reads({ ...who, role: 'publisher' }, { ...one, readers: 'chosen' })).toBe(isNamed);
      }),
    );
  });

  it('are those of every folder on the way, the innermost named', () => {
    const rooms = ['a', 'c'].map(
      (id) => ({ folder: id, readers: 'chosen', units: [], persons: [], version: 1 }) as const,
    );
    expect(roomOn(rooms, ['a', 'b', 'c', 'd'])?.folder).toBe('c');
    expect(roomOn(rooms, ['b'])).toBeUndefined();
    expect(isOpen(new Set(['a']), ['a', 'b', 'c'])).toBe(false);
    expect(isOpen(new Set(['z']), ['a', 'b', 'c'])).toBe(true);
  });
});

let world: World;
let queue: SearchQueue;
type Person = Caller & { id: string };
let referent: Person;
let publisher: Person;
let claire: Person;
let paul: Person;
let elsewhere: Person;
const scope = organisationScope(NERAC.siren);

beforeAll(async () => {
  world = await openWorld();
  queue = searchQueue(world);
  referent = await world.person(NERAC, 'referent');
  publisher = await world.person(NERAC, 'publisher');
  claire = await world.person(NERAC, 'contributor');
  paul = await world.person(NERAC, 'contributor');
  elsewhere = await world.person(AGEN, 'referent');
  await belong(world, [referent, publisher, claire, paul]);
});
afterAll(() => world.close());

const place = (id: string): string => `/documents/dossiers/${id}`;
const narrow = (id: string, fields: Readonly<Record<string, unknown>>, who: Person = referent) =>
  who.send(`${place(id)}/lecteurs`, { version: 0, ...fields });
const sort = (who: Caller, action: string, choix: string, vers?: string) =>
  who.send('/documents/classer', { action, choix, ...(vers ? { vers } : {}) });

/** Every address by which a file, its folder and its document are read. */
const addresses = (folderId: string, document: string): string[] => [
  place(folderId),
  `/documents/fichiers/${fileOf(document)}`,
  `/documents/fichiers/${fileOf(document)}/contenu`,
  `/documents/fichiers/${fileOf(document)}/contenu?version=1&telecharger=oui`,
  `/documents/fichiers/${fileOf(document)}/version`,
  `/documents/${document}`,
  `/documents/${document}/etat`,
  `/documents/${document}/recu`,
  `/documents/${document}/fichier`,
  `/documents/${document}/texte`,
  `/documents/choix?action=deplacer&choix=${fileOf(document)}`,
];

/** The statuses that somebody gets there, each once. */
async function statuses(who: Caller, all: readonly string[]): Promise<number[]> {
  const answers = await Promise.all(all.map((address) => who.get(address, 'application/json')));
  return [...new Set(answers.map(({ status }) => status))].sort();
}
const READ = [200, 303];

/** A folder with a file in it, read and indexed. */
async function withFile(nom: string, name: string, text: string, dans?: string) {
  const { id } = await folder(referent, nom, dans);
  const document = await send(world, referent, name, { to: { dossier: id } });
  const at = world.now.at.toISOString();
  await queue.toIndex([
    { scope, source: 'folder', id, at },
    { scope, source: 'file', id: fileOf(document), at },
  ]);
  await queue.drained();
  await followedBySearch(world, queue, NERAC.siren, [['document', document]], () =>
    readAs(world, NERAC.siren, document, text),
  );
  await queue.drained();
  return { id, document };
}

/** The stream tells the search that a folder has other readers. */
async function readersTold(id: string): Promise<void> {
  await queue.toIndex([{ scope, source: 'folder', id, at: world.now.at.toISOString(), isWithin: true }]);
  await queue.drained();
}

describe('a folder for those who publish', () => {
  let kept: { id: string; document: string };
  beforeAll(async () => {
    kept = await withFile('Ressources humaines', 'Pervenche.pdf', 'Aconit, indemnité du secrétaire.');
    expect(await statuses(claire, addresses(kept.id, kept.document))).toEqual(expect.arrayContaining([200]));
    expect(await found(claire, 'aconit')).toEqual(['documents Pervenche.pdf']);
    expect((await narrow(kept.id, { lecteurs: 'publishers' })).status).toBe(200);
  });

  it('is read by them and by nobody else, by any address, at once', async () => {
    for (const who of [claire, paul, elsewhere]) {
      expect(await statuses(who, addresses(kept.id, kept.document))).toEqual([404]);
    }
    for (const who of [publisher, referent]) {
      const given = await statuses(who, addresses(kept.id, kept.document));
      expect(given.filter((status) => !READ.includes(status))).toEqual([]);
    }
    expect(names(await list(claire))).not.toContain('Ressources humaines');
    expect(names(await list(publisher))).toContain('Ressources humaines');
    expect((await publisher.get(place(kept.id))).text).toContain('Lu par les rédacteurs et le référent seulement');
  });

  it('is not found by others, not even counted: before the index has followed, and after', async () => {
    for (const followedYet of [false, true]) {
      if (followedYet) await readersTold(kept.id);
      for (const question of ['aconit', 'pervenche', 'ressources humaines']) {
        expect((await search(claire, question)).results).toEqual([]);
        const proposed = await claire.get(`/recherche/propositions?q=${question}`, 'application/json');
        expect(proposed.text).toBe('[]');
        expect((await search(publisher, question)).total).toBe(1);
      }
    }
    expect(await search(claire, 'aconit')).toMatchObject({ total: 0, counts: {}, manner: 'some' });
  });

  it('takes nothing from those who do not read it: deposits, moves, versions, publications', async () => {
    const own = fileOf(await send(world, claire, 'Le mien.pdf'));
    expect((await sort(claire, 'deplacer', own, kept.id)).status).toBe(409);
    for (const action of ['deplacer', 'copier', 'jeter']) {
      expect((await sort(claire, action, fileOf(kept.document), 'racine')).status).toBe(404);
    }
    expect((await sort(claire, 'jeter', kept.id)).status).toBe(404);
    const deposit = { name: 'Intrus.pdf', size: 900, type: 'application/pdf' };
    expect((await claire.send('/documents/depots', { ...deposit, dossier: kept.id })).status).toBe(409);
    expect((await claire.send('/documents/depots', { ...deposit, fichier: fileOf(kept.document) })).status).toBe(404);
    expect((await claire.send('/documents/dossiers', { nom: 'Dedans', dans: kept.id })).status).toBe(409);
    const news = { id: newId('pub'), version: 0, title: 'Fuite', body: 'Rien.', audience: 'organisation' };
    const leaking = { ...news, document: kept.document, action: 'publish' };
    expect((await claire.send('/publier/actualite', leaking)).status).toBe(422);
    // Sent as a form, it comes back without so much as the name of what is not hers.
    const refused = await claire.post('/publier/actualite', { ...leaking, version: '0' });
    expect([refused.status, refused.text.includes('Pervenche')]).toEqual([422, false]);
    const form = await claire.get(`/publier/actualite?document=${kept.document}`);
    expect([form.status, form.text.includes('Pervenche')]).toEqual([200, false]);
    expect((await claire.get(`${place(kept.id)}/lecteurs`)).status).toBe(403);
  });

  it('does not hide what is published out of it from those for whom it is', async () => {
    const id = newId('pub');
    const news = { id, version: 0, title: 'Avis', body: 'À tous.', audience: 'organisation', document: kept.document };
    expect((await publisher.send('/publier/actualite', { ...news, action: 'publish' })).status).toBe(201);
    const address = `/publications/${NERAC.siren}/${id}/fichier?document=${kept.document}`;
    expect((await claire.get(`/publications/${id}`)).text).toContain(address);
    expect((await claire.get(address)).status).toBe(303);
    expect((await elsewhere.get(address)).status).toBe(404);
    expect((await claire.get(`/documents/${kept.document}/fichier`)).status).toBe(404);
    expect((await publisher.post(`/publications/${id}/retirer`, {})).status).toBe(303);
    expect((await claire.get(address)).status).toBe(404);
  });

  it('hides what is on its way into it, from its first moment', async () => {
    const deposit = { name: 'Indemnités à venir.pdf', size: 900, type: 'application/pdf', dossier: kept.id };
    const { document } = z
      .object({ document: z.string() })
      .parse((await publisher.send('/documents/depots', deposit)).json);
    const all = ['', '/etat', '/recu', '/fichier'].map((rest) => `/documents/${document}${rest}`);
    expect(await statuses(claire, all.slice(0, 2))).toEqual([404]);
    expect(await statuses(claire, all.slice(3))).toEqual([404]);
    expect(await statuses(publisher, all.slice(0, 2))).toEqual([200]);
  });

  it('gives nothing of it as an annex to an act', async () => {
    const act = { id: newId('pub'), version: 0, title: 'Convention', audience: 'organisation', action: 'draft' };
    const leaking = await claire.send('/publier/deliberation', { ...act, annexes: kept.document });
    expect([leaking.status, leaking.text.includes('Pervenche')]).toEqual([422, false]);
    expect((await publisher.send('/publier/deliberation', { ...act, annexes: kept.document })).status).toBe(201);
  });

  it('may be that of the templates, which others then neither see nor begin from', async () => {
    const { location } = await referent.post('/documents/modeles/dossier', {});
    const [id = ''] = /fol_\w+/.exec(location ?? '') ?? [];
    const template = fileOf(await send(world, referent, 'Pervenche modèle.pdf', { to: { dossier: id } }));
    expect((await claire.get('/documents/modeles')).text).toContain('Pervenche modèle');
    expect((await narrow(id, { lecteurs: 'publishers' })).status).toBe(200);
    const hidden = await claire.get('/documents/modeles');
    expect([hidden.status, hidden.text.includes('Pervenche modèle')]).toEqual([404, false]);
    const begun = { modele: template, nom: 'Lettre' };
    expect((await claire.send('/documents/modeles', begun)).status).toBe(404);
    expect((await publisher.get('/documents/modeles')).text).toContain('Pervenche modèle');
  });

  it('hides what it holds on the home page and in the trash', async () => {
    expect((await claire.get('/accueil')).text).not.toContain('Pervenche');
    expect((await publisher.get('/accueil')).text).toContain('Pervenche');
    const thrown = await send(world, publisher, 'Jetée.pdf', { to: { dossier: kept.id } });
    expect((await sort(publisher, 'jeter', fileOf(thrown))).status).toBe(200);
    expect((await trash(claire)).map(({ name }) => name)).not.toContain('Jetée.pdf');
    expect((await trash(publisher)).map(({ name }) => name)).toContain('Jetée.pdf');
    expect((await claire.get(`/documents/fichiers/${fileOf(thrown)}`)).status).toBe(404);
    expect((await sort(claire, 'restaurer', fileOf(thrown))).status).toBe(404);
    expect((await sort(publisher, 'restaurer', fileOf(thrown))).status).toBe(200);
    expect((await claire.get(`/documents/fichiers/${fileOf(thrown)}`)).status).toBe(404);
  });

  it('thrown away keeps its readers, at every depth; taken back too', async () => {
    const inner = await withFile('Entretiens', 'Belladone.pdf', 'Rien.', kept.id);
    await followed(world, NERAC.siren, 'folder', inner.id, () => sort(publisher, 'jeter', inner.id));
    expect((await trash(claire)).map(({ name }) => name)).not.toContain('Entretiens');
    expect(await statuses(claire, addresses(inner.id, inner.document))).toEqual([404]);
    await followed(world, NERAC.siren, 'folder', inner.id, () => sort(publisher, 'restaurer', inner.id));
    expect(await statuses(claire, addresses(inner.id, inner.document))).toEqual([404]);
  });

  it('is open to all again once that is said, and found', async () => {
    expect((await narrow(kept.id, { lecteurs: 'everybody', version: 1 })).status).toBe(200);
    await readersTold(kept.id);
    expect((await claire.get(place(kept.id))).status).toBe(200);
    expect(await found(claire, 'aconit')).toEqual(['documents Pervenche.pdf']);
  });
});

describe('a folder for some', () => {
  it('is read by the persons and the services chosen, as these are at the moment', async () => {
    const { id, document } = await withFile('Affaires scolaires', 'Muguet.pdf', 'Rien.');
    const unit = newId('unt');
    const putUnit = (members: readonly string[]) =>
      world.table.client.send(
        new PutCommand({
          TableName: world.table.name,
          Item: {
            pk: scope,
            sk: `unit#${unit}`,
            scope,
            id: unit,
            name: 'Écoles',
            members: members.map((person) => ({ person, name: 'P' })),
            isPublic: false,
            version: 1,
            __edb_e__: 'unit',
            __edb_v__: '1',
          },
        }),
      );
    await putUnit([]);
    expect((await narrow(id, { lecteurs: 'chosen', personnes: [claire.id], services: [unit] })).status).toBe(200);
    const all = addresses(id, document);
    expect((await statuses(claire, all)).filter((status) => !READ.includes(status))).toEqual([]);
    for (const who of [paul, publisher, elsewhere]) expect(await statuses(who, all)).not.toContain(200);
    await putUnit([paul.id]);
    expect((await paul.get(place(id))).status).toBe(200);
    await putUnit([]);
    expect((await paul.get(place(id))).status).toBe(404);
  });

  it('does not hide from whoever approves a text what she is asked to approve', async () => {
    const { id, document } = await withFile('Marchés', 'Ancolie.pdf', 'Rien.');
    expect((await narrow(id, { lecteurs: 'chosen', personnes: [claire.id] })).status).toBe(200);
    const text = { id: newId('pub'), version: 0, title: 'Avis', body: 'Relire.', audience: 'organisation', document };
    expect((await claire.send('/publier/actualite', { ...text, action: 'submit' })).status).toBe(201);
    const address = `/publications/${NERAC.siren}/${text.id}/fichier?document=${document}`;
    expect((await publisher.get(`/publications/${text.id}`)).text).toContain(address);
    expect((await publisher.get(`/documents/${document}/fichier`)).status).toBe(404);
    expect((await publisher.get(address)).location).toContain(document);
    expect((await claire.get(address)).status).toBe(303);
    expect((await paul.get(address)).status).toBe(404);
    expect((await elsewhere.get(address)).status).toBe(404);
    expect((await publisher.post(`/publications/${text.id}/renvoyer`, { version: '1', remark: 'Non.' })).status).toBe(
      303,
    );
    expect((await publisher.get(address)).status).toBe(404);
  });

  it('is not narrowed by who would shut herself out, nor for nobody, nor twice at once', async () => {
    const { id } = await folder(publisher, 'À choisir');
    expect((await narrow(id, { lecteurs: 'chosen', personnes: [paul.id] }, publisher)).status).toBe(422);
    expect((await narrow(id, { lecteurs: 'chosen' })).status).toBe(422);
    expect(
      (await narrow(id, { lecteurs: 'chosen', personnes: Array.from({ length: 31 }, () => randomUUID()) })).status,
    ).toBe(422);
    expect((await narrow(id, { lecteurs: 'publishers' }, claire)).status).toBe(403);
    const both = await Promise.all([
      narrow(id, { lecteurs: 'publishers' }),
      narrow(id, { lecteurs: 'chosen', personnes: [claire.id] }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('gives back what was typed when it is refused', async () => {
    const { id } = await folder(publisher, 'Rendu');
    const answer = await publisher.post(`${place(id)}/lecteurs`, {
      version: '0',
      lecteurs: 'chosen',
      personnes: paul.id,
    });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Cochez aussi votre nom');
    expect(answer.text).toMatch(/value="chosen"[^>]*checked/);
  });

  it('is not written over by a form that was refused, and sent again, after somebody else chose', async () => {
    const { id } = await folder(publisher, 'Relu');
    expect((await narrow(id, { lecteurs: 'publishers' })).status).toBe(200);
    const refused = await publisher.post(`${place(id)}/lecteurs`, { version: '0', lecteurs: 'personne' });
    expect(refused.status).toBe(422);
    const version = /name="version" value="(\d+)"/.exec(refused.text)?.[1];
    expect((await narrow(id, { lecteurs: 'everybody', version }, publisher)).status).toBe(409);
  });
});

describe('a move', () => {
  it('into such a folder closes what is moved, and out of it opens it: at once, and at every depth once told', async () => {
    const room = await folder(referent, 'Fermé');
    await narrow(room.id, { lecteurs: 'publishers' });
    const outer = await withFile('Chantiers', 'Lilas.pdf', 'Rien.');
    const inner = await withFile('Devis', 'Jonquille.pdf', 'Rien.', outer.id);
    const both = [
      ['folder', outer.id],
      ['folder', inner.id],
    ] as const;
    const all = [...addresses(outer.id, outer.document), ...addresses(inner.id, inner.document)];
    await followedBySearch(world, queue, NERAC.siren, both, () => sort(publisher, 'deplacer', outer.id, room.id));
    expect(await statuses(claire, all)).toEqual([404]);
    await queue.drained();
    for (const question of ['lilas', 'jonquille', 'devis']) {
      expect(await search(claire, question)).toMatchObject({ total: 0 });
    }
    await followedBySearch(world, queue, NERAC.siren, both, () => sort(publisher, 'deplacer', outer.id, 'racine'));
    await queue.drained();
    expect(await statuses(claire, [place(outer.id), place(inner.id)])).toEqual([200]);
    expect(await found(claire, 'jonquille')).toEqual(['documents Jonquille.pdf']);
  });

  it('says who reads the place where things go', async () => {
    const { id } = await folder(publisher, 'Pour les rédacteurs');
    await narrow(id, { lecteurs: 'publishers' });
    const own = fileOf(await send(world, publisher, 'À déplacer.pdf'));
    const page = (to: string) => publisher.get(`/documents/choix?action=deplacer&choix=${own}&vers=${to}`);
    expect((await page(id)).text).toContain('Lu par les rédacteurs et le référent seulement');
    expect((await page('racine')).text).toContain('Lu par tous les membres');
    const offered = await claire.get(`/documents/choix?action=deplacer&choix=${own}`);
    expect(offered.text).not.toContain('Pour les rédacteurs');
  });

  it('throws no folder away that holds one which is not hers to read', async () => {
    const outer = await folder(claire, 'Mairie');
    const inner = await folder(referent, 'Discret', outer.id);
    await narrow(inner.id, { lecteurs: 'publishers' });
    expect((await sort(claire, 'jeter', outer.id)).status).toBe(409);
    expect((await claire.get(`/documents/choix?action=jeter&choix=${outer.id}`)).text).not.toContain('Discret');
  });
});

describe('a page of a folder', () => {
  it('costs no more with thirty such folders than its limit', async () => {
    const { id } = await folder(claire, 'Lu par tous');
    for (let count = 0; count < 12; count += 1) {
      const closed = await folder(referent, `Fermé ${count}`);
      await narrow(closed.id, { lecteurs: 'publishers' });
    }
    const { headers } = await claire.get(place(id));
    const units = z.coerce.number().parse(/read;desc="([\d.]+)"/.exec(headers.get('server-timing') ?? '')?.[1]);
    expect(units).toBeLessThanOrEqual(3);
  });
});
