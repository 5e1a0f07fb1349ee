/** Read publications, one's own and those of the network; take one's own back. */
import * as z from 'zod';
import { after } from '../../../platform/clock.ts';
import { currentOf, may, type Member, networkScopeOf, organisationScopeOf, signedIn } from '../../../platform/actor.ts';
import { openCursor, sealCursor } from '../../../platform/cursor.ts';
import { memberChrome } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, RequestContext, Route } from '../../../platform/http/route.ts';
import { type FieldError, Problem } from '../../../platform/problems.ts';
import { draftAddress, withQuery } from '../addresses.ts';
import { awaitingDecision, isSubmitted } from '../approval.ts';
import { KINDS } from '../kinds/index.ts';
import { readersReached } from '../reach.ts';
import { canTake, mayWrite, UNDO_WITHIN } from '../rules.ts';
import { type Content, contentId, KIND_NAMES, type ShownContent, siren, withdrawalBody } from '../schema.ts';
import { type ContentDependencies, contentOf, isInRegister, mayTakeAway, stepBack } from '../service.ts';
import { draftsOf, recentCards, shownById } from '../store/index.ts';
import { PublicationsPage, type Tab, TABS } from '../views/list.tsx';
import {
  OwnPublicationPage,
  reachedSentence,
  SharedPublicationPage,
  WithdrawnPage,
  WithdrawPage,
} from '../views/publication.tsx';
import { memberThumbnails } from '../thumbnails.ts';
import { isPublished } from '../writing.ts';
import { submittedPage } from './approval.tsx';
import { attachmentQuery, toAttachment } from './attachment.ts';
import { presentOwn, presentShown } from './present.ts';
import { oneContent } from './writing.tsx';

/** Publications shown on a page. */
const PAGE_SIZE = 20;

const listQuery = z.object({
  onglet: z.enum(TABS).default('tout'),
  type: z.enum(KIND_NAMES).optional(),
  suite: z.string().max(2000).optional(),
});

const ofOrganisation = z.object({ organisation: siren, id: contentId });

