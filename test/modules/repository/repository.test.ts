/** Folders and files as people use them, over a real table. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentById } from '../../../modules/documents/index.ts';
import { holdingsOf, repositoryEntities } from '../../../modules/repository/store/index.ts';
import { organisationScope } from '../../../platform/scope.ts';
import { AGEN, type Caller, NERAC, openWorld, QUOTA, type World } from '../content/world.ts';
import { fileOf, folder, followed, list, type Listed, names, pdf, send, trash } from './world.ts';

let world: World;
let claire: Caller & { id: string };
let paul: Caller & { id: string };
let referent: Caller & { id: string };
let elsewhere: Caller & { id: string };
const scope = organisationScope(NERAC.siren);

beforeAll(async () => {
  world = await openWorld();
  claire = await world.person(NERAC, 'contributor');
  paul = await world.person(NERAC, 'contributor');
  referent = await world.person(NERAC, 'referent');
  elsewhere = await world.person(AGEN, 'referent');
});
afterAll(() => world.close());

const sort = (who: Caller, action: string, choix: string | readonly string[], vers?: string) =>
  who.send('/documents/classer', { action, choix, ...(vers ? { vers } : {}) });
/** The words of a page, with plain spaces. */
const words = ({ text }: { text: string }): string => text.replace(/[\u00a0\u202f]/g, ' ');
const place = (id: string): string => `/documents/dossiers/${id}`;
const file = (id: string): string => `/documents/fichiers/${id}`;

describe('a folder', () => {
  it('holds folders first, then files as people sort them', async () => {
    const { id } = await folder(claire, 'Conseil municipal');
    for (const name of ['Séance 10.pdf', 'séance 9.pdf', 'Ordre du jour.pdf']) {
      await send(world, claire, name, { to: { dossier: id } });
    }
    await folder(claire, 'Zones', id);
    const { folder: shown, ...rest } = await list(claire, place(id));
    expect(shown?.name).toBe('Conseil municipal');
    expect(names(rest)).toEqual(['Zones', 'Ordre du jour.pdf', 'séance 9.pdf', 'Séance 10.pdf']);
    expect((await claire.get(place(id))).text).toContain('Conseil municipal');
  });

  it.each([
    ['../../etc', 'etc'],
    ['Séance 24/11\\2026', 'Séance 24-11-2026'],
    ['Fête 🎉', 'Fête 🎉'],
    ['é'.repeat(400), 'é'.repeat(300)],
  ])('of the name %s is called %s', async (typed, kept) => {
    const { id } = await folder(claire, typed);
    expect((await list(claire, place(id))).folder?.name).toBe(kept);
  });

  it.each(['..', '   ', '///'])('needs a name, which %j is not', async (nom) => {
    const answer = await claire.post('/documents/dossiers', { nom, dans: 'racine' });
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Indiquez un nom.');
  });

  it('refuses the name of another beside it, whatever its case, and gives back what was typed', async () => {
    await folder(claire, 'Budget');
    const again = await claire.post('/documents/dossiers', { nom: 'BUDGET', dans: 'racine' });
    expect([again.status, again.text.includes('value="BUDGET"')]).toEqual([422, true]);
  });

  it('goes into no folder that it holds, nor into itself', async () => {
    const outer = await folder(claire, 'Dehors');
    const inner = await folder(claire, 'Dedans', outer.id);
    const deepest = await folder(claire, 'Tout au fond', inner.id);
    for (const vers of [outer.id, inner.id, deepest.id]) {
      expect((await sort(claire, 'deplacer', outer.id, vers)).status).toBe(409);
    }
    const [one, other] = [await folder(claire, 'L’un'), await folder(claire, 'L’autre')];
    const both = await Promise.all([
      sort(claire, 'deplacer', one.id, other.id),
      sort(claire, 'deplacer', other.id, one.id),
    ]);
    expect(both.map(({ status }) => status).filter((status) => status < 400).length).toBeLessThan(2);
  });

  it('renamed, leads to what it holds by its new name; of a version seen before, it is not renamed', async () => {
    const outer = await folder(claire, 'Marchés');
    const inner = await folder(claire, 'Voirie', outer.id);
    const rename = (nom: string) => claire.send(`${place(outer.id)}/reglages`, { nom, version: outer.version });
    await followed(world, NERAC.siren, 'folder', outer.id, () => rename('Marchés publics'));
    expect((await claire.get(place(inner.id))).text).toContain('Marchés publics</a>');
    expect((await rename('Autre')).status).toBe(409);
  });

  it('of another organisation does not exist', async () => {
    const { id } = await folder(claire, 'À nous');
    const document = await send(world, claire, 'À nous.pdf', { to: { dossier: id } });
    for (const address of [place(id), file(fileOf(document)), `${file(fileOf(document))}/contenu`]) {
      expect((await elsewhere.get(address)).status).toBe(404);
    }
    expect((await elsewhere.send('/documents/depots', { name: 'a.pdf', size: 1, dossier: id })).status).toBe(409);
    expect((await sort(elsewhere, 'jeter', id)).status).toBe(404);
  });
});

