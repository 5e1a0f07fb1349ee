/** What is read of groups, each function named after the question it answers. */
import type { Scope } from '../../../platform/scope.ts';
import { personScope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import type {
  Group,
  GroupCard,
  GroupMember,
  GroupOffered,
  GroupRequest,
  OrganisationInvited,
  PersonInvited,
  PersonOfOrganisation,
} from '../schema.ts';
import { groupEntities } from './entities.ts';

const withoutScope = <Item extends { scope: string }>({ scope: _scope, ...item }: Item): Omit<Item, 'scope'> => item;

export interface PageRequest {
  limit: number;
  cursor?: string | null | undefined;
}

/** The group itself. Half a read unit, one when `consistent`: before it is changed. */
export async function groupOf(
  table: Table,
  scope: Scope<'grp'>,
  { consistent = false } = {},
): Promise<Group | undefined> {
  const { data } = await groupEntities(table).group.get({ scope }).go({ consistent });
  return data ? withoutScope(data) : undefined;
}

/** Its members, a page. */
export async function membersOf(
  table: Table,
  scope: Scope<'grp'>,
  { limit, cursor }: PageRequest,
): Promise<{ members: GroupMember[]; next: string | null }> {
  const { data, cursor: next } = await groupEntities(table)
    .member.query.primary({ scope })
    .go({ limit, cursor: cursor ?? null });
  return { members: data.map(withoutScope), next };
}

export async function memberOf(table: Table, scope: Scope<'grp'>, person: string): Promise<GroupMember | undefined> {
  const { data } = await groupEntities(table).member.get({ scope, person }).go({ consistent: true });
  return data ? withoutScope(data) : undefined;
}

/** Which of these are in it. Half a read unit each. */
export async function membersAmong(
  table: Table,
  scope: Scope<'grp'>,
  persons: readonly string[],
): Promise<ReadonlySet<string>> {
  if (persons.length === 0) return new Set();
  const asked = [...new Set(persons)].map((person) => ({ scope, person }));
  const { data } = await groupEntities(table).member.get(asked).go({ concurrency: 2 });
  return new Set(data.map(({ person }) => person));
}

/** Those who look after it. Half a read unit. */
export async function facilitatorsOf(table: Table, scope: Scope<'grp'>): Promise<PersonOfOrganisation[]> {
  const { data } = await groupEntities(table).facilitator.query.primary({ scope }).go({ limit: 20 });
  return data.map(withoutScope);
}

/** Requests that wait, at most a hundred at a time. */
export async function requestsOf(table: Table, scope: Scope<'grp'>): Promise<GroupRequest[]> {
  const { data } = await groupEntities(table).request.query.primary({ scope }).go({ limit: 100 });
  return data.map(withoutScope);
}

export async function requestOf(table: Table, scope: Scope<'grp'>, person: string): Promise<GroupRequest | undefined> {
  const { data } = await groupEntities(table).request.get({ scope, person }).go({ consistent: true });
  return data ? withoutScope(data) : undefined;
}

/** Those that may still be answered, at most `limit`: the table forgets those that are over a day or two later. */
export async function invitationsOf(
  table: Table,
  scope: Scope<'grp'>,
  limit: number,
  now: Date,
): Promise<PersonInvited[]> {
  const { data } = await groupEntities(table).invitation.query.primary({ scope }).go({ pages: 'all' });
  return data
    .filter((invitation) => !isOver(invitation, now))
    .slice(0, limit)
    .map(invitationFrom);
}

const isOver = ({ ttl }: { ttl: number }, now: Date): boolean => ttl * 1000 <= now.getTime();

const invitationFrom = ({
  scope: _scope,
  ttl: _ttl,
  ...invitation
}: PersonInvited & { scope: string; ttl: number }): PersonInvited => invitation;

/** Unless it is over. Half a read unit. */
export async function invitationOf(
  table: Table,
  scope: Scope<'grp'>,
  key: string,
  now: Date,
): Promise<PersonInvited | undefined> {
  const { data } = await groupEntities(table).invitation.get({ scope, key }).go();
  return data && !isOver(data, now) ? invitationFrom(data) : undefined;
}

export async function organisationsOf(table: Table, scope: Scope<'grp'>): Promise<OrganisationInvited[]> {
  const { data } = await groupEntities(table).organisation.query.primary({ scope }).go({ pages: 'all' });
  return data.map(withoutScope);
}

/** Groups that an organisation is invited to, as it knows them. */
export async function groupsOffered(table: Table, scope: Scope<'org'>): Promise<GroupOffered[]> {
  const { data } = await groupEntities(table).offered.query.primary({ scope }).go({ limit: 100 });
  return data.map(withoutScope);
}

export async function groupOffered(
  table: Table,
  scope: Scope<'org'>,
  group: string,
): Promise<GroupOffered | undefined> {
  const { data } = await groupEntities(table).offered.get({ scope, group }).go();
  return data ? withoutScope(data) : undefined;
}

/** Groups that the network may know, newest first. */
export async function groupsListed(
  table: Table,
  scope: Scope<'net'>,
  { limit, cursor }: PageRequest,
): Promise<{ cards: GroupCard[]; next: string | null }> {
  const { data, cursor: next } = await groupEntities(table)
    .card.query.primary({ scope })
    .go({ order: 'desc', limit, cursor: cursor ?? null });
  return { cards: data.map(withoutScope), next };
}

export async function groupListed(table: Table, scope: Scope<'net'>, id: string): Promise<GroupCard | undefined> {
  const { data } = await groupEntities(table).card.get({ scope, id }).go();
  return data ? withoutScope(data) : undefined;
}

/** Where a mail finds somebody, as she has it now. */
export async function addressOf(
  table: Table,
  person: string,
): Promise<{ email: string; firstName: string } | undefined> {
  const { data } = await groupEntities(table)
    .profile.get({ scope: personScope(person) })
    .go();
  return data ? { email: data.email, firstName: data.firstName } : undefined;
}
