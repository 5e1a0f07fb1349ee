/** Asking for a copy, fetching it, closing one's account. */
import { currentOf, type Member, organisationScopeOf, personScopeOf } from '../../platform/actor.ts';
import { type Clock, DAY, timeToLive } from '../../platform/clock.ts';
import type { LinkedFiles } from '../../platform/deposits.ts';
import { type Act, actFor } from '../../platform/journal.ts';
import { Problem } from '../../platform/problems.ts';
import { closeSession, sessionsOf } from '../../platform/sessions.ts';
import type { Table } from '../../platform/table.ts';
import { leaveGroups } from '../groups/index.ts';
import { type Departing, departuresOf, leaveOrganisations, organisationsToHandOver } from '../organisations/index.ts';
import { REQUEST_KEPT_FOR, type RequestKind } from './rules.ts';
import { type DataRequest, keepAct, keepRequest, requestOf, requestsOf, type RequestScope } from './store.ts';

export interface PrivacyDeps {
  table: Table;
  clock: Clock;
  files: Pick<LinkedFiles, 'link'>;
}

export const nameOf = ({ person }: Member): string => `${person.firstName} ${person.lastName}`.trim();

/** Where something may name her: those that have left the territory too, until they are erased. */
const organisationsOf = ({ memberships, left = [] }: Member): string[] =>
  [...memberships, ...left].map(({ organisation }) => organisation);

/** A request not followed in a day is lost, and another may be asked for. */
const LOST_AFTER = DAY;

/** Whether a copy is on its way: one at a time is enough. */
export const isUnderWay = ({ state, createdAt }: DataRequest, now: Date): boolean =>
  state !== 'ready' && now.getTime() - Date.parse(createdAt) < LOST_AFTER;

export const isFetchable = ({ state, expiresAt }: DataRequest, now: Date): boolean =>
  state === 'ready' && expiresAt !== undefined && Date.parse(expiresAt) > now.getTime();

export function newRequest(
  { clock }: Pick<PrivacyDeps, 'clock'>,
  member: Member,
  what: { scope: RequestScope; id: string; kind: RequestKind; about: string; organisations: readonly string[] },
): DataRequest {
  const now = clock();
  return {
    ...what,
    state: 'asked',
    person: member.person.id,
    name: nameOf(member),
    email: member.person.email,
    parts: [],
    version: 1,
    createdAt: now.toISOString(),
    ttl: timeToLive(now, REQUEST_KEPT_FOR),
  };
}

/** Copies asked for, of her organisation. */
export const copiesOfOrganisation = ({ table }: PrivacyDeps, member: Member): Promise<DataRequest[]> =>
  requestsOf(table, organisationScopeOf(member));

export const copiesOfHers = ({ table }: PrivacyDeps, member: Member): Promise<DataRequest[]> =>
  requestsOf(table, personScopeOf(member));

const actOn = (deps: PrivacyDeps, member: Member, act: Act) =>
  actFor(member, deps.clock, currentOf(member).organisation, act, { territory: true });

/** Asks for a copy of what the organisation has. Posted twice, or with one on its way, it is one. */
export async function askForOrganisation(deps: PrivacyDeps, member: Member, id: string): Promise<void> {
  const under = await copiesOfOrganisation(deps, member);
  if (under.some((one) => isUnderWay(one, deps.clock()))) return;
  const { organisation, name } = currentOf(member);
  const scope = organisationScopeOf(member);
  const request = newRequest(deps, member, {
    scope,
    id,
    kind: 'organisation',
    about: name,
    organisations: [organisation],
  });
  await keepRequest(deps.table, request, actOn(deps, member, { name: 'copy-asked' }));
}

/** Asks for a copy of what is known of her. Nobody is told: it is her right, not her organisation's business. */
export async function askForHerself(deps: PrivacyDeps, member: Member, id: string): Promise<void> {
  const under = await copiesOfHers(deps, member);
  if (under.some((one) => isUnderWay(one, deps.clock()))) return;
  const organisations = organisationsOf(member);
  const what = { scope: personScopeOf(member), id, kind: 'person' as const, about: nameOf(member), organisations };
  await keepRequest(deps.table, newRequest(deps, member, what));
}

/** An address that gives a file of a copy, for a minute. `part` counts from 1. */
async function linkTo(deps: PrivacyDeps, scope: RequestScope, id: string, part: number): Promise<string> {
  const request = await requestOf(deps.table, scope, id);
  const file = request?.parts[part - 1];
  if (!request || !file || request.kind === 'folder') throw new Problem('not-found');
  return addressOfPart(deps, request, part);
}

/** An address that gives a file of a copy that its asker was found to have a right to, for a minute. */
export async function addressOfPart(
  deps: Pick<PrivacyDeps, 'clock' | 'files'>,
  request: DataRequest,
  part: number,
): Promise<string> {
  const file = request.parts[part - 1];
  if (!file) throw new Problem('not-found');
  if (!isFetchable(request, deps.clock())) throw new Problem('gone');
  const day = request.createdAt.slice(0, 10);
  const number = request.parts.length > 1 ? ` (${part} sur ${request.parts.length})` : '';
  const name = `${request.about} ${day}${number}.zip`;
  return deps.files.link(file.key, { name, type: 'application/zip', inline: false });
}

/** The journal keeps that somebody fetched what the organisation has. */
export async function fetchOfOrganisation(
  deps: PrivacyDeps,
  member: Member,
  id: string,
  part: number,
): Promise<string> {
  const link = await linkTo(deps, organisationScopeOf(member), id, part);
  await keepAct(deps.table, actOn(deps, member, { name: 'copy-fetched' }));
  return link;
}

export const fetchOfHers = (deps: PrivacyDeps, member: Member, id: string, part: number): Promise<string> =>
  linkTo(deps, personScopeOf(member), id, part);

/** What stands in the way of closing her account: organisations to hand over first, by name; or the territory. */
export async function inTheWayOfClosing({ table }: PrivacyDeps, member: Member): Promise<string[]> {
  const last = (await organisationsToHandOver(table, member)).map(({ name }) => name);
  return member.isOperator ? [...last, 'le territoire, dont vous êtes l’opérateur'] : last;
}

/** Who goes on with what she has begun, in each of her organisations. */
export const whoGoesOn = ({ table }: PrivacyDeps, member: Member): Promise<Departing[]> => departuresOf(table, member);

/**
 * Closes her account: she leaves her groups and her organisations, all her sessions end, and the worker erases the rest.
 * @throws {Problem} `conflict` when something is to be handed over first.
 */
export async function closeAccount(deps: PrivacyDeps, member: Member, id: string): Promise<void> {
  const inTheWay = await inTheWayOfClosing(deps, member);
  if (inTheWay.length > 0) {
    throw new Problem('conflict', { detail: `Confiez d’abord à quelqu’un d’autre : ${inTheWay.join(', ')}.` });
  }
  const { person } = member;
  const organisations = organisationsOf(member);
  const what = { scope: personScopeOf(member), id, kind: 'closure' as const, about: nameOf(member), organisations };
  // Her lines in groups are found through her own partition, which the worker erases.
  await leaveGroups(deps, member);
  await leaveOrganisations(deps, member);
  await keepRequest(deps.table, newRequest(deps, member, what));
  for (const { hash } of await sessionsOf(deps.table, person.id)) {
    await closeSession(deps.table, { hash, person: person.id });
  }
}
