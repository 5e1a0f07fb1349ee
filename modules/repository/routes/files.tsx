/** One file: what it is, its versions, who holds it. */
import * as z from 'zod';
import { may, type Member, organisationScopeOf, signedIn } from '../../../platform/actor.ts';
import { openCursor, sealCursor } from '../../../platform/cursor.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, Route } from '../../../platform/http/route.ts';
import { type FieldError, Problem } from '../../../platform/problems.ts';
import { fileLink, previewOf, readyDocument } from '../../documents/index.ts';
import { type File, fileId, folderName, seenVersion } from '../schema.ts';
import { fileOf } from '../service/filing.ts';
import { rename } from '../service/items.ts';
import { noteMember, openingsToSee } from '../service/openings.ts';
import { roomOn, wayOf } from '../rules-rooms.ts';
import { checkMaySort } from '../service/places.ts';
import { roomsFor } from '../service/rooms.ts';
import { noteOpened } from '../service/shelf.ts';
import { releaseLock, restoreVersion, takeLock } from '../service/versions.ts';
import { folderById, versionOf, versionsOf } from '../store/index.ts';
import { FilePage, NewVersionPage } from '../views/file.tsx';
import { OpeningsPage } from '../views/openings.tsx';
import { chromeOf, maySort, PAGE_SIZE, type RepositoryDependencies } from './shared.ts';

const oneFile = z.object({ id: fileId });
const number = z.coerce.number().int().min(1).max(99_999);

const addressOfFile = (id: string): string => `/documents/fichiers/${id}`;

export function fileRoutes(deps: RepositoryDependencies): Route[] {
  async function show(member: Member, file: File, errors: readonly FieldError[] = [], typed = file.name) {
    const scope = organisationScopeOf(member);
    const [versions, folder, rooms, document, isFavourite] = await Promise.all([
      versionsOf(deps.table, scope, file.id),
      folderById(deps.table, scope, file.folder),
      roomsFor(deps.table, member),
      readyDocument(deps.table, scope, file.document),
      noteOpened(deps.table, member, file),
    ]);
    const preview = document && (await previewOf(deps, scope, document));
    const room = folder && roomOn(rooms.all, wayOf(folder));
    return page({ ...file, versions, flags: document?.flags ?? [], isFavourite }, () => (
      <FilePage
        chrome={chromeOf(deps, member)}
        file={file}
        folder={folder}
        versions={versions}
        room={room}
        document={document}
        preview={preview}
        isFavourite={isFavourite}
        reader={{
          id: member.person.id,
          maySort: maySort(member),
          mayForce: may(member, 'erase-documents'),
          mayShare: may(member, 'share-by-links'),
        }}
        errors={errors}
        typed={typed}
      />
    ));
  }

  /** A minute's address of one version's content. */
  async function linkTo(member: Member, id: string, wanted: number | undefined, download: boolean): Promise<string> {
    const scope = organisationScopeOf(member);
    const file = await fileOf(deps.table, member, id);
    const version = wanted === undefined ? file : await versionOf(deps.table, scope, id, wanted);
    const ready = version && (await readyDocument(deps.table, scope, version.document));
    if (!ready) throw new Problem('not-found');
    await noteMember(deps, member, file, version.number);
    return fileLink(deps.files, { ...ready, name: file.name }, download);
  }

  const after = (id: string, data?: unknown): Answer => seeOther(addressOfFile(id), { data });

  return [
    defineRoute({
      method: 'get',
      path: '/documents/fichiers/:id',
      summary: 'Un fichier : son contenu, ses versions, qui le modifie',
      access: 'member',
      params: oneFile,
      async handle(call) {
        const member = signedIn(call);
        return show(member, await fileOf(deps.table, member, call.params.id));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/documents/fichiers/:id/contenu',
      summary: 'Le contenu d’un fichier, ou d’une de ses versions, par une adresse qui vaut une minute',
      access: 'member',
      params: oneFile,
      query: z.object({ telecharger: z.string().optional(), version: number.optional() }),
      async handle(call) {
        const { telecharger, version } = call.query;
        const url = await linkTo(signedIn(call), call.params.id, version, telecharger !== undefined);
        return seeOther(url, { data: { url } });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/documents/fichiers/:id/nom',
      summary: 'Renomme un fichier',
      access: 'member',
      params: oneFile,
      body: z.object({ nom: folderName, version: seenVersion }),
      async handle(call) {
        const { nom, version } = call.body;
        const renamed = await rename(deps, signedIn(call), { id: call.params.id, name: nom, version });
        return after(renamed.id, renamed);
      },
      async again(call, errors) {
        const member = signedIn(call);
        const file = await fileOf(deps.table, member, call.params.id);
        return show(member, file, errors, call.typed['nom']);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/documents/fichiers/:id/ouvertures',
      summary: 'Qui a ouvert un fichier depuis un an, comme membre ou par un lien',
      access: 'member',
      params: oneFile,
      query: z.object({ suite: z.string().max(2000).optional() }),
      async handle(call) {
        const member = signedIn(call);
        const { id } = call.params;
        const binding = ['openings', organisationScopeOf(member), id];
        const position = await openCursor(deps.signer, binding, call.query.suite);
        const { file, openings, next } = await openingsToSee(deps, member, id, { limit: PAGE_SIZE, position });
        const sealed = await sealCursor(deps.signer, binding, next);
        const nextPage = sealed && `${addressOfFile(id)}/ouvertures?suite=${encodeURIComponent(sealed)}`;
        return page({ name: file.name, openings, next: nextPage }, () => (
          <OpeningsPage chrome={chromeOf(deps, member)} file={file} openings={openings} next={nextPage} />
        ));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/documents/fichiers/:id/version',
      summary: 'Le formulaire pour mettre en ligne une nouvelle version',
      access: 'member',
      params: oneFile,
      async handle(call) {
        const member = signedIn(call);
        checkMaySort(member);
        const file = await fileOf(deps.table, member, call.params.id);
        return page(file, () => <NewVersionPage chrome={chromeOf(deps, member)} file={file} />);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/documents/fichiers/:id/restaurer',
      summary: 'Reprend le contenu d’une version précédente, comme nouvelle version',
      access: 'member',
      params: oneFile,
      body: z.object({ numero: number }),
      async handle(call) {
        return after(call.params.id, await restoreVersion(deps, signedIn(call), call.params.id, call.body.numero));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/documents/fichiers/:id/reservation',
      summary: 'Réserve un fichier pour le modifier, ou le rend',
      access: 'member',
      params: oneFile,
      body: z.object({ action: z.enum(['reserver', 'rendre']) }),
      async handle(call) {
        const change = call.body.action === 'reserver' ? takeLock : releaseLock;
        await change(deps, signedIn(call), call.params.id);
        return after(call.params.id, { done: true });
      },
    }),
  ];
}
