import * as z from 'zod';
import {
  currentOf,
  groupScopeOf,
  may,
  type Member,
  networkScopeOf,
  organisationScopeOf,
  signedIn,
} from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import { openCursor, sealCursor } from '../../platform/cursor.ts';
import { memberChrome, type Territory } from '../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../platform/http/define-route.ts';
import type { Answer, Route } from '../../platform/http/route.ts';
import { publicScope } from '../../platform/scope.ts';
import type { Signer } from '../../platform/secrets.ts';
import type { Table } from '../../platform/table.ts';
import { sessionsToList } from '../acts/index.ts';
import { draftsOf, publicAddress, recentCards } from '../content/index.ts';
import { type DocumentCard, recentDocuments } from '../documents/index.ts';
import { closedOrganisations, membersAndRequests, organisationsListed } from '../organisations/index.ts';
import { closedFolders } from '../repository/index.ts';
import { firstStepsShown, newestOf } from './rules.ts';
import { MemberHomePage, PublicHomePage } from './views.tsx';

export interface HomeDependencies {
  table: Table;
  clock: Clock;
  signer: Signer;
  territory: Territory;
}

/** What fits on one screen, and in the six read units that the page may cost. */
const NEWS = 5;
const DRAFTS = 5;
const DOCUMENTS = 4;

/** Where some folder is not for her, nothing says cheaply where each document lies: she sees those she sent. */
async function documentsFor(table: Table, member: Member): Promise<DocumentCard[]> {
  const recent = await recentDocuments(table, organisationScopeOf(member), DOCUMENTS);
  const isHers = ({ depositor }: DocumentCard): boolean => depositor.id === member.person.id;
  // In most town halls one person sends all of them.
  if (recent.every(isHers)) return recent;
  const closed = await closedFolders(table, member);
  return closed.size === 0 ? recent : recent.filter(isHers);
}

/** What a member finds when she arrives. */
async function homeOf({ table, clock }: Pick<HomeDependencies, 'table' | 'clock'>, member: Member) {
  const own = organisationScopeOf(member);
  const mayWrite = may(member, 'write-drafts');
  const mayApprove = may(member, 'approve-publications');
  const mayInvite = may(member, 'manage-members');
  const mayList = may(member, 'publish-outside') && !currentOf(member).isSuspended;
  const [network, ours, groups, drafts, documents, awaiting] = await Promise.all([
    recentCards(table, networkScopeOf(member), { limit: NEWS }),
    recentCards(table, own, { limit: NEWS }),
    Promise.all(member.groups.map(({ group }) => recentCards(table, groupScopeOf(member, group), { limit: NEWS }))),
    // What waits to be approved comes before the drafts; it awaits those only who may approve it.
    mayWrite ? draftsOf(table, own, { limit: DRAFTS, state: mayApprove ? undefined : 'draft' }) : { cards: [] },
    documentsFor(table, member),
    mayInvite || mayList ? membersAndRequests({ table, clock }, member) : undefined,
  ]);
  const { organisation } = currentOf(member);
  const sessions = mayList ? await sessionsToList({ table, clock }, organisation, awaiting?.listsAwaited ?? []) : [];
  const done = {
    document: documents.length > 0,
    colleague: (awaiting?.people ?? 0) > 1,
    publicPage: ours.cards.some(({ audience }) => audience === 'public'),
  };
  const news = newestOf([network.cards, ours.cards, ...groups.map(({ cards }) => cards)], NEWS + 1);
  const isReadOnly = currentOf(member).isSuspended ?? false;
  const shown = mayWrite && !isReadOnly ? firstStepsShown(done, mayInvite) : [];
  return {
    news,
    drafts: drafts.cards,
    requests: awaiting?.requests ?? 0,
    sessions,
    documents,
    steps: { shown, done },
    mayWrite: mayWrite && !isReadOnly,
    mayApprove,
    isReadOnly,
  };
}

/** Where a member arrives. */
export const homeRoutes = (deps: HomeDependencies): Route[] => [
  defineRoute({
    method: 'get',
    path: '/accueil',
    summary: 'Votre accueil : ce qui vous attend, les nouvelles, les documents récents',
    access: 'visitor',
    async handle(call): Promise<Answer> {
      const member = signedIn(call);
      // An operator may belong to no organisation: her home is the console.
      if (!member.current && !member.awaits && may(member, 'open-console')) return seeOther('/territoire');
      const { organisation: id, name, slug } = currentOf(member);
      const home = await homeOf(deps, member);
      return page(home, () => (
        <MemberHomePage
          {...home}
          chrome={memberChrome(deps.territory, member, 'home')}
          firstName={member.person.firstName}
          me={member.person.id}
          organisation={{ id, name, slug }}
          now={deps.clock()}
        />
      ));
    },
  }),
];

/** Public pages may be kept this long by CloudFront and browsers. In seconds. */
const KEPT_FOR = 120;

const PUBLIC_NEWS = 8;
const ORGANISATIONS = 40;

/** The first page of the territory, for everybody. */
export const publicHomeRoutes = (deps: HomeDependencies): Route[] => [
  defineRoute({
    method: 'get',
    path: '/',
    summary: 'Le territoire : ses organisations inscrites et leurs dernières publications',
    access: 'anyone',
    query: z.object({ suite: z.string().max(2000).optional() }),
    async handle(call) {
      const { table, territory } = deps;
      const binding = ['organisations', territory.code];
      const cursor = await openCursor(deps.signer, binding, call.query.suite);
      const [recent, listed, closed] = await Promise.all([
        recentCards(table, publicScope('territoire'), { limit: PUBLIC_NEWS }),
        organisationsListed(table, { limit: ORGANISATIONS, cursor }),
        closedOrganisations(table),
      ]);
      const cards = recent.cards.filter(({ organisation }) => !closed.has(organisation));
      const sealed = await sealCursor(deps.signer, binding, listed.next);
      const next = sealed && `/?suite=${encodeURIComponent(sealed)}#organisations`;
      const organisations = listed.organisations
        .filter(({ siren }) => !closed.has(siren))
        .map(({ siren, name, slug, kind }) => ({ siren, name, slug, kind }));
      const publications = cards.map((card) => ({ ...card, url: publicAddress(card) }));
      const view = () => (
        <PublicHomePage
          chrome={{ kind: 'public', territory }}
          territory={territory}
          news={cards}
          organisations={organisations}
          next={next}
          now={deps.clock()}
        />
      );
      return page({ territory, organisations, publications, next }, view, { publicFor: KEPT_FOR });
    },
  }),
];
