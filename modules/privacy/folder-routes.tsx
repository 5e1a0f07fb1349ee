/** `/documents/dossiers/:id/zip`: all the files of a folder, for whoever asked for them. */
import * as z from 'zod';
import { signedIn } from '../../platform/actor.ts';
import { memberChrome, type Territory } from '../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../platform/http/define-route.ts';
import type { Route } from '../../platform/http/route.ts';
import { newId } from '../../platform/ids.ts';
import { folderId } from '../repository/index.ts';
import { askForFolder, fetchOfFolder, folderToCopy } from './folder-copy.ts';
import { FolderCopyPage } from './folder-views.tsx';
import { askBody, doneQuery, partParams } from './schema.ts';
import { isFetchable, type PrivacyDeps } from './service.ts';

const oneFolder = z.object({ id: folderId });

export const folderCopyRoutes = (deps: PrivacyDeps & { territory: Territory }): Route[] => [
  defineRoute({
    method: 'get',
    path: '/documents/dossiers/:id/zip',
    summary: 'Télécharger un dossier : ce qu’il contient, et les copies déjà demandées',
    access: 'member',
    params: oneFolder,
    query: doneQuery,
    async handle(call) {
      const member = signedIn(call);
      const shown = await folderToCopy(deps, member, call.params.id);
      const now = deps.clock();
      const copies = shown.copies.map((copy) => ({
        ...{ id: copy.id, state: copy.state, createdAt: copy.createdAt, expiresAt: copy.expiresAt },
        parts: isFetchable(copy, now) ? copy.parts.length : 0,
      }));
      const id = newId('exp', now);
      return page({ id, name: shown.folder.name, files: shown.files, bytes: shown.bytes, copies }, () => (
        <FolderCopyPage
          {...shown}
          chrome={memberChrome(deps.territory, member, 'documents')}
          id={id}
          now={now}
          done={call.query.fait !== undefined}
        />
      ));
    },
  }),
  defineRoute({
    method: 'post',
    path: '/documents/dossiers/:id/zip',
    summary: 'Demande tous les fichiers d’un dossier, réunis par un courriel qui dit où les prendre',
    access: 'member',
    params: oneFolder,
    body: askBody,
    async handle(call) {
      const { id } = call.params;
      await askForFolder(deps, signedIn(call), id, call.body.id);
      return seeOther(`/documents/dossiers/${id}/zip?fait=demande`, { status: 202, data: { id: call.body.id } });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/documents/dossiers/:folder/zip/:id/:part',
    summary: 'Un fichier de la copie d’un dossier, pour qui l’a demandée, par une adresse qui vaut une minute',
    access: 'member',
    params: partParams.extend({ folder: folderId }),
    async handle(call) {
      const url = await fetchOfFolder(deps, signedIn(call), call.params);
      return seeOther(url, { data: { url } });
    },
  }),
];
