/** Texts read again before they appear, and what an organisation has read again. */
import * as z from 'zod';
import { type Member, organisationScopeOf, signedIn } from '../../../platform/actor.ts';
import { memberChrome } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route, Typed } from '../../../platform/http/route.ts';
import { type FieldError, Problem } from '../../../platform/problems.ts';
import { documentById } from '../../documents/index.ts';
import { draftAddress } from '../addresses.ts';
import {
  approvalToManage,
  approve,
  chooseApproval,
  decisionsOf,
  isSubmitted,
  sendBack,
  takeBack,
} from '../approval.ts';
import { readersReached } from '../reach.ts';
import { approvalBody, type Audience, type Content, sendBackBody, versionBody } from '../schema.ts';
import { type ContentDependencies, contentOf } from '../service.ts';
import { ApprovalPage, SubmittedPage } from '../views/approval.tsx';
import { presentOwn } from './present.ts';
import { oneContent } from './writing.tsx';

/** A text that waits: as its readers will have it, what was said of it, and what she may decide. */
export async function submittedPage(
  deps: ContentDependencies,
  call: Pick<RequestContext, 'nonce'> & { typed?: Typed },
  member: Member,
  content: Content & { audience: Audience },
  errors?: readonly FieldError[],
): Promise<Answer> {
  const decisions = decisionsOf(member, content);
  const scope = organisationScopeOf(member);
  const [reach, ...found] = await Promise.all([
    readersReached(deps.table, member, content),
    ...[...content.documents, ...(content.annexes ?? [])].map((id) => documentById(deps.table, scope, id)),
  ]);
  const documents = found.filter((document) => document !== undefined);
  return page({ ...presentOwn(content), remarks: content.remarks, reach, ...decisions }, () => (
    <SubmittedPage
      {...decisions}
      chrome={memberChrome(deps.territory, member, 'publications', call.nonce)}
      content={content}
      documents={documents}
      reach={reach}
      isAuthor={content.author.id === member.person.id}
      remark={call.typed?.['remark'] ?? ''}
      errors={errors}
      now={deps.clock()}
    />
  ));
}

const DONE = { choix: 'C’est enregistré.' } as const;

export function approvalRoutes(deps: ContentDependencies): Route[] {
  /** What waits, again, with what must be put right first. */
  async function stillWaiting(
    call: RequestContext & { params: { id: string }; typed: Typed },
    errors: readonly FieldError[],
  ): Promise<Answer> {
    const member = signedIn(call);
    const content = await contentOf(deps, member, call.params.id);
    if (!isSubmitted(content)) throw new Problem('conflict');
    return submittedPage(deps, call, member, content, errors);
  }

  async function choicePage(
    call: RequestContext & { query: { fait?: 'choix' | undefined }; typed: Typed },
    errors?: readonly FieldError[],
  ): Promise<Answer> {
    const member = signedIn(call);
    const { rule, version } = await approvalToManage(deps, member);
    return page({ rule, version }, () => (
      <ApprovalPage
        chrome={memberChrome(deps.territory, member, 'organisation', call.nonce)}
        rule={rule}
        version={version}
        done={call.query.fait && DONE[call.query.fait]}
        errors={errors}
      />
    ));
  }
  const choiceQuery = z.object({ fait: z.enum(['choix']).optional().catch(undefined) });

  return [
    defineRoute({
      method: 'post',
      path: '/publications/:id/valider',
      summary: 'Publie un texte qui attend d’être validé',
      access: 'member',
      params: oneContent,
      body: versionBody,
      async handle(call) {
        const content = await approve(deps, signedIn(call), call.params.id, call.body.version);
        return seeOther(`/publications/${content.id}`, { data: presentOwn(content) });
      },
      again: stillWaiting,
    }),
    defineRoute({
      method: 'post',
      path: '/publications/:id/renvoyer',
      summary: 'Renvoie un texte à qui l’a écrit, avec ce qu’il faut corriger',
      access: 'member',
      params: oneContent,
      body: sendBackBody,
      async handle(call) {
        const content = await sendBack(deps, signedIn(call), call.params.id, call.body);
        return seeOther('/accueil', { data: presentOwn(content) });
      },
      again: stillWaiting,
    }),
    defineRoute({
      method: 'post',
      path: '/publications/:id/reprendre',
      summary: 'Reprend un texte qui attend d’être validé : il redevient un brouillon',
      access: 'member',
      params: oneContent,
      body: versionBody,
      async handle(call) {
        const content = await takeBack(deps, signedIn(call), call.params.id, call.body.version);
        return seeOther(draftAddress(content.id), { data: presentOwn(content) });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/organisation/validation',
      summary: 'Ce que mon organisation valide avant de publier',
      access: 'member',
      needs: 'manage-organisation',
      query: choiceQuery,
      handle: (call) => choicePage(call),
    }),
    defineRoute({
      method: 'post',
      path: '/organisation/validation',
      summary: 'Choisit ce que mon organisation valide avant de publier',
      access: 'member',
      needs: 'manage-organisation',
      query: choiceQuery,
      body: approvalBody,
      async handle(call) {
        await chooseApproval(deps, signedIn(call), call.body.rule, call.body.version);
        return seeOther('/organisation/validation?fait=choix', { data: { rule: call.body.rule } });
      },
      again: (call, errors) => choicePage(call, errors),
    }),
  ];
}
