/** Folders and what lies in them. */
import * as z from 'zod';
import { currentOf, may, type Member, mustMay, organisationScopeOf, signedIn } from '../../../platform/actor.ts';
import { openCursor, sealCursor } from '../../../platform/cursor.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, Route } from '../../../platform/http/route.ts';
import type { FieldError } from '../../../platform/problems.ts';
import { type Folder, folderId, folderName, type Holdings, place, ROOT, seenVersion } from '../schema.ts';
import { fileEarlierDocuments } from '../service/filing.ts';
import { rename } from '../service/items.ts';
import { roomOn, wayOf } from '../rules-rooms.ts';
import { folderAndRooms, folderOf, makeFolder } from '../service/places.ts';
import { type Rooms, roomsFor } from '../service/rooms.ts';
import { entriesIn, holdingsOf } from '../store/index.ts';
import { TEXTS } from '../texts.ts';
import { FolderPage, FolderSettingsPage, NewFolderPage } from '../views/folders.tsx';
import { DONE_NAMES } from '../views/done.tsx';
import { addressOf, chromeOf, maySort, PAGE_SIZE, type RepositoryDependencies } from './shared.ts';

const oneFolder = z.object({ id: folderId });
const listed = z.object({
  suite: z.string().max(2000).optional(),
  fait: z.enum(DONE_NAMES).optional(),
  n: z.coerce.number().int().min(1).max(1000).optional(),
  choix: z.string().max(4000).optional(),
  de: z.string().max(40).optional(),
  renommes: z.coerce.number().int().min(1).max(1000).optional(),
});
type Listed = z.output<typeof listed>;

const newFolder = z.object({
  nom: folderName,
  dans: place.default(ROOT),
  id: folderId.optional(),
});

export function folderRoutes(deps: RepositoryDependencies): Route[] {
  async function list(
    member: Member,
    query: Listed,
    { folder, rooms, holdings }: { folder?: Folder; rooms: Rooms; holdings?: Holdings | undefined },
  ): Promise<Answer> {
    const scope = organisationScopeOf(member);
    const where = folder?.id ?? ROOT;
    const binding = ['entries', scope, where];
    const position = await openCursor(deps.signer, binding, query.suite);
    const { entries: all, next } = await entriesIn(deps.table, scope, where, { limit: PAGE_SIZE, position });
    const entries = all.filter(({ id }) => !rooms.closed.has(id));
    const room = folder && roomOn(rooms.all, wayOf(folder));
    const sealed = await sealCursor(deps.signer, binding, next);
    const nextPage = sealed && `${addressOf(where)}?suite=${encodeURIComponent(sealed)}`;
    const data = { folder: folder ?? null, entries, next: nextPage, ...(holdings ? { holdings } : {}) };
    return page(data, () => (
      <FolderPage
        chrome={chromeOf(deps, member)}
        organisation={currentOf(member).name}
        folder={folder}
        entries={entries}
        room={room}
        withReaders={new Set(rooms.all.map(({ folder: id }) => id))}
        mayChooseReaders={may(member, 'choose-folder-readers')}
        next={nextPage}
        isFirstPage={!query.suite}
        maySort={maySort(member)}
        mayShare={may(member, 'share-by-links')}
        space={holdings && { used: holdings.bytes, awaited: holdings.awaited ?? 0, quota: deps.quota }}
        done={query}
        now={deps.clock()}
      />
    ));
  }

  return [
    defineRoute({
      method: 'get',
      path: '/documents',
      summary: 'Les dossiers et les fichiers de votre organisation',
      access: 'member',
      query: listed,
      async handle(call) {
        const member = signedIn(call);
        const scope = organisationScopeOf(member);
        const [holdings, rooms] = await Promise.all([holdingsOf(deps.table, scope), roomsFor(deps.table, member)]);
        await fileEarlierDocuments(deps.table, scope, holdings);
        return list(member, call.query, { rooms, holdings });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/documents/dossiers/nouveau',
      summary: 'Le formulaire pour créer un dossier',
      access: 'member',
      query: z.object({ dans: place.default(ROOT) }),
      async handle(call) {
        const member = signedIn(call);
        mustMay(member, 'deposit-documents', TEXTS.mayNotSort);
        return newFolderPage(member, call.query.dans);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/documents/dossiers/:id',
      summary: 'Un dossier : ce qu’il contient, par ordre alphabétique',
      access: 'member',
      params: oneFolder,
      query: listed,
      async handle(call) {
        const member = signedIn(call);
        return list(member, call.query, await folderAndRooms(deps, member, call.params.id));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/documents/dossiers',
      summary: 'Crée un dossier',
      access: 'member',
      body: newFolder,
      async handle(call) {
        const { nom, dans, id } = call.body;
        const folder = await makeFolder(deps, signedIn(call), { id, name: nom, parent: dans });
        return seeOther(addressOf(folder.id), { data: folder, created: true });
      },
      async again(call, errors) {
        const { dans = ROOT, nom } = call.typed;
        return newFolderPage(signedIn(call), dans, errors, nom);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/documents/dossiers/:id/reglages',
      summary: 'Renommer un dossier, le ranger ailleurs',
      access: 'member',
      params: oneFolder,
      async handle(call) {
        const member = signedIn(call);
        mustMay(member, 'deposit-documents', TEXTS.mayNotSort);
        return settings(member, await folderOf(deps, member, call.params.id));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/documents/dossiers/:id/reglages',
      summary: 'Renomme un dossier',
      access: 'member',
      params: oneFolder,
      body: z.object({ nom: folderName, version: seenVersion }),
      async handle(call) {
        const { nom, version } = call.body;
        const renamed = await rename(deps, signedIn(call), { id: call.params.id, name: nom, version });
        return seeOther(addressOf(renamed.id), { data: renamed });
      },
      async again(call, errors) {
        const member = signedIn(call);
        return settings(member, await folderOf(deps, member, call.params.id), errors, call.typed['nom']);
      },
    }),
  ];

  async function newFolderPage(
    member: Member,
    parent: string,
    errors: readonly FieldError[] = [],
    typed = '',
  ): Promise<Answer> {
    const around = folderId.safeParse(parent).success ? await folderOf(deps, member, parent) : undefined;
    return page({ parent }, () => (
      <NewFolderPage chrome={chromeOf(deps, member)} parent={around} errors={errors} typed={typed} />
    ));
  }

  function settings(member: Member, folder: Folder, errors: readonly FieldError[] = [], typed = folder.name): Answer {
    return page(folder, () => (
      <FolderSettingsPage chrome={chromeOf(deps, member)} folder={folder} errors={errors} typed={typed} />
    ));
  }
}
