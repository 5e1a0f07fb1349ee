/** Folders and files as they are found: by name and by text, once, where they are now. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noteAsked } from '../../../platform/search/shelf.ts';
import { organisationScope } from '../../../platform/scope.ts';
import { AGEN, type Caller, NERAC, openWorld, type World } from '../content/world.ts';
import { fileOf, folder, send } from '../repository/world.ts';
import { followedBySearch, found, readAs, search, type SearchQueue, searchQueue } from './world.ts';

let world: World;
let queue: SearchQueue;
let claire: Caller;
let stranger: Caller;
beforeAll(async () => {
  world = await openWorld();
  queue = searchQueue(world);
  claire = await world.person(NERAC, 'contributor');
  stranger = await world.person(AGEN, 'contributor');
});
afterAll(() => world.close());

type Items = Parameters<typeof followedBySearch>[3];
const followed = (items: Items, change: () => Promise<unknown>): Promise<void> =>
  followedBySearch(world, queue, NERAC.siren, items, change).then(() => queue.drained());

/** Sends a file, has it read, and lets the index follow. */
async function sent(name: string, text: string, to: Readonly<Record<string, string>> = {}): Promise<string> {
  const document = await send(world, claire, name, { to });
  const items: Items = [['document', document]];
  await queue.toIndex([
    { scope: organisationScope(NERAC.siren), source: 'file', id: fileOf(document), at: world.now.at.toISOString() },
  ]);
  await queue.drained();
  await followed(items, () => readAs(world, NERAC.siren, document, text));
  return document;
}

const sort = (action: string, choix: string, vers?: string) =>
  claire.send('/documents/classer', { action, choix, ...(vers ? { vers } : {}) });

describe('a file', () => {
  it('is found once by its name and by its words, by its organisation alone', async () => {
    const document = await sent('Tarifs de la cantine.pdf', 'Le repas est à trois euros vingt, fourchette comprise.');
    expect(await found(claire, 'cantine')).toEqual(['documents Tarifs de la cantine.pdf']);
    expect(await found(claire, 'fourchettes')).toEqual(['documents Tarifs de la cantine.pdf']);
    expect((await search(claire, 'cantine')).results[0]?.url).toBe(`/documents/fichiers/${fileOf(document)}`);
    expect(await found(stranger, 'cantine')).toEqual([]);
  });

  it('is found under its new name, in its new place, and by its present version alone', async () => {
    const document = await sent('Brouillon zinnia.pdf', 'Ancienne rédaction, capselle.');
    const id = fileOf(document);
    await followed([['file', id]], () => claire.send(`/documents/fichiers/${id}/nom`, { nom: 'Iris', version: 1 }));
    expect(await found(claire, 'zinnia')).toEqual([]);
    expect(await found(claire, 'iris')).toEqual(['documents Iris.pdf']);
    const { id: place } = await folder(claire, 'Fêtes et marchés');
    await followed([['file', id]], () => sort('deplacer', id, place));
    expect((await search(claire, 'iris')).results[0]?.detail).toContain('Fêtes et marchés');
    let renewed = '';
    await followed([['file', id]], async () => {
      renewed = await send(world, claire, 'Iris.pdf', { to: { fichier: id } });
    });
    await followed([['document', renewed]], () => readAs(world, NERAC.siren, renewed, 'Nouvelle rédaction, achillée.'));
    expect(await found(claire, 'achillee')).toEqual(['documents Iris.pdf']);
    expect(await found(claire, 'capselle')).toEqual([]);
  });

  it('thrown away is found no longer; taken back, it is', async () => {
    const id = fileOf(await sent('Œillet.pdf', 'Rien.'));
    await followed([['file', id]], () => sort('jeter', id));
    expect(await found(claire, 'oeillet')).toEqual([]);
    await followed([['file', id]], () => sort('restaurer', id));
    expect(await found(claire, 'oeillet')).toEqual(['documents Œillet.pdf']);
  });
});

describe('a folder', () => {
  it('is found by its name, and goes with what lies in it', async () => {
    const outer = await folder(claire, 'Urbanisme');
    const inner = await folder(claire, 'Permis de construire', outer.id);
    const at = world.now.at.toISOString();
    await queue.toIndex(
      [outer, inner].map(({ id }) => ({ scope: organisationScope(NERAC.siren), source: 'folder', id, at })),
    );
    await sent('Hangar de la ferme.pdf', 'Pétunia, parcelle B 12.', { dossier: inner.id });
    expect(await found(claire, 'permis')).toEqual(['dossiers Permis de construire']);
    expect((await search(claire, 'permis')).results[0]).toMatchObject({ detail: 'Urbanisme' });
    const both: Items = [
      ['folder', outer.id],
      ['folder', inner.id],
    ];
    await followedBySearch(world, queue, NERAC.siren, both, () => sort('jeter', outer.id));
    // At once, whatever the index says: the folder around it is in the trash as soon as its way is known.
    expect(await found(claire, 'petunia')).toEqual([]);
    expect(await found(claire, 'permis')).toEqual([]);
    await queue.drained();
    expect(await search(claire, 'petunia')).toMatchObject({ total: 0, isBehind: false });
    await followed(both, () => sort('restaurer', outer.id));
    expect(await found(claire, 'petunia')).toEqual(['documents Hangar de la ferme.pdf']);
    expect(await found(claire, 'urbanisme')).toEqual(['dossiers Urbanisme']);
  });
});

describe('an index', () => {
  it('made again finds each file once', async () => {
    await sent('Glycine.pdf', 'Rien.');
    const since = world.now.at.toISOString();
    await queue.toIndex([{ scope: organisationScope(NERAC.siren), rebuild: { since } }]);
    await queue.drained();
    expect(await found(claire, 'glycine')).toEqual(['documents Glycine.pdf']);
    expect(await found(claire, 'urbanisme')).toEqual(['dossiers Urbanisme']);
  });

  it('that is behind says so, until it has followed', async () => {
    expect((await search(claire, 'glycine')).isBehind).toBe(false);
    world.now.at = new Date(world.now.at.getTime() + 1000);
    const at = world.now.at.toISOString();
    await noteAsked(world.table, organisationScope(NERAC.siren), at);
    expect((await search(claire, 'glycine')).isBehind).toBe(true);
    expect((await claire.get('/recherche?q=glycine')).text).toContain('arrivent dans quelques instants');
    expect((await search(stranger, 'glycine')).isBehind).toBe(false);
    await queue.toIndex([{ scope: organisationScope(NERAC.siren), source: 'file', id: 'fil_none', at }]);
    await queue.drained();
    expect((await search(claire, 'glycine')).isBehind).toBe(false);
  });
});
