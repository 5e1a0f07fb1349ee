/** `/organisation/journal` for the référent, `/territoire/journal` for the operator: the same, as a page, data or CSV. */
import { currentOf, signedIn } from '../../platform/actor.ts';
import { CSV_TYPE, type CsvColumn, csvOf } from '../../platform/csv.ts';
import { openCursor, sealCursor } from '../../platform/cursor.ts';
import { memberChrome, type Territory } from '../../platform/http/chrome.ts';
import { defineRoute, page } from '../../platform/http/define-route.ts';
import type { Answer, BodyAnswer, RequestContext, Route } from '../../platform/http/route.ts';
import { TERRITORY_JOURNAL } from '../../platform/journal.ts';
import { Problem } from '../../platform/problems.ts';
import { journalScope, type Scope } from '../../platform/scope.ts';
import type { Signer } from '../../platform/secrets.ts';
import type { Table } from '../../platform/table.ts';
import { formatTime, isoDay } from '../../web/format.ts';
import type { Chrome } from '../../web/layout.tsx';
import { placesBeginning, publicProfile, searchKey } from '../organisations/index.ts';
import { type JournalFilter, type JournalReader, kindOf } from './rules.ts';
import { type JournalQuery, journalQuery, territoryJournalQuery } from './schema.ts';
import { entriesOf, type Entry, everyEntry, peopleNamed } from './store.ts';
import { KIND_TEXTS, sentenceOf } from './texts.ts';
import { OrganisationJournalPage, queryOf, TerritoryJournalPage } from './views.tsx';

export interface JournalDeps {
  table: Table;
  signer: Signer;
  territory: Territory;
}

const ENTRIES_A_PAGE = 50;
const MOST_PROPOSALS = 8;

const OF_ORGANISATION = '/organisation/journal';
const OF_TERRITORY = '/territoire/journal';

const filterOf = ({ personne, nature, du, au }: JournalQuery): JournalFilter => ({
  person: personne,
  kind: nature,
  from: du,
  to: au,
});

/** An entry as programs read it: what the reader may know, and the sentence. */
const told = (entry: Entry, reader: JournalReader) => ({
  id: entry.id,
  at: entry.at,
  act: entry.act,
  actor: entry.actor,
  sentence: sentenceOf(entry, reader),
  from: entry.from,
});

/** A part of a journal, as `path` shows it; with the address of the next part. */
async function shownOf(
  deps: JournalDeps,
  scope: Scope<'jnl'>,
  path: string,
  query: JournalQuery & { organisation?: string | undefined },
) {
  const filter = filterOf(query);
  const binding = ['journal', scope, ...[filter.person, filter.kind, filter.from, filter.to].map((one) => one ?? '')];
  const cursor = await openCursor(deps.signer, binding, query.suite);
  const [{ entries, next }, people] = await Promise.all([
    entriesOf(deps.table, scope, filter, { limit: ENTRIES_A_PAGE, cursor }),
    peopleNamed(deps.table, scope),
  ]);
  const sealed = await sealCursor(deps.signer, binding, next);
  const { organisation } = query;
  return { filter, entries, people, next: sealed && `${path}${queryOf(filter, { organisation, suite: sealed })}` };
}

const columnsFor = (reader: JournalReader): readonly CsvColumn<Entry>[] => [
  { label: 'Date', cell: ({ at }) => isoDay(at) },
  { label: 'Heure', cell: ({ at }) => formatTime(at) },
  { label: 'Personne', cell: ({ actor }) => actor?.name ?? 'Parvis' },
  { label: 'Nature', cell: ({ act }) => KIND_TEXTS[kindOf(act) ?? 'territory'] },
  { label: 'Ce qui s’est passé', cell: (entry) => sentenceOf(entry, reader) },
  { label: 'D’où', cell: ({ from }) => from ?? '' },
];

async function csvFile(
  table: Table,
  scope: Scope<'jnl'>,
  query: JournalQuery,
  reader: JournalReader,
): Promise<BodyAnswer> {
  const entries = await everyEntry(table, scope, filterOf(query));
  return { kind: 'body', type: CSV_TYPE, body: csvOf(columnsFor(reader), entries), fileName: 'journal.csv' };
}

/** The journal of her own organisation. */
const journalOfHers = (call: RequestContext): Scope<'jnl'> => journalScope(currentOf(signedIn(call)).organisation);