describe('a file', () => {
  it('of a name that is taken is « nom (2) », sent, moved or copied', async () => {
    const { id } = await folder(claire, 'Doublons');
    for (let time = 1; time <= 2; time += 1) await send(world, claire, 'Note.pdf', { to: { dossier: id } });
    const third = await send(world, claire, 'Note.pdf');
    await sort(claire, 'deplacer', fileOf(third), id);
    await sort(claire, 'copier', fileOf(third), id);
    expect(names(await list(claire, place(id)))).toEqual([
      'Note.pdf',
      'Note (2).pdf',
      'Note (3).pdf',
      'Note (3) (2).pdf',
    ]);
  });

  it('sent twice is said to be there already, with the way to throw the second away', async () => {
    const { id } = await folder(elsewhere, 'Deux fois');
    const to = { dossier: id };
    const bytes = await pdf();
    const first = await send(world, elsewhere, 'Devis.pdf', { to, bytes });
    const sent = [
      await send(world, elsewhere, 'Devis.pdf', { to, bytes }),
      await send(world, elsewhere, 'Devis.pdf', { to, pages: 2 }),
      // The second one has this name, and this content.
      await send(world, elsewhere, 'devis (2).pdf', { to, bytes }),
    ];
    const note = async (document: string) =>
      words(await elsewhere.get(`/documents/${document}/etat`, 'application/json')).replaceAll('\\"', '"');
    expect(await note(first)).not.toContain('"note"');
    expect(await note(sent[0] ?? '')).toContain(
      'Il y était déjà, à l’identique : celui-ci s’appelle « Devis (2).pdf ».',
    );
    expect(await note(sent[1] ?? '')).toContain('Ce nom était déjà pris par un autre fichier');
    const done = await elsewhere.post('/documents/depots', { dossier: id, document: sent[0] ?? '' });
    const page = await elsewhere.get(done.location ?? '');
    expect(words(page)).toContain('Ce fichier était déjà ici, à l’identique.');
    const [, throwing = ''] = /href="(\/documents\/choix\?action=jeter[^"]*)"/.exec(page.text) ?? [];
    expect(words(await elsewhere.get(throwing.replaceAll('&amp;', '&')))).toContain('Devis (2).pdf');
    // Without script: on the page that says what became of it.
    const received = words(await elsewhere.get(`/documents/${sent[0] ?? ''}/recu`));
    expect(received).toContain('Ce fichier y était déjà');
    expect(received).toContain(`/documents/fichiers/${fileOf(first)}`);
    // What is sent to be published is nobody's double.
    const toPublish = { dossier: 'publications' };
    await send(world, elsewhere, 'Acte.pdf', { to: toPublish, bytes });
    const again = await send(world, elsewhere, 'Acte.pdf', { to: toPublish, bytes });
    expect(await note(again)).not.toContain('"note"');
  });

  it('is filed once, though its event is told twice', async () => {
    const before = names(await list(claire)).length;
    const document = await send(world, claire, 'Une fois.pdf');
    expect(await documentById(world.table, scope, document)).toMatchObject({ state: 'ready' });
    expect(names(await list(claire)).length).toBe(before + 1);
  });

  it('keeps its extension when it is renamed, and says when its name is taken', async () => {
    const id = fileOf(await send(world, claire, 'Brouillon.pdf'));
    expect((await claire.post(`${file(id)}/nom`, { nom: 'Arrêté', version: '1' })).status).toBe(303);
    expect((await claire.get(file(id))).text).toContain('Arrêté.pdf</h1>');
    const taken = await claire.post(`${file(id)}/nom`, { nom: 'Une fois', version: '2' });
    expect([taken.status, taken.text.includes('Ce nom est déjà pris')]).toEqual([422, true]);
  });

  it('has versions: who, when and why; an older one is taken again as a new one', async () => {
    const id = fileOf(await send(world, claire, 'Budget primitif.pdf'));
    const second = await send(world, paul, 'Budget corrigé.pdf', { to: { fichier: id }, pages: 2 });
    await paul.post('/documents/depots', { fichier: id, document: second, motif: 'montants corrigés' });
    const shown = words(await claire.get(file(id)));
    expect(shown).toContain('montants corrigés');
    expect(shown).toContain('2 pages');
    await claire.post(`${file(id)}/restaurer`, { numero: '1' });
    const versions = (await claire.get(file(id), 'application/json')).json;
    expect(versions).toMatchObject({
      number: 3,
      pages: 1,
      versions: [{ number: 3, restored: 1 }, { number: 2 }, { number: 1 }],
    });
    const older = await claire.get(`${file(id)}/contenu?version=2&telecharger=oui`);
    expect(older.location).toContain(`${second}/`);
    expect((await claire.get(`${file(id)}/contenu?version=9`)).status).toBe(404);
  });

  it('takes no version of another kind of file', async () => {
    const id = fileOf(await send(world, claire, 'Plan.pdf'));
    const answer = await claire.send('/documents/depots', { name: 'Plan.docx', size: 10, fichier: id });
    expect([answer.status, answer.text.includes('même format')]).toEqual([422, true]);
  });

  it('held by one takes nothing from another, until the référent gives it back', async () => {
    const id = fileOf(await send(world, claire, 'Réservé.pdf'));
    await claire.post(`${file(id)}/reservation`, { action: 'reserver' });
    const refused = [
      await paul.send('/documents/depots', { name: 'Réservé.pdf', size: 10, fichier: id }),
      await paul.send(`${file(id)}/reservation`, { action: 'reserver' }),
      await sort(paul, 'jeter', id),
      await paul.send(`${file(id)}/restaurer`, { numero: 1 }),
    ];
    expect(refused.map(({ status }) => status)).toEqual([409, 409, 409, 409]);
    expect((await paul.send(`${file(id)}/reservation`, { action: 'rendre' })).status).toBe(403);
    const line = async (): Promise<Listed['entries'][number] | undefined> =>
      (await list(paul, '/documents')).entries.find((one) => one.id === id);
    expect((await line())?.lockedBy?.name).toBe('Claire Morin');
    expect((await referent.send(`${file(id)}/reservation`, { action: 'rendre' })).status).toBe(200);
    expect((await line())?.lockedBy).toBeUndefined();
  });
});

