/** Pages for everybody: `/c/<slug>`. They read nothing but the register and what is public. */
import * as z from 'zod';
import type { Clock } from '../../../platform/clock.ts';
import { openCursor, sealCursor } from '../../../platform/cursor.ts';
import type { LinkedFiles } from '../../../platform/deposits.ts';
import type { Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, Route } from '../../../platform/http/route.ts';
import { Problem } from '../../../platform/problems.ts';
import { publicScope } from '../../../platform/scope.ts';
import type { Signer } from '../../../platform/secrets.ts';
import type { Table } from '../../../platform/table.ts';
import { documentId, fileLink } from '../../documents/index.ts';
import { type NamedOrganisation, organisationBySlug } from '../../organisations/index.ts';
import { publicAddress, withQuery } from '../addresses.ts';
import { publicKey } from '../public-key.ts';
import { atomFeed } from '../feed.ts';
import { everyKind, type Kind, KINDS } from '../kinds/index.ts';
import { contentId, KIND_NAMES, type ShownContent } from '../schema.ts';
import { recentCards, shownById } from '../store/index.ts';
import { TEXTS } from '../texts.ts';
import { publicThumbnails } from '../thumbnails.ts';
import { ClosedPage, FileOnItsWayPage, LeftPage, NotOpenPage } from '../views/not-there.tsx';
import { OrganisationListPage, OrganisationPage, publicChrome, PublicPublicationPage } from '../views/public.tsx';
import { presentPublic, presentPublicCard } from './present.ts';

export interface PublicContentDependencies {
  table: Table;
  clock: Clock;
  signer: Signer;
  files: Pick<LinkedFiles, 'link' | 'exists'>;
  territory: Territory;
  /** Scheme, host and port of the site: addresses in a feed are whole. */
  origin: string;
}

/** Public pages may be kept this long by CloudFront and browsers: what is withdrawn is gone after it. In seconds. */
const KEPT_FOR = 120;

/** Publications read for the first page, shown on a page of the list, and in a feed. */
const ON_FIRST_PAGE = 24;
const PAGE_SIZE = 20;
const IN_FEED = 30;
/** Publications looked at for the acts of an organisation that has left. */
const ACTS_LOOKED_FOR = 100;

/** As in the addresses of public pages. */
export const slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(120);
const bySlug = z.object({ slug });

type Placed = Pick<PublicContentDependencies, 'table' | 'territory'>;

/** @throws {Problem} `not-found` for an organisation that has no public page, as for none. */
function withPage(organisation: NamedOrganisation | undefined): NamedOrganisation {
  if (organisation?.left) throw new Problem('gone', { detail: TEXTS.hasLeft(organisation.name) });
  if (organisation?.isClosed) throw new Problem('not-found', { detail: TEXTS.noPublicPage });
  if (!organisation?.active) throw new Problem('not-found');
  return organisation;
}

/** An organisation by its public page. One read unit. */
const organisationWithPage = async ({ table, territory }: Placed, name: string): Promise<NamedOrganisation> =>
  withPage(await organisationBySlug(table, territory.code, name));

/** The same; of one that has left, what the law wants online stays so until it is erased (docs/adr/0021-leaving.md). */
export async function organisationWithActs({ table, territory }: Placed, name: string): Promise<NamedOrganisation> {
  const organisation = await organisationBySlug(table, territory.code, name);
  return organisation?.left ? organisation : withPage(organisation);
}

