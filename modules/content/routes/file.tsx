/** The files of a draft, without script: the forms posted to the bucket, then what became of them. */
import * as z from 'zod';
import type { DepositForm } from '../../../platform/deposits.ts';
import { currentOf, type Member, organisationScopeOf, signedIn } from '../../../platform/actor.ts';
import { memberChrome } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Route } from '../../../platform/http/route.ts';
import { type DocumentCard, documentById, documentId, documentOnceChecked, formFor } from '../../documents/index.ts';
import { draftAddress, withQuery } from '../addresses.ts';
import { annexesOf, awaitAnnexeOf, awaitedAnnexe, removeAnnexe } from '../annexes.ts';
import { type Kind, KINDS } from '../kinds/index.ts';
import { sending } from '../rules.ts';
import { annexeBody, type Content } from '../schema.ts';
import { approvalRuleFor, everyRefusalOf, refusalOfAnnexe } from '../sending.ts';
import { awaitFileOf, type ContentDependencies, draftOf } from '../service.ts';
import { AnnexeFilePage, DraftFilePage, DraftFilesReceivedPage, type JoinedDocument } from '../views/file.tsx';
import { oneContent } from './writing.tsx';

/** `annexe`: the one whose file has just been sent. */
const received = (id: string, annexe?: string): string => withQuery(`/publications/${id}/fichier/recu`, { annexe });

/** A document, and why it may not be published with this text, once it is ready. */
const judged = (document: DocumentCard, refuses: Kind['refusesDocument']): JoinedDocument => {
  const { state, type = '', flags } = document;
  return { ...document, refused: state === 'ready' ? refuses?.({ type, flags }) : undefined };
};

export function fileRoutes(deps: ContentDependencies): Route[] {
  const chrome = (member: Member) => memberChrome(deps.territory, member, 'publish');

  /** The form to the bucket, while a file is awaited. */
  async function depositForm(
    member: Member,
    id: string,
    document: DocumentCard | undefined,
    back = received(id),
  ): Promise<DepositForm | undefined> {
    if (document?.state !== 'awaited') return undefined;
    return formFor(deps, member, {
      id: document.id,
      name: document.name,
      type: 'application/octet-stream',
      back,
    });
  }

  /** Its annexes; the one that has just been sent, once it is checked. */
  async function annexesFor(member: Member, draft: Content, justSent: string | undefined) {
    if (justSent && draft.annexes?.includes(justSent)) await documentOnceChecked(deps.table, member, justSent);
    return (await annexesOf(deps, member, draft)).map((annexe) => judged(annexe, refusalOfAnnexe));
  }

  return [
    defineRoute({
      method: 'get',
      path: '/publications/:id/fichier',
      summary: 'Le formulaire qui envoie le fichier d’un brouillon',
      access: 'member',
      params: oneContent,
      async handle(call) {
        const member = signedIn(call);
        const draft = await draftOf(deps, member, call.params.id);
        const [id] = draft.documents;
        const document = id ? await documentById(deps.table, organisationScopeOf(member), id) : undefined;
        if (document?.state === 'checking' || document?.state === 'ready') return seeOther(received(draft.id));
        const form = await depositForm(member, draft.id, document);
        return page({ document: document?.id, ...form }, () => (
          <DraftFilePage chrome={chrome(member)} content={draft} form={form} />
        ));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/publications/:id/fichier',
      summary: 'Demande une place pour le fichier d’un brouillon',
      access: 'member',
      params: oneContent,
      async handle(call) {
        const { id } = await awaitFileOf(deps, signedIn(call), call.params.id);
        return seeOther(`/publications/${id}/fichier`);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/publications/:id/fichier/recu',
      summary: 'Ce qu’est devenu le fichier d’un brouillon',
      access: 'member',
      params: oneContent,
      query: z.object({ annexe: documentId.optional().catch(undefined) }),
      async handle(call) {
        const member = signedIn(call);
        const draft = await draftOf(deps, member, call.params.id);
        const [id] = draft.documents;
        const { annexe } = call.query;
        if (!id && !draft.annexes?.length) return seeOther(draftAddress(draft.id));
        const found = id ? await documentOnceChecked(deps.table, member, id) : undefined;
        const document = found && judged(found, KINDS[draft.kind].refusesDocument);
        const annexes = await annexesFor(member, draft, annexe);
        const rule = await approvalRuleFor(deps, member);
        const isWhole = (await everyRefusalOf(deps, member, draft, rule)).length === 0;
        const isReadAgain = sending(currentOf(member).role, draft.audience ?? 'organisation', rule) === 'submit';
        return page({ document, annexes, version: draft.version, isWhole }, () => (
          <DraftFilesReceivedPage
            chrome={chrome(member)}
            content={draft}
            document={document}
            annexes={KINDS[draft.kind].act ? annexes : undefined}
            here={received(draft.id, annexe)}
            isWhole={isWhole}
            isReadAgain={isReadAgain}
          />
        ));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/publications/:id/annexes',
      summary: 'Le formulaire qui envoie une annexe d’un acte en préparation',
      access: 'member',
      params: oneContent,
      async handle(call) {
        const member = signedIn(call);
        const draft = await draftOf(deps, member, call.params.id);
        const awaited = awaitedAnnexe(await annexesOf(deps, member, draft));
        const form = awaited && (await depositForm(member, draft.id, awaited, received(draft.id, awaited.id)));
        if (!form) return seeOther(received(draft.id));
        return page({ document: awaited.id, ...form }, () => (
          <AnnexeFilePage chrome={chrome(member)} content={draft} document={awaited.id} form={form} />
        ));
      },
    }),
    defineRoute({
      method: 'post',
      path: '/publications/:id/annexes',
      summary: 'Demande une place pour une annexe d’un acte en préparation',
      access: 'member',
      params: oneContent,
      async handle(call) {
        const { id } = await awaitAnnexeOf(deps, signedIn(call), call.params.id);
        return seeOther(`/publications/${id}/annexes`);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/publications/:id/annexes/retirer',
      summary: 'Retire une annexe d’un acte en préparation : son document reste dans le dépôt',
      access: 'member',
      params: oneContent,
      body: annexeBody,
      async handle(call) {
        const { id } = await removeAnnexe(deps, signedIn(call), call.params.id, call.body.document);
        return seeOther(received(id));
      },
    }),
  ];
}
