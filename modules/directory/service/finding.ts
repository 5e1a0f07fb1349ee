/** Looking for people and organisations; keeping what they are found by. */
import { type Member, networkScopeOf, personScopeOf } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import { openCursor, sealCursor } from '../../../platform/cursor.ts';
import { Problem } from '../../../platform/problems.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopeId } from '../../../platform/scope.ts';
import type { Signer } from '../../../platform/secrets.ts';
import type { Table } from '../../../platform/table.ts';
import { epciNameOf, memberOf, organisationNamed } from '../../organisations/index.ts';
import { asked, bodyKey, type Filters, keysBeginning, keysOf, organisationKeys, otherReadings } from '../keys.ts';
import { functionHeld, shownTo } from '../rules.ts';
import {
  forgetOrganisationLines,
  keepLines,
  keepOrganisationLines,
  linesBeginning,
  type OrganisationLine,
  organisationsBeginning,
  type PersonLine,
} from '../store/lines.ts';
import { particularsOf } from '../store/people.ts';
import { countUse } from '../store/uses.ts';

export interface FindingDeps {
  table: Table;
  clock: Clock;
  signer: Signer;
}

const PAGE_SIZE = 20;
const ORGANISATIONS_SHOWN = 5;
/** More communes than any body has. */
const MOST_OF_BODY = 400;
/** Shortest text that is worth a search. */
export const SHORTEST = 2;

export interface Search extends Filters {
  q?: string | undefined;
  suite?: string | undefined;
}

export interface Found {
  people: PersonLine[];
  organisations: OrganisationLine[];
  next: string | undefined;
  /** The filters that the words were understood as. */
  filters: Filters;
}

/** One page of the directory. */
export async function find(deps: FindingDeps, reader: Member, search: Search): Promise<Found> {
  const { table, clock } = deps;
  const scope = networkScopeOf(reader);
  await countUse(table, clock, personScopeOf(reader), 'look');
  const { typed, filters } = understood(search);
  const { what, organisation, epci } = filters;
  const readings = [keysBeginning(filters, typed), ...otherReadings(filters, typed)];
  const isFirst = search.suite === undefined;
  const [found, organisations] = await Promise.all([
    isFirst ? firstPage(deps, scope, readings) : nextPage(deps, scope, readings, search.suite ?? ''),
    typed !== '' && isFirst && !what && !organisation && !epci
      ? organisationsBeginning(table, scope, typed, ORGANISATIONS_SHOWN)
      : [],
  ]);
  return { ...found, organisations, filters };
}

type People = Pick<Found, 'people' | 'next'>;

async function peopleFrom(
  { table, signer }: FindingDeps,
  scope: Scope<'net'>,
  beginning: string,
  cursor?: string | null,
): Promise<People> {
  const { lines, next } = await linesBeginning(table, scope, beginning, { limit: PAGE_SIZE, cursor });
  return { people: lines, next: await sealCursor(signer, ['directory', beginning], next) };
}

/** Of the first reading of the words that leads to somebody. */
async function firstPage(deps: FindingDeps, scope: Scope<'net'>, readings: readonly string[]): Promise<People> {
  for (const beginning of readings) {
    const page = await peopleFrom(deps, scope, beginning);
    if (page.people.length > 0) return page;
  }
  return { people: [], next: undefined };
}

/** Of the reading that the address goes on with. @throws {Problem} `bad-cursor` when it is none of these. */
async function nextPage(
  deps: FindingDeps,
  scope: Scope<'net'>,
  [beginning = '', ...others]: readonly string[],
  suite: string,
): Promise<People> {
  try {
    return await peopleFrom(deps, scope, beginning, await openCursor(deps.signer, ['directory', beginning], suite));
  } catch (error) {
    if (others.length === 0 || !(error instanceof Problem) || error.kind !== 'bad-cursor') throw error;
    return nextPage(deps, scope, others, suite);
  }
}

/** Too few letters say nothing: everybody is shown. */
export const understood = ({ q = '', organisation, epci, what }: Search): { typed: string; filters: Filters } => {
  const { typed, filters } = asked(q, { organisation, epci, what });
  return { typed: typed.length < SHORTEST ? '' : typed, filters };
};

/** Addresses of the organisations of an intercommunal body that have joined. Half a read unit for fifteen. */
export const communesJoined =
  (table: Table) =>
  async (reader: Member, body: string): Promise<ReadonlySet<string>> => {
    const lines = await organisationsBeginning(table, networkScopeOf(reader), bodyKey(body), MOST_OF_BODY);
    return new Set(lines.filter(({ epci }) => epci === body).map(({ slug }) => slug));
  };

/** Makes the lines of a member as she is now. May run twice. */
export async function keepMemberLines(
  table: Table,
  scope: Scope<'org'>,
  person: string,
  epciOfIts: (slug: string, siren: string) => Promise<string | undefined>,
): Promise<void> {
  const siren = scopeId(scope);
  const member = await memberOf(table, scope, person);
  const organisation = member && (await organisationNamed(table, scope));
  if (!organisation || organisation.hasLeft) return keepLines(table, { person, siren }, undefined, []);
  const particulars = await particularsOf(table, scope, member);
  const { name, slug } = organisation;
  const { firstName, lastName, position } = member;
  const held = functionHeld(particulars, position);
  const line: PersonLine = { person, siren, firstName, lastName, ...held, organisation: name, slug };
  const epci = await epciOfIts(slug, siren);
  await keepLines(
    table,
    { person, siren },
    line,
    keysOf({ ...line, subjects: shownTo(particulars, 'network').subjects, epci }),
    epci,
  );
}

/** An organisation joins, or is no longer called `before`. May run twice. */
export async function keepOrganisation(
  table: Table,
  organisation: { name: string; slug: string; kind: string },
  departement: string,
  before?: string,
): Promise<void> {
  const { name, slug, kind } = organisation;
  const epci = await epciNameOf(table, departement, slug);
  const keys = organisationKeys({ name, epci });
  const past = before === undefined ? [] : organisationKeys({ name: before, epci });
  await keepOrganisationLines(table, { name, slug, kind, epci }, keys);
  await forgetOrganisationLines(
    table,
    slug,
    past.filter((key) => !keys.includes(key)),
  );
}

/** An organisation leaves: it is found by nothing any more. May run twice. */
export async function forgetOrganisation(
  table: Table,
  { name, slug }: { name: string; slug: string },
  departement: string,
): Promise<void> {
  const epci = await epciNameOf(table, departement, slug);
  await forgetOrganisationLines(table, slug, organisationKeys({ name, epci }));
}
