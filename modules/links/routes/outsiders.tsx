/** `/l/*`: what a link opens, for whoever holds it. */
import * as z from 'zod';
import { openCursor, sealCursor } from '../../../platform/cursor.ts';
import type { Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route } from '../../../platform/http/route.ts';
import { type FieldError, Problem } from '../../../platform/problems.ts';
import { depositSchema, type DocumentCard, documentId, DOCUMENT_TEXTS } from '../../documents/index.ts';
import { fileId, type Folder, folderId } from '../../repository/index.ts';
import { depositor, token } from '../schema.ts';
import {
  beginDeposit,
  type DepositingDeps,
  depositOf,
  placeThrough,
  sentDocument,
  sentDocuments,
} from '../service/depositing.ts';
import {
  cookieOf,
  enter,
  entriesBehind,
  fetchBehind,
  folderBehind,
  isEntered,
  type Opened,
  opened as noteOpened,
  targetOf,
  throughLink,
} from '../service/opening.ts';
import { DepositPage, FilePickPage, SendingPage } from '../views/depositing.tsx';
import { FileBehindPage, FolderBehindPage, PasswordPage } from '../views/reading.tsx';

export type OutsiderDependencies = DepositingDeps & { territory: Territory };

const PAGE_SIZE = 25;
const oneLink = z.object({ token });
const oneDeposit = z.object({ token, depot: token });
const listed = z.object({ suite: z.string().max(2000).optional() });

/** What its sender learns of a file: nothing of where it is kept. */
const stateOf = ({ id, name, state, size, pages, refusal }: DocumentCard) => ({
  id,
  name,
  state,
  ...(size === undefined ? {} : { size }),
  ...(pages === undefined ? {} : { pages }),
  ...(refusal ? { reason: DOCUMENT_TEXTS.refusals[refusal] } : {}),
});

