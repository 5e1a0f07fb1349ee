/** `/annuaire/*`: people and organisations of the network, found, read, and kept in an address book or a spreadsheet. */
import * as z from 'zod';
import { type Member, networkScopeOf, personScopeOf, signedIn } from '../../../platform/actor.ts';
import { memberChrome, type Territory } from '../../../platform/http/chrome.ts';
import { defineRoute, page } from '../../../platform/http/define-route.ts';
import type { RequestContext, Route } from '../../../platform/http/route.ts';
import { Problem } from '../../../platform/problems.ts';
import { listedBySlug, publicProfile, slugSchema } from '../../organisations/index.ts';
import { WHATS } from '../keys.ts';
import { personParams } from '../schema.ts';
import { exportOf } from '../service/export.ts';
import { find, type FindingDeps, type Search } from '../service/finding.ts';
import { personSeenBy } from '../service/reading.ts';
import { countUse } from '../store/uses.ts';
import { organisationCard, personCard } from '../vcard.ts';
import { DirectoryPage, OrganisationPage } from '../views/directory.tsx';
import { functionText, PersonPage } from '../views/person.tsx';

const blank = z.literal('').transform(() => undefined);
const filters = {
  q: z.string().max(100).optional(),
  quoi: z.union([blank, z.enum(WHATS)]).optional(),
  organisation: z.union([blank, slugSchema]).optional(),
  epci: z.string().max(120).optional(),
};
const filtersQuery = z.object(filters);
const listQuery = z.object({ ...filters, suite: z.string().max(2000).optional() });
const bySlug = z.object({ slug: slugSchema });

const searchOf = ({ quoi, ...rest }: z.output<typeof listQuery>): Search => ({ ...rest, what: quoi });

const VCARD = 'text/vcard; charset=utf-8';

export function directoryPages(deps: FindingDeps & { territory: Territory }): Route[] {
  const { table, clock, territory } = deps;
  const chromeOf = (member: Member, { nonce }: RequestContext) => memberChrome(territory, member, 'directory', nonce);
  const look = (reader: Member) => countUse(table, clock, personScopeOf(reader), 'look');

  /** An organisation that has joined, and what it says of itself to everybody. */
  async function organisationOf(slug: string) {
    const organisation = await listedBySlug(table, slug);
    if (!organisation) throw new Problem('not-found');
    const profile = await publicProfile(table, organisation.siren);
    const { address, telephone, email, website, hours } = profile?.isClosed ? {} : (profile ?? {});
    return { organisation, coordinates: { address, telephone, email, website, hours } };
  }

  return [
    defineRoute({
      method: 'get',
      path: '/annuaire',
      summary: 'L’annuaire : personnes et organisations, par nom, fonction, commune, intercommunalité ou sujet',
      access: 'member',
      query: listQuery,
      async handle(call) {
        const reader = signedIn(call);
        const found = await find(deps, reader, searchOf(call.query));
        const { q = '', quoi: what, organisation, epci } = call.query;
        const { people, organisations, next } = found;
        return page({ people, organisations, next }, () => (
          <DirectoryPage {...found} chrome={chromeOf(reader, call)} asked={{ q, what, organisation, epci }} />
        ));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/annuaire/export',
      summary: 'Une liste de l’annuaire pour un tableur (CSV), 200 personnes au plus',
      access: 'member',
      query: filtersQuery,
      async handle(call) {
        const reader = signedIn(call);
        const body = await exportOf(deps, reader, searchOf(call.query));
        return { kind: 'body', type: 'text/csv; charset=utf-8', body, fileName: 'annuaire.csv' };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/annuaire/personnes/:person',
      summary: 'Une personne du réseau : ses fonctions et ce qu’elle montre de ses coordonnées',
      access: 'member',
      params: personParams,
      async handle(call) {
        const reader = signedIn(call);
        await look(reader);
        const cards = await personSeenBy(deps, reader, call.params.person);
        return page({ person: call.params.person, organisations: cards }, () => (
          <PersonPage
            chrome={chromeOf(reader, call)}
            person={call.params.person}
            cards={cards}
            isSelf={call.params.person === reader.person.id}
          />
        ));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/annuaire/personnes/:person/vcard',
      summary: 'Une personne du réseau, pour un carnet d’adresses (vCard)',
      access: 'member',
      params: personParams,
      async handle(call) {
        const reader = signedIn(call);
        await look(reader);
        const { person } = call.params;
        const cards = await personSeenBy(deps, reader, person);
        const { firstName = '', lastName = '' } = cards[0] ?? {};
        const organisations = cards.map((card) => ({ ...card, title: functionText(card) }));
        const body = personCard({ person, firstName, lastName, organisations });
        return { kind: 'body', type: VCARD, body, fileName: 'contact.vcf' };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/annuaire/:slug',
      summary: 'Une organisation du réseau : ses coordonnées et ses personnes',
      access: 'member',
      params: bySlug,
      async handle(call) {
        const reader = signedIn(call);
        networkScopeOf(reader);
        const { organisation, coordinates } = await organisationOf(call.params.slug);
        const { people, next } = await find(deps, reader, { organisation: organisation.slug });
        return page({ ...organisation, ...coordinates, people }, () => (
          <OrganisationPage
            chrome={chromeOf(reader, call)}
            organisation={organisation}
            coordinates={coordinates}
            people={people}
            hasMore={next !== undefined}
          />
        ));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/annuaire/:slug/vcard',
      summary: 'Une organisation du réseau, pour un carnet d’adresses (vCard)',
      access: 'member',
      params: bySlug,
      async handle(call) {
        await look(signedIn(call));
        const { organisation, coordinates } = await organisationOf(call.params.slug);
        const body = organisationCard({ name: organisation.name, ...coordinates });
        return { kind: 'body', type: VCARD, body, fileName: `${organisation.slug}.vcf` };
      },
    }),
  ];
}
