/** Looking for people and organisations; keeping what they are found by. */
import { type Member, networkScopeOf, personScopeOf } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import { openCursor, sealCursor } from '../../../platform/cursor.ts';
import type { Scope } from '../../../platform/scope.ts';
import { scopeId } from '../../../platform/scope.ts';
import type { Signer } from '../../../platform/secrets.ts';
import type { Table } from '../../../platform/table.ts';
import { epciOf, memberOf, organisationNamed } from '../../organisations/index.ts';
import { asked, type Filters, keysBeginning, keysOf, organisationKeys, otherOrders } from '../keys.ts';
import { functionHeld, shownTo } from '../rules.ts';
import {
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
  /** In the order in which somebody was found. */
  words: string;
  /** The filters that the words were understood as. */
  filters: Filters;
}

/** One page of the directory. */
export async function find({ table, clock, signer }: FindingDeps, reader: Member, search: Search): Promise<Found> {
  const scope = networkScopeOf(reader);
  await countUse(table, clock, personScopeOf(reader), 'look');
  const { typed, filters } = understood(search);
  const bindingOf = (beginning: string) => ['directory', beginning];
  const page = async (words: string, suite?: string) => {
    const beginning = keysBeginning(filters, words);
    const cursor = await openCursor(signer, bindingOf(beginning), suite);
    const { lines, next } = await linesBeginning(table, scope, beginning, { limit: PAGE_SIZE, cursor });
    return { people: lines, next: await sealCursor(signer, bindingOf(beginning), next), words };
  };
  const { what, organisation, epci } = filters;
  const looksForOrganisations = typed !== '' && !what && !organisation && !epci && !search.suite;
  const [asTyped, organisations] = await Promise.all([
    page(typed, search.suite),
    looksForOrganisations ? organisationsBeginning(table, scope, typed, ORGANISATIONS_SHOWN) : [],
  ]);
  let found = asTyped;
  for (const words of otherOrders(typed)) if (found.people.length === 0) found = await page(words);
  return { ...found, organisations, filters };
}

/** Too few letters say nothing: everybody is shown. */
export const understood = ({ q = '', organisation, epci, what }: Search): { typed: string; filters: Filters } => {
  const { typed, filters } = asked(q, { organisation, epci, what });
  return { typed: typed.length < SHORTEST ? '' : typed, filters };
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
  if (!organisation) return keepLines(table, { person, siren }, undefined, []);
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

/** An organisation joins. May run twice. */
export async function keepOrganisation(
  table: Table,
  organisation: { name: string; slug: string; kind: string },
  departement: string,
): Promise<void> {
  const { name, slug, kind } = organisation;
  const epci = await epciOf(table, departement, slug);
  await keepOrganisationLines(table, { name, slug, kind, epci }, organisationKeys({ name, epci }));
}