export function publicContentRoutes(deps: PublicContentDependencies): Route[] {
  const { table, territory } = deps;

  async function organisationOf(name: string): Promise<NamedOrganisation> {
    const organisation = await organisationBySlug(table, territory.code, name);
    if (!organisation) throw new Problem('not-found');
    return organisation;
  }

  const openOrganisation = (name: string): Promise<NamedOrganisation> => organisationWithPage(deps, name);

  const organisationOfAct = (name: string, isAct: boolean): Promise<NamedOrganisation> =>
    isAct ? organisationWithActs(deps, name) : openOrganisation(name);

  /** A public text, under the slug of its own organisation only. */
  async function shownToPublic(name: string, siren: string, id: string): Promise<ShownContent> {
    const content = await shownById(table, publicScope(siren), id);
    if (content?.slug !== name) throw new Problem('not-found');
    return content;
  }

  /** 404: what was there is not to be kept anywhere. */
  function closed(organisation: NamedOrganisation, asJson: boolean): Answer {
    if (asJson) throw new Problem('not-found', { detail: TEXTS.noPublicPage });
    const view = () => <ClosedPage territory={territory} organisation={organisation} />;
    return page({}, view, { status: 404 });
  }

  /** 410: it was there, and search engines forget it. What the law wants online is still found from here. */
  async function left(
    organisation: NamedOrganisation,
    since: { at: string; until: string },
    asJson: boolean,
  ): Promise<Answer> {
    if (asJson) throw new Problem('gone', { detail: TEXTS.hasLeft(organisation.name), extra: { left: since } });
    const scope = publicScope(organisation.siren);
    const { cards } = await recentCards(table, scope, { limit: ACTS_LOOKED_FOR });
    const acts = cards.filter(({ kind }) => KINDS[kind].act !== undefined);
    const now = deps.clock();
    const view = () => (
      <LeftPage territory={territory} organisation={organisation} left={since} acts={acts} now={now} />
    );
    return page({}, view, { status: 410 });
  }

  /** 404: there is no such page yet, and search engines must not keep 319 of them; people are told what to do. */
  function notOpen(organisation: NamedOrganisation, asJson: boolean): Answer {
    if (asJson) throw new Problem('not-found', { detail: 'Cette organisation n’a pas encore ouvert sa page.' });
    const view = () => <NotOpenPage territory={territory} organisation={organisation} />;
    return page(organisation, view, { status: 404 });
  }

  /** Those of acts are in the register. */
  const publicationRoute = (kind: Kind): Route =>
    defineRoute({
      method: 'get',
      path: `/c/:slug/${kind.section}/:id`,
      summary: `Une publication publique : ${kind.words.one.toLowerCase()}`,
      access: 'anyone',
      params: z.object({ slug, id: contentId }),
      async handle(call) {
        const organisation = await openOrganisation(call.params.slug);
        const content = await shownToPublic(call.params.slug, organisation.siren, call.params.id);
        if (content.kind !== kind.name) return seeOther(publicAddress(content));
        const thumbnails = call.wantsJson ? undefined : await publicThumbnails(deps.files, content);
        const view = () => (
          <PublicPublicationPage
            territory={territory}
            organisation={organisation}
            content={content}
            thumbnails={thumbnails}
            nonce={call.nonce}
          />
        );
        return page(presentPublic(content), view, { publicFor: KEPT_FOR });
      },
    });

  return [
    defineRoute({
      method: 'get',
      path: '/c/:slug',
      summary: 'La page publique d’une organisation : ses derniers actes et ses dernières actualités',
      access: 'anyone',
      params: bySlug,
      async handle(call) {
        const organisation = await organisationOf(call.params.slug);
        if (organisation.left) return left(organisation, organisation.left, call.wantsJson);
        if (organisation.isClosed) return closed(organisation, call.wantsJson);
        if (!organisation.active) return notOpen(organisation, call.wantsJson);
        const { cards } = await recentCards(table, publicScope(organisation.siren), { limit: ON_FIRST_PAGE });
        const { siren, name, kind, presented, facts } = organisation;
        const data = {
          siren,
          name,
          kind,
          slug: organisation.slug,
          presented,
          facts,
          publications: cards.map(presentPublicCard),
        };
        const view = () => (
          <OrganisationPage
            territory={territory}
            organisation={organisation}
            cards={cards}
            now={deps.clock()}
            nonce={call.nonce}
          />
        );
        return page(data, view, { publicFor: KEPT_FOR });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/c/:slug/publications',
      summary: 'Toutes les publications publiques d’une organisation, par type (`type`)',
      access: 'anyone',
      params: bySlug,
      query: z.object({ type: z.enum(KIND_NAMES).optional(), suite: z.string().max(2000).optional() }),
      async handle(call) {
        const organisation = await openOrganisation(call.params.slug);
        const { type, suite } = call.query;
        const scope = publicScope(organisation.siren);
        const binding = ['public', scope, type ?? ''];
        const cursor = await openCursor(deps.signer, binding, suite);
        const found = await recentCards(table, scope, { limit: PAGE_SIZE, cursor, kind: type });
        const sealed = await sealCursor(deps.signer, binding, found.next);
        const next = sealed && withQuery(`/c/${organisation.slug}/publications`, { type, suite: sealed });
        const view = () => (
          <OrganisationListPage
            territory={territory}
            organisation={organisation}
            kind={type}
            cards={found.cards}
            next={next}
            now={deps.clock()}
            nonce={call.nonce}
          />
        );
        return page({ cards: found.cards.map(presentPublicCard), next }, view, { publicFor: KEPT_FOR });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/c/:slug/publications.atom',
      summary: 'Les publications publiques d’une organisation, en fil Atom',
      access: 'anyone',
      params: bySlug,
      async handle(call) {
        const organisation = await openOrganisation(call.params.slug);
        const { cards } = await recentCards(table, publicScope(organisation.siren), { limit: IN_FEED });
        const body = await atomFeed(organisation, cards, deps.origin);
        return { kind: 'body', type: 'application/atom+xml; charset=utf-8', body, publicFor: KEPT_FOR };
      },
    }),
    ...everyKind.filter(({ act }) => !act).map(publicationRoute),
    defineRoute({
      method: 'get',
      path: '/c/:slug/fichiers/:document',
      summary: 'Un document d’une publication publique, par une adresse qui vaut une minute',
      access: 'anyone',
      params: z.object({ slug, document: documentId }),
      query: z.object({ publication: contentId, telecharger: z.string().optional() }),
      async handle(call) {
        const { siren } = await organisationOf(call.params.slug);
        const content = await shownToPublic(call.params.slug, siren, call.query.publication);
        const organisation = await organisationOfAct(call.params.slug, KINDS[content.kind].act !== undefined);
        const attachment = content.attachments.find(({ document }) => document === call.params.document);
        if (!attachment) throw new Problem('not-found');
        const key = publicKey(siren, content.id, attachment);
        if (!(await deps.files.exists(key))) return onItsWay(organisation, content, call);
        const { name, type } = attachment;
        const url = await fileLink(deps.files, { key, name, type }, call.query.telecharger !== undefined);
        return seeOther(url, { data: { url } });
      },
    }),
  ];

  function onItsWay(
    organisation: NamedOrganisation,
    content: ShownContent,
    call: { path: string; wantsJson: boolean; nonce: string },
  ): Answer {
    if (call.wantsJson) throw new Problem('unavailable', { retryAfter: 2 });
    const chrome = publicChrome(territory, organisation, call.nonce);
    const view = () => <FileOnItsWayPage chrome={chrome} here={call.path} back={publicAddress(content)} />;
    return page({}, view, { status: 503 });
  }
}
