/** `/c/<slug>/actes`: the register of acts, for everybody. Nothing is read here but what is public. */
import * as z from 'zod';
import { openCursor, sealCursor } from '../../../platform/cursor.ts';
import { defineRoute, page, seeOther } from '../../../platform/http/define-route.ts';
import type { Answer, Call, Route } from '../../../platform/http/route.ts';
import { isId } from '../../../platform/ids.ts';
import { Problem } from '../../../platform/problems.ts';
import { publicScope } from '../../../platform/scope.ts';
import { isoDay } from '../../../web/format.ts';
import { classificationOf, themeOf, themesOf } from '../../classification/index.ts';
import {
  ACT_NAMES,
  organisationWithActs,
  presentPublic,
  publicChrome,
  type PublicContentDependencies,
  publicFileAddress,
  publicKey,
  publicThumbnails,
  PublicPublicationPage,
  shownById,
  slugSchema,
  withQuery,
} from '../../content/index.ts';
import { certificateName } from '../certificate.ts';
import { actsFeed, deliberationsCsv, pemOf, registerLines } from '../open-data.ts';
import { actNamed, actOfFile, addressOfContent, checkPart, partAfter, proofOf } from '../reading.ts';
import type { ActCard, ActLine } from '../schema.ts';
import { cardsOf, publicKeys, settingsOf } from '../store/index.ts';
import { TEXTS } from '../texts.ts';
import { ProofPage, VerificationPage } from '../views/proof.tsx';
import { ActPage, type Chosen, RegisterPage } from '../views/register.tsx';

/** Public pages may be kept this long by CloudFront and browsers. In seconds. */
const KEPT_FOR = 120;

const PAGE_SIZE = 20;
const IN_FEED = 30;
/** Of one year, in one table: a commune takes 50 to 300 a year. About 500 bytes each. */
const IN_CSV = 500;

const bySlug = z.object({ slug: slugSchema });
/** A number as people write it, or the id of a publication. */
const byName = z.object({ slug: slugSchema, name: z.string().min(1).max(40) });
const year = z.string().regex(/^(?:19|20)\d{2}$/);
const blank = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional().catch(undefined));

const listQuery = z.object({
  nature: blank(z.enum(ACT_NAMES)),
  annee: blank(year),
  matiere: blank(z.string().regex(/^\d{1,2}(?:\.\d{1,2}){0,4}$/)),
  seance: blank(z.iso.date()),
  suite: z.string().max(2000).optional(),
});
const partQuery = z.object({ depuis: z.coerce.number().int().min(0).max(99_999_999).default(0) });
const verificationQuery = partQuery.extend({ empreinte: z.string().max(200).optional() });

type Deps = PublicContentDependencies;

/** What is read of the table for a choice, and what is looked at in what was read. */
function filterOf({ nature, annee, matiere, seance }: Chosen) {
  const list = matiere ? `t-${themeOf(matiere)}` : nature ? `n-${nature}` : 'all';
  const matches = (card: ActCard): boolean =>
    (!nature || card.kind === nature) &&
    (!matiere || `${card.particulars['matter']}.`.startsWith(`${matiere}.`)) &&
    card.date.startsWith(seance ?? annee ?? '');
  const isSure = !matiere || (!nature && !matiere.includes('.'));
  return { list, date: seance ?? annee, matches: isSure ? undefined : matches };
}

/** What programs read of an act: with the addresses of its files. */
const presented = (slug: string, line: ActLine) => ({
  ...line,
  url: `/c/${slug}/actes/${line.address}`,
  files:
    line.state === 'online'
      ? line.files.map((file) => ({ ...file, url: publicFileAddress({ slug, id: line.content }, file.document) }))
      : [],
});