export const journalRoutes = (deps: JournalDeps): Route[] => [
  defineRoute({
    method: 'get',
    path: OF_ORGANISATION,
    summary: 'Le journal de mon organisation',
    access: 'member',
    needs: 'read-journal',
    query: journalQuery,
    async handle(call) {
      const scope = journalOfHers(call);
      const member = signedIn(call);
      const shown = await shownOf(deps, scope, OF_ORGANISATION, call.query);
      const entries = shown.entries.map((entry) => told(entry, 'referent'));
      return page({ entries, people: shown.people, next: shown.next }, () => (
        <OrganisationJournalPage
          {...shown}
          chrome={memberChrome(deps.territory, member, 'organisation', call.nonce)}
          reader="referent"
          path={OF_ORGANISATION}
        />
      ));
    },
  }),
  defineRoute({
    method: 'get',
    path: `${OF_ORGANISATION}.csv`,
    summary: 'Le journal de mon organisation, en tableur',
    access: 'member',
    needs: 'read-journal',
    query: journalQuery,
    handle: (call) => csvFile(deps.table, journalOfHers(call), call.query, 'referent'),
  }),
];

interface Chosen {
  organisation?: { siren: string; name: string } | undefined;
  proposals?: { siren: string; name: string; hint: string }[] | undefined;
}

/** The organisation that the operator means, by SIREN or by name. At most a read unit and a half. */
async function organisationMeant({ table, territory }: JournalDeps, typed: string | undefined): Promise<Chosen> {
  if (!typed) return {};
  const siren = typed.replace(/\s/g, '');
  if (/^\d{9}$/.test(siren)) {
    const profile = await publicProfile(table, siren);
    return profile ? { organisation: { siren, name: profile.name } } : { proposals: [] };
  }
  const key = searchKey(typed);
  const found = key ? await placesBeginning(table, territory.code, key, MOST_PROPOSALS) : [];
  const [only] = found.filter(({ name }, _at, { length }) => length === 1 || searchKey(name) === key);
  const profile = only && (await publicProfile(table, only.siren));
  if (profile) return { organisation: { siren: profile.siren, name: profile.name } };
  return { proposals: found.map(({ siren: itsSiren, name, hint }) => ({ siren: itsSiren, name, hint })) };
}

export function territoryJournalRoutes(deps: JournalDeps): Route[] {
  const chromeOf = (call: RequestContext): Chrome => {
    const { firstName, lastName } = signedIn(call).person;
    return {
      kind: 'operator',
      territory: deps.territory,
      person: { name: `${firstName} ${lastName}` },
      current: 'journal',
      nonce: call.nonce,
    };
  };

  async function show(
    call: RequestContext,
    query: JournalQuery & { organisation?: string | undefined },
  ): Promise<Answer> {
    const { organisation, proposals } = await organisationMeant(deps, query.organisation);
    const scope = journalScope(organisation?.siren ?? TERRITORY_JOURNAL);
    const shown = proposals
      ? { filter: {}, entries: [], people: [], next: undefined }
      : await shownOf(deps, scope, OF_TERRITORY, { ...query, organisation: organisation?.siren });
    const entries = shown.entries.map((entry) => told(entry, 'operator'));
    return page({ organisation, proposals, entries, people: shown.people, next: shown.next }, () => (
      <TerritoryJournalPage
        {...shown}
        chrome={chromeOf(call)}
        reader="operator"
        path={OF_TERRITORY}
        organisation={organisation}
        proposals={proposals}
        typed={query.organisation ?? ''}
      />
    ));
  }

  return [
    defineRoute({
      method: 'get',
      path: OF_TERRITORY,
      summary: 'Le journal du territoire, ou d’une organisation',
      access: 'operator',
      needs: 'read-territory-journal',
      query: territoryJournalQuery,
      handle: (call) => show(call, call.query),
    }),
    defineRoute({
      method: 'get',
      path: `${OF_TERRITORY}.csv`,
      summary: 'Le journal du territoire ou d’une organisation, en tableur',
      access: 'operator',
      needs: 'read-territory-journal',
      query: territoryJournalQuery,
      async handle(call) {
        const { organisation, proposals } = await organisationMeant(deps, call.query.organisation);
        if (proposals) throw new Problem('not-found');
        const scope = journalScope(organisation?.siren ?? TERRITORY_JOURNAL);
        return csvFile(deps.table, scope, call.query, 'operator');
      },
    }),
  ];
}