export function outsiderLinkRoutes(deps: OutsiderDependencies): Route[] {
  type LinkCall = RequestContext & { params: { token: string } };
  const chromeOf = ({ nonce }: RequestContext) => ({ kind: 'bare', territory: deps.territory, nonce }) as const;
  const addressOf = ({ params }: LinkCall, rest = ''): string => `/l/${params.token}${rest}`;

  /** Does something with what the link opens, once its password was given. */
  const through = (
    call: LinkCall,
    work: (opened: Opened) => Promise<Answer>,
    locked: (opened: Opened) => Answer = () => seeOther(addressOf(call)),
  ): Promise<Answer> =>
    throughLink(deps, call.params.token, async (opened) =>
      (await isEntered(deps, opened.link, call.cookie(cookieOf(opened.link)))) ? work(opened) : locked(opened),
    );

  const passwordPage = (call: LinkCall, { organisation }: Opened, errors: readonly FieldError[] = []): Answer =>
    page({ asks: 'password' }, () => (
      <PasswordPage
        chrome={chromeOf(call)}
        organisation={organisation}
        action={addressOf(call, '/entrer')}
        errors={errors}
      />
    ));

  async function folderPage(
    call: LinkCall & { query: z.output<typeof listed> },
    opened: Opened,
    folder: Folder,
  ): Promise<Answer> {
    const { link } = opened;
    const binding = ['link', link.id, folder.id];
    const position = await openCursor(deps.signer, binding, call.query.suite);
    const { entries, next } = await entriesBehind(deps, opened, folder.id, { limit: PAGE_SIZE, position });
    const sealed = await sealCursor(deps.signer, binding, next);
    const isTop = folder.id === link.target.id;
    const here = isTop ? addressOf(call) : addressOf(call, `/dossiers/${folder.id}`);
    const nextPage = sealed && `${here}?suite=${encodeURIComponent(sealed)}`;
    const lines = entries.map(({ kind, id, name, size, type, pages }) => ({ kind, id, name, size, type, pages }));
    return page({ name: folder.name, entries: lines, next: nextPage, expiresAt: link.expiresAt }, () => (
      <FolderBehindPage
        chrome={chromeOf(call)}
        at={addressOf(call)}
        organisation={opened.organisation}
        link={link}
        folder={folder}
        entries={entries}
        isFirstPage={!call.query.suite}
        next={nextPage}
      />
    ));
  }

  const depositPage = (
    call: LinkCall,
    opened: Opened,
    errors: readonly FieldError[] = [],
    typed: Readonly<Record<string, string>> = {},
  ): Answer => {
    const { link, organisation } = opened;
    return page({ deposit: true, largest: link.largest, mostFiles: link.mostFiles, expiresAt: link.expiresAt }, () => (
      <DepositPage
        chrome={chromeOf(call)}
        action={addressOf(call, '/depots')}
        organisation={organisation}
        link={link}
        errors={errors}
        typed={typed}
      />
    ));
  };

  return [
    defineRoute({
      method: 'get',
      path: '/l/:token',
      summary: 'Ce qu’un lien ouvre : un fichier, un dossier, ou de quoi y déposer',
      access: 'anyone',
      params: oneLink,
      query: listed,
      async handle(call) {
        const work = async (opened: Opened): Promise<Answer> => {
          const target = await targetOf(deps, opened);
          if (!call.query.suite) await noteOpened(deps, opened);
          if (opened.link.kind === 'deposit') return depositPage(call, opened);
          if ('folder' in target) return folderPage(call, opened, target.folder);
          const { name, size, type, pages } = target.file;
          return page({ name, size, type, pages, expiresAt: opened.link.expiresAt }, () => (
            <FileBehindPage
              chrome={chromeOf(call)}
              at={addressOf(call)}
              organisation={opened.organisation}
              link={opened.link}
              file={target.file}
            />
          ));
        };
        return through(call, work, (opened) => passwordPage(call, opened));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/l/:token/entrer',
      summary: 'Donne le mot de passe d’un lien',
      access: 'anyone',
      params: oneLink,
      body: z.object({ motdepasse: z.string().max(200).default('') }),
      handle: (call) =>
        throughLink(deps, call.params.token, async ({ link }) => {
          const { value, expires } = await enter(deps, link, { password: call.body.motdepasse, from: call.address });
          return seeOther(addressOf(call), {
            data: { entered: true },
            cookies: [{ name: cookieOf(link), value, expires }],
          });
        }),
      again: (call, errors) =>
        throughLink(deps, call.params.token, async (opened) => passwordPage(call, opened, errors)),
    }),
    defineRoute({
      method: 'get',
      path: '/l/:token/dossiers/:id',
      summary: 'Un dossier dans celui qu’un lien ouvre',
      access: 'anyone',
      params: z.object({ token, id: folderId }),
      query: listed,
      handle: (call) =>
        through(call, async (opened) => {
          checkReads(opened);
          return folderPage(call, opened, await folderBehind(deps, opened, call.params.id));
        }),
    }),
    defineRoute({
      method: 'get',
      path: '/l/:token/fichiers/:id',
      summary: 'Un fichier qu’un lien ouvre, par une adresse qui vaut une minute',
      access: 'anyone',
      params: z.object({ token, id: fileId }),
      query: z.object({ telecharger: z.string().optional() }),
      handle: (call) =>
        through(call, async (opened) => {
          checkReads(opened);
          const url = await fetchBehind(deps, opened, call.params.id, call.query.telecharger !== undefined);
          return seeOther(url, { data: { url } });
        }),
    }),
    defineRoute({
      method: 'post',
      path: '/l/:token/depots',
      summary: 'Commence un dépôt : qui envoie, et son message',
      access: 'anyone',
      params: oneLink,
      body: depositor,
      handle: (call) =>
        through(call, async (opened) => {
          checkTakes(opened);
          await targetOf(deps, opened);
          const { nom, message } = call.body;
          const deposit = await beginDeposit(deps, opened, { name: nom, message, from: call.address });
          return seeOther(addressOf(call, `/depots/${deposit}`), { data: { depot: deposit }, created: true });
        }),
      again: (call, errors) =>
        through(call, async (opened) => {
          checkTakes(opened);
          return depositPage(call, opened, errors, call.typed);
        }),
    }),
    defineRoute({
      method: 'get',
      path: '/l/:token/depots/:depot',
      summary: 'Un dépôt sous sa propre adresse : ce qui a été envoyé, et de quoi en envoyer d’autres',
      access: 'anyone',
      params: oneDeposit,
      query: z.object({ fait: z.literal('oui').optional().catch(undefined) }),
      handle: (call) =>
        through(call, async (opened) => {
          const deposit = await depositOf(deps, opened, call.params.depot);
          const sent = await sentDocuments(deps, opened, deposit);
          const view = () => (
            <SendingPage
              chrome={chromeOf(call)}
              at={addressOf(call, `/depots/${call.params.depot}`)}
              organisation={opened.organisation}
              link={opened.link}
              sent={sent}
              isDone={call.query.fait !== undefined}
            />
          );
          return page({ files: sent.map(stateOf) }, view, { isTool: true });
        }),
    }),
    defineRoute({
      method: 'post',
      path: '/l/:token/depots/:depot/fichiers',
      summary: 'Prépare l’envoi d’un fichier par un lien : répond le formulaire à poster au stockage',
      access: 'anyone',
      params: oneDeposit,
      body: depositSchema.pick({ name: true, size: true, type: true, sha256: true, document: true }),
      handle: (call) =>
        through(call, async (opened) => {
          const deposit = await depositOf(deps, opened, call.params.depot);
          const here = addressOf(call, `/depots/${call.params.depot}`);
          // The page has sent its files already.
          if (call.body.document) return seeOther(`${here}?fait=oui`);
          const { document, form } = await placeThrough(deps, opened, deposit, {
            ...call.body,
            back: `${here}?fait=oui`,
          });
          const state = `${here}/fichiers/${document}/etat`;
          return page(
            { document, ...form, state },
            () => <FilePickPage chrome={chromeOf(call)} form={form} back={here} />,
            {
              status: call.body.name ? 201 : 200,
            },
          );
        }),
    }),
    defineRoute({
      method: 'get',
      path: '/l/:token/depots/:depot/fichiers/:document/etat',
      summary: 'Où en est un fichier envoyé par un lien',
      access: 'anyone',
      params: oneDeposit.extend({ document: documentId }),
      handle: (call) =>
        through(call, async (opened) => {
          const deposit = await depositOf(deps, opened, call.params.depot);
          const document = await sentDocument(deps, opened, deposit, call.params.document);
          const here = addressOf(call, `/depots/${call.params.depot}`);
          return call.wantsJson ? page(stateOf(document), () => <></>) : seeOther(here);
        }),
    }),
  ];
}

/** @throws {Problem} `not-found` behind a link to deposit, which shows nothing. */
function checkReads({ link }: Opened): void {
  if (link.kind !== 'read') throw new Problem('not-found');
}

/** @throws {Problem} `not-found` behind a link to read, which takes nothing. */
function checkTakes({ link }: Opened): void {
  if (link.kind !== 'deposit') throw new Problem('not-found');
}