describe('the trash', () => {
  it('keeps a file thirty days, gives it back to its folder, and takes it only once', async () => {
    const { id } = await folder(claire, 'Courriers');
    const letter = fileOf(await send(world, claire, 'Lettre.pdf', { to: { dossier: id } }));
    const asked = await claire.get(`/documents/choix?action=jeter&choix=${letter}`);
    expect(words(asked)).toContain('1 fichier.');
    const done = await claire.post('/documents/classer', { action: 'jeter', choix: letter });
    expect((await claire.get(done.location ?? '')).text).toContain('value="restaurer"');
    expect((await sort(claire, 'jeter', letter)).status).toBe(200);
    expect(names(await list(claire, place(id)))).toEqual([]);
    expect((await trash(claire))[0]).toMatchObject({ name: 'Lettre.pdf', until: '2026-12-24T09:00:00.000Z' });
    await sort(claire, 'restaurer', letter);
    expect(names(await list(claire, place(id)))).toEqual(['Lettre.pdf']);
    expect((await trash(claire)).map(({ id }) => id)).not.toContain(letter);
  });

  it('takes a folder with all that it holds, said beforehand; its files are still read, nothing is put there', async () => {
    const outer = await folder(claire, 'Archives');
    const inner = await folder(claire, '2020', outer.id);
    const old = fileOf(await send(world, claire, 'Vieux.pdf', { to: { dossier: inner.id } }));
    expect(words(await claire.get(`/documents/choix?action=jeter&choix=${outer.id}`))).toContain(
      '2 dossiers et 1 fichier.',
    );
    await followed(world, NERAC.siren, 'folder', outer.id, () => sort(claire, 'jeter', outer.id));
    expect((await claire.get(file(old))).status).toBe(200);
    expect((await claire.send('/documents/depots', { name: 'a.pdf', size: 1, dossier: inner.id })).status).toBe(409);
    expect((await claire.send('/documents/dossiers', { nom: 'Neuf', dans: inner.id })).status).toBe(409);
    await followed(world, NERAC.siren, 'folder', outer.id, () => sort(claire, 'restaurer', outer.id));
    expect(names(await list(claire, place(outer.id)))).toEqual(['2020']);
    expect((await claire.send('/documents/depots', { name: 'a.pdf', size: 1, dossier: inner.id })).status).toBe(201);
  });

  it('refuses what is published, and the folder that holds it, with the reason', async () => {
    const { id } = await folder(claire, 'Actes publiés');
    const document = await send(world, claire, 'Publiée.pdf', { to: { dossier: id } });
    const fields = { title: 'Réunion', body: 'Jeudi.', audience: 'organisation', document, action: 'publish' };
    expect((await claire.post('/publier/actualite', fields)).status).toBe(303);
    for (const chosen of [fileOf(document), id]) {
      const answer = await sort(claire, 'jeter', chosen);
      expect([answer.status, words(answer).includes('« Publiée.pdf » est joint à une publication')]).toEqual([
        409,
        true,
      ]);
    }
  });

  it('is emptied by the référent alone; what nothing else holds is gone, and no longer counted', async () => {
    const document = await send(world, claire, 'À effacer.pdf');
    const id = fileOf(document);
    await sort(claire, 'copier', id, (await folder(claire, 'Copies')).id);
    const other = await send(world, claire, 'Seul.pdf');
    const before = await holdingsOf(world.table, scope);
    for (const one of [id, fileOf(other)]) {
      await sort(claire, 'jeter', one);
      expect((await sort(claire, 'effacer', one)).status).toBe(403);
      await followed(world, NERAC.siren, 'file', one, () => sort(referent, 'effacer', one));
      expect((await claire.get(file(one))).status).toBe(404);
    }
    // The copy still holds the first; nothing holds the second.
    expect(await documentById(world.table, scope, document)).toMatchObject({ state: 'ready' });
    expect(await documentById(world.table, scope, other)).toBeUndefined();
    expect([...world.files.objects.keys()].some((key) => key.includes(other))).toBe(false);
    const after = await holdingsOf(world.table, scope);
    expect((before?.files ?? 0) - (after?.files ?? 0)).toBe(2);
    expect((before?.bytes ?? 0) - (after?.bytes ?? 0)).toBeGreaterThan(500);
    expect((before?.bytes ?? 0) - (after?.bytes ?? 0)).toBeLessThan(1000);
  });
});