export function readingRoutes(deps: ContentDependencies): Route[] {
  const chrome = (member: Member) => memberChrome(deps.territory, member, 'publications');

  /** What a tab lists, from its own partition. */
  async function listed(member: Member, { onglet, type, suite }: z.output<typeof listQuery>) {
    const own = organisationScopeOf(member);
    const scope = onglet === 'tout' ? networkScopeOf(member) : own;
    const binding = ['publications', scope, onglet, type ?? ''];
    const cursor = await openCursor(deps.signer, binding, suite);
    const request = { limit: PAGE_SIZE, cursor, kind: type };
    const drafts = onglet === 'brouillons' ? await draftsOf(deps.table, own, request) : { cards: [], next: null };
    const cards = onglet === 'brouillons' ? { cards: [], next: null } : await recentCards(deps.table, scope, request);
    const sealed = await sealCursor(deps.signer, binding, drafts.next ?? cards.next);
    const next = sealed && withQuery('/publications', { onglet: tabInAddress(onglet), type, suite: sealed });
    return { cards: cards.cards, drafts: drafts.cards, next };
  }

  /** What a member of the network may read: an unknown organisation and an unknown publication are the same. */
  async function shownToNetwork(
    member: Member,
    { organisation, id }: z.output<typeof ofOrganisation>,
  ): Promise<ShownContent> {
    const content = await shownById(deps.table, networkScopeOf(member), id);
    if (content?.organisation !== organisation) throw new Problem('not-found');
    return content;
  }

  async function ownPage(call: { wantsJson: boolean }, member: Member, content: Content): Promise<Answer> {
    const data = presentOwn(content);
    if (!isPublished(content)) return page(data, () => <WithdrawnPage chrome={chrome(member)} content={content} />);
    const thumbnails = call.wantsJson ? undefined : await memberThumbnails(deps.files, content);
    const mayWithdraw = mayTakeAway(member, content);
    const byHer = [content.author.id, content.approvedBy?.id].includes(member.person.id);
    const isFresh = mayWithdraw && byHer && canTake('undo', content, deps.clock());
    const reach = isFresh ? await readersReached(deps.table, member, content) : undefined;
    const justPublished = reach && {
      reached: reachedSentence(content.audience, currentOf(member).name, reach),
      until: after(new Date(content.publishedAt), UNDO_WITHIN),
    };
    return page({ ...data, reach }, () => (
      <OwnPublicationPage
        chrome={chrome(member)}
        content={content}
        thumbnails={thumbnails}
        justPublished={justPublished}
        mayWithdraw={mayWithdraw}
        remarks={may(member, 'write-drafts') ? content.remarks : []}
        now={deps.clock()}
      />
    ));
  }

  /** What will happen, before it does. */
  async function withdrawPage(
    call: RequestContext & { params: { id: string } },
    reason?: string,
    errors?: readonly FieldError[],
  ): Promise<Answer> {
    const member = signedIn(call);
    const content = await contentOf(deps, member, call.params.id);
    if (!mayTakeAway(member, content)) throw new Problem('forbidden');
    if (content.state === 'withdrawn' || content.state === 'submitted') return seeOther(`/publications/${content.id}`);
    const warning = KINDS[content.kind].beforeWithdrawal?.(content, deps.clock());
    return page({ ...presentOwn(content), warning }, () => (
      <WithdrawPage
        chrome={chrome(member)}
        content={content}
        warning={warning}
        asksReason={content.state === 'published' && isInRegister(content)}
        reason={reason ?? ''}
        errors={errors}
      />
    ));
  }

  return [
    defineRoute({
      method: 'get',
      path: '/publications',
      summary: 'Les publications du réseau, de votre organisation, ou vos brouillons (`onglet`), par type (`type`)',
      access: 'member',
      query: listQuery,
      async handle(call) {
        const member = signedIn(call);
        const { organisation, name, role } = currentOf(member);
        const { onglet: tab, type: kind, suite } = call.query;
        if (tab === 'brouillons' && !mayWrite(role)) throw new Problem('forbidden');
        const list = await listed(member, call.query);
        return page(list, () => (
          <PublicationsPage
            {...list}
            chrome={chrome(member)}
            tab={tab}
            kind={kind}
            organisation={{ id: organisation, name }}
            me={member.person.id}
            isFirstPage={suite === undefined}
            mayWrite={mayWrite(role)}
            isReadOnly={currentOf(member).isSuspended}
            mayApprove={may(member, 'approve-publications')}
            now={deps.clock()}
          />
        ));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/publications/:id',
      summary: 'Une publication de votre organisation, ou un texte qui attend d’être validé',
      access: 'member',
      params: oneContent,
      async handle(call) {
        const member = signedIn(call);
        const content = await contentOf(deps, member, call.params.id);
        if (isSubmitted(content)) return submittedPage(deps, call, member, content);
        return content.state === 'draft' && !call.wantsJson
          ? seeOther(draftAddress(content.id))
          : ownPage(call, member, content);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/publications/:id/annuler',
      summary: 'Annule une publication dans les dix minutes : elle redevient un brouillon',
      access: 'member',
      params: oneContent,
      async handle(call) {
        const content = await stepBack(deps, signedIn(call), call.params.id, 'undo');
        return seeOther(draftAddress(content.id), { data: presentOwn(content) });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/publications/:id/retirer',
      summary: 'Ce que fera le retrait d’une publication ou d’un brouillon',
      access: 'member',
      params: oneContent,
      handle: (call) => withdrawPage(call),
    }),
    defineRoute({
      method: 'post',
      path: '/publications/:id/retirer',
      summary: 'Retire une publication, ou jette un brouillon ; un acte public, avec la raison (`reason`)',
      access: 'member',
      params: oneContent,
      body: withdrawalBody,
      again: (call, errors) => withdrawPage(call, call.typed['reason'], errors),
      async handle(call) {
        const member = signedIn(call);
        const { state } = await contentOf(deps, member, call.params.id);
        const step = state === 'draft' ? 'discard' : 'withdraw';
        const content = await stepBack(deps, member, call.params.id, step, call.body.reason);
        const to = state === 'draft' ? '/publications?onglet=brouillons' : `/publications/${content.id}`;
        return seeOther(to, { data: presentOwn(content) });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/publications/:organisation/:id',
      summary: 'Une publication partagée avec le réseau par une organisation',
      access: 'member',
      params: ofOrganisation,
      async handle(call) {
        const member = signedIn(call);
        const content = await shownToNetwork(member, call.params);
        const here = `/publications/${content.organisation}/${content.id}`;
        const thumbnails = call.wantsJson ? undefined : await memberThumbnails(deps.files, content);
        return page(presentShown(content), () => (
          <SharedPublicationPage chrome={chrome(member)} content={content} here={here} thumbnails={thumbnails} />
        ));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/publications/:organisation/:id/fichier',
      summary:
        'Un document joint à une publication de votre organisation ou du réseau, par une adresse qui vaut une minute',
      access: 'member',
      params: ofOrganisation,
      query: attachmentQuery,
      async handle(call) {
        const member = signedIn(call);
        const { organisation, id } = call.params;
        // Of her own organisation she reads what is published to it, wherever its document is kept.
        if (organisation === currentOf(member).organisation) {
          const own = await contentOf(deps, member, id);
          if (isPublished(own)) return toAttachment(deps, own, call.query);
          if (isSubmitted(own)) return toAttachment(deps, await awaitingDecision(deps, member, own), call.query);
          throw new Problem('not-found');
        }
        return toAttachment(deps, await shownToNetwork(member, call.params), call.query);
      },
    }),
  ];
}

const tabInAddress = (tab: Tab): string | undefined => (tab === 'tout' ? undefined : tab);
