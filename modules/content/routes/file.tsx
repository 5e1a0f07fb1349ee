/** The file of a draft, without script: the form posted to the bucket, then what became of it. */
import type { DepositForm } from '../../../platform/deposits.ts';
import { currentOf, type Member, organisationScopeOf, signedIn } from '../../../platform/actor.ts';
import { memberChrome } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Route } from '../../../platform/http/route.ts';
import { type DocumentCard, documentById, documentOnceChecked, formFor } from '../../documents/index.ts';
import { draftAddress } from '../addresses.ts';
import { sending } from '../rules.ts';
import { approvalRuleFor, everyRefusalOf } from '../sending.ts';
import { awaitFileOf, type ContentDependencies, draftOf } from '../service.ts';
import { DraftFilePage, DraftFileReceivedPage } from '../views/file.tsx';
import { oneContent } from './writing.tsx';

const received = (id: string): string => `/publications/${id}/fichier/recu`;

export function fileRoutes(deps: ContentDependencies): Route[] {
  const chrome = (member: Member) => memberChrome(deps.territory, member, 'publish');

  /** The form to the bucket, while a file is awaited. */
  async function depositForm(
    member: Member,
    id: string,
    document: DocumentCard | undefined,
  ): Promise<DepositForm | undefined> {
    if (document?.state !== 'awaited') return undefined;
    return formFor(deps, member, {
      id: document.id,
      name: document.name,
      type: 'application/octet-stream',
      back: received(id),
    });
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
      async handle(call) {
        const member = signedIn(call);
        const draft = await draftOf(deps, member, call.params.id);
        const [id] = draft.documents;
        if (!id) return seeOther(draftAddress(draft.id));
        const document = await documentOnceChecked(deps.table, member, id);
        const rule = await approvalRuleFor(deps, member);
        const isWhole = (await everyRefusalOf(deps, member, draft, rule)).length === 0;
        const isReadAgain = sending(currentOf(member).role, draft.audience ?? 'organisation', rule) === 'submit';
        return page({ document, version: draft.version, isWhole }, () => (
          <DraftFileReceivedPage
            chrome={chrome(member)}
            content={draft}
            document={document}
            here={received(draft.id)}
            isWhole={isWhole}
            isReadAgain={isReadAgain}
          />
        ));
      },
    }),
  ];
}