describe('the room of an organisation', () => {
  it('is said before it is taken; then nothing more is sent, but what is to be published', async () => {
    const agen = organisationScope(AGEN.siren);
    const { holdings } = repositoryEntities(world.table);
    const take = (bytes: number) => holdings.put({ scope: agen, bytes, files: 1, filed: 'all' }).go();
    await take(QUOTA / 4);
    expect(words(await elsewhere.get('/documents'))).toContain('occupés sur');
    expect(words(await elsewhere.get('/documents'))).not.toContain('Il reste peu de place');
    await take(QUOTA - 1000);
    expect(words(await elsewhere.get('/documents'))).toContain('Il reste peu de place');
    const ask = (size: number, to = {}) => elsewhere.send('/documents/depots', { name: 'a.pdf', size, ...to });
    const answers = [await ask(1000), await ask(1001), await ask(1001, { dossier: 'publications' })];
    expect(answers.map(({ status }) => status)).toEqual([201, 409, 201]);
    expect(words(answers[1] ?? { text: '' })).toContain('demandez plus de place à l’opérateur');
  });
});

describe('somebody who only reads', () => {
  it('sees folders and files, and no way to change them', async () => {
    const reader = await world.person(NERAC, 'reader');
    const page = (await reader.get('/documents')).text;
    expect(page).toContain('Conseil municipal');
    expect(page).not.toContain('name="choix"');
    expect((await reader.send('/documents/dossiers', { nom: 'À moi' })).status).toBe(403);
    expect((await reader.get('/documents/corbeille')).status).toBe(403);
  });
});