export function publicActsRoutes(deps: Deps): Route[] {
  const { table, territory } = deps;
  const organisationOf = (slug: string) => organisationWithActs(deps, slug);
  const plain = (type: string, body: string): Answer => ({ kind: 'body', type, body, publicFor: KEPT_FOR });

  /** @throws {Problem} `not-found`; an address written otherwise leads to the one that stays. */
  async function actAt(slug: string, name: string) {
    const organisation = await organisationOf(slug);
    const act = await actNamed(table, organisation.siren, name);
    if (!act) throw new Problem('not-found');
    return { organisation, act, isCanonical: act.address === name };
  }

  /** What was published a moment ago and is not entered yet, or has no number. */
  async function publicationById(call: Call<z.output<typeof byName>, unknown, unknown>): Promise<Answer> {
    const { slug, name } = call.params;
    const organisation = await organisationOf(slug);
    // First: what is withdrawn is gone at once, whenever the register says so.
    const content = await shownById(table, publicScope(organisation.siren), name);
    if (content?.slug !== slug || content.kind === 'news') throw new Problem('not-found');
    const address = await addressOfContent(table, organisation.siren, name);
    if (address) return seeOther(`/c/${slug}/actes/${address}`);
    const thumbnails = call.wantsJson ? undefined : await publicThumbnails(deps.files, content);
    return page(presentPublic(content), () => (
      <PublicPublicationPage
        territory={territory}
        organisation={organisation}
        content={content}
        thumbnails={thumbnails}
        nonce={call.nonce}
      />
    ));
  }

  return [
    defineRoute({
      method: 'get',
      path: '/c/:slug/actes',
      summary:
        'Le registre public des actes d’une organisation, par nature (`nature`), année (`annee`), matière (`matiere`) ou séance (`seance`)',
      access: 'anyone',
      params: bySlug,
      query: listQuery,
      async handle(call) {
        const organisation = await organisationOf(call.params.slug);
        const { slug } = organisation;
        const { suite, ...chosen } = call.query;
        const scope = publicScope(organisation.siren);
        const binding = ['acts', scope, ...Object.entries(chosen).flat().map(String)];
        const [found, settings, classification] = await Promise.all([
          openCursor(deps.signer, binding, suite).then((cursor) =>
            cardsOf(table, scope, filterOf(chosen), { limit: PAGE_SIZE, cursor }),
          ),
          settingsOf(table, scope),
          classificationOf(table, territory.code),
        ]);
        const sealed = await sealCursor(deps.signer, binding, found.next);
        const next = sealed && withQuery(`/c/${slug}/actes`, { ...chosen, suite: sealed });
        const acts = found.cards.map((card) => ({ ...card, url: `/c/${slug}/actes/${card.address}` }));
        const view = () => (
          <RegisterPage
            chrome={publicChrome(territory, organisation, call.nonce, 'acts')}
            organisation={organisation}
            settings={settings}
            cards={found.cards}
            themes={classification ? themesOf(classification) : []}
            natures={ACT_NAMES}
            chosen={chosen}
            year={Number(isoDay(deps.clock()).slice(0, 4))}
            next={next}
          />
        );
        return page({ publicity: settings.publicity, acts, next }, view, { publicFor: KEPT_FOR });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/c/:slug/actes.atom',
      summary: 'Les derniers actes d’une organisation, en fil Atom',
      access: 'anyone',
      params: bySlug,
      async handle(call) {
        const organisation = await organisationOf(call.params.slug);
        const scope = publicScope(organisation.siren);
        const { cards } = await cardsOf(table, scope, { list: 'all' }, { limit: IN_FEED });
        return plain('application/atom+xml; charset=utf-8', await actsFeed(organisation, cards, deps.origin));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/c/:slug/actes.csv',
      summary: 'Les délibérations d’une organisation, de l’année (`annee`) ou les dernières : SCDL 2.1.5',
      access: 'anyone',
      params: bySlug,
      query: z.object({ annee: blank(year) }),
      async handle(call) {
        const organisation = await organisationOf(call.params.slug);
        const scope = publicScope(organisation.siren);
        const { siret } = await settingsOf(table, scope);
        if (!siret) throw new Problem('not-found', { detail: TEXTS.noSiret });
        const filter = { list: 'n-deliberation', date: call.query.annee };
        const { cards } = await cardsOf(table, scope, filter, { limit: IN_CSV });
        const body = deliberationsCsv({ ...organisation, siret }, cards, deps.origin);
        return { ...plain('text/csv; charset=utf-8', body), fileName: `deliberations-${organisation.slug}.csv` };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/c/:slug/actes/registre.jsonl',
      summary: 'Le registre pour les programmes, cent écritures à la fois après `depuis`, à vérifier chez soi',
      access: 'anyone',
      params: bySlug,
      query: partQuery,
      async handle(call) {
        const { siren } = await organisationOf(call.params.slug);
        const part = await partAfter(table, siren, call.query.depuis);
        return plain('application/jsonl; charset=utf-8', registerLines(siren, part));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/c/:slug/actes/cle.pem',
      summary: 'Les clés publiques qui vérifient les écritures du registre',
      access: 'anyone',
      params: bySlug,
      async handle(call) {
        await organisationOf(call.params.slug);
        const keys = await publicKeys(table);
        return plain('application/x-pem-file', keys.map(({ spki }) => pemOf(spki)).join(''));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/c/:slug/actes/verification',
      summary:
        'Vérifie un document par son empreinte (`empreinte`), et le registre, cent écritures à la fois (`depuis`)',
      access: 'anyone',
      params: bySlug,
      query: verificationQuery,
      async handle(call) {
        const organisation = await organisationOf(call.params.slug);
        const { siren, slug } = organisation;
        const typed = (call.query.empreinte ?? '').trim().toLowerCase();
        const sha256 = /^[0-9a-f]{64}$/.test(typed) ? typed : undefined;
        const [chain, act] = await Promise.all([
          checkPart(table, siren, call.query.depuis),
          sha256 ? actOfFile(table, publicScope(siren), sha256) : undefined,
        ]);
        const { checked, part, from } = chain;
        const next = part.next === undefined ? undefined : `/c/${slug}/actes/verification?depuis=${part.next}`;
        const errors =
          typed && !sha256
            ? [
                {
                  field: 'empreinte',
                  message: 'Une empreinte SHA-256 a 64 signes : des chiffres et les lettres a à f.',
                },
              ]
            : undefined;
        const found = sha256 ? { sha256, act } : undefined;
        const data = {
          found: found && { sha256, isOnline: act?.isOnline ?? false, act: act && presented(slug, act.line) },
          chain: { from, ...checked, end: part.head?.seq ?? 0, next },
        };
        const view = () => (
          <VerificationPage
            chrome={publicChrome(territory, organisation, call.nonce, 'acts')}
            organisation={organisation}
            typed={typed}
            errors={errors}
            found={found}
            chain={{ checked, from, end: part.head?.seq ?? 0, next }}
          />
        );
        return page(data, view, { publicFor: KEPT_FOR, ...(errors ? { status: 422 } : {}) });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/c/:slug/actes/:name',
      summary: 'Un acte du registre, par son numéro',
      access: 'anyone',
      params: byName,
      async handle(call) {
        const { slug, name } = call.params;
        if (isId('pub', name)) return publicationById(call);
        const { organisation, act, isCanonical } = await actAt(slug, name);
        if (!isCanonical) return seeOther(`/c/${slug}/actes/${act.address}`);
        const chrome = publicChrome(territory, organisation, call.nonce, 'acts');
        const shown = { organisation: organisation.siren, id: act.content, attachments: act.files };
        const isShown = act.state === 'online' && !call.wantsJson;
        const thumbnails = isShown ? await publicThumbnails(deps.files, shown) : undefined;
        const view = () => <ActPage chrome={chrome} organisation={organisation} act={act} thumbnails={thumbnails} />;
        return page(presented(slug, act), view, { publicFor: KEPT_FOR });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/c/:slug/actes/:name/certificat',
      summary: 'Le certificat de publication d’un acte, en PDF, par une adresse qui vaut une minute',
      access: 'anyone',
      params: byName,
      async handle(call) {
        const { slug, name } = call.params;
        const { organisation, act } = await actAt(slug, name);
        const key = publicKey(organisation.siren, act.content, { document: certificateName(act) });
        const url = await deps.files.link(key, {
          name: `certificat-${act.address}.pdf`,
          type: 'application/pdf',
          inline: true,
        });
        return seeOther(url, { data: { url } });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/c/:slug/actes/:name/preuve',
      summary: 'La preuve de publication d’un acte : empreinte, heure, chaîne, signature',
      access: 'anyone',
      params: byName,
      async handle(call) {
        const { slug, name } = call.params;
        const { organisation, act, isCanonical } = await actAt(slug, name);
        if (!isCanonical) return seeOther(`/c/${slug}/actes/${act.address}/preuve`);
        const proof = await proofOf(table, organisation.siren, act.seq);
        if (!proof) throw new Problem('not-found');
        const chrome = publicChrome(territory, organisation, call.nonce, 'acts');
        const view = () => <ProofPage chrome={chrome} organisation={organisation} act={act} proof={proof} />;
        return page({ act: presented(slug, act), ...proof }, view, { publicFor: KEPT_FOR });
      },
    }),
  ];
}
