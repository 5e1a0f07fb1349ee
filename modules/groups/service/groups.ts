/** A group: opened, read by who is in it, described anew, archived, reopened. */
import { currentOf, groupScopeOf, type Member, mustMay, standingIn } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Territory } from '../../../platform/http/chrome.ts';
import type { Html } from '../../../platform/http/route.ts';
import { type Act, actFor, type ActItem } from '../../../platform/journal.ts';
import { Problem } from '../../../platform/problems.ts';
import { groupScope, type Scope } from '../../../platform/scope.ts';
import type { Signer } from '../../../platform/secrets.ts';
import { settled } from '../../../platform/settled.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import type { Group, GroupMember, GroupText, PersonOfOrganisation } from '../schema.ts';
import { changeGroup, createGroup, groupOf } from '../store/index.ts';
import { TEXTS } from '../texts.ts';

/** What a group shares, as its space shows it: `data` for programs, `view` for people. */
export interface Shelf {
  data: unknown;
  view: () => Html;
}

/** Gives what the members of a group have published in it. `suite`: where the list goes on. */
export type GroupShelf = (member: Member, group: string, suite: string | undefined) => Promise<Shelf>;

export interface GroupDependencies {
  table: Table;
  clock: Clock;
  signer: Signer;
  territory: Territory;
  /** Given by whoever puts the modules together: groups know nothing of publications. */
  shelf: GroupShelf;
}

export type Stored = Pick<GroupDependencies, 'table' | 'clock'>;

export const nameOf = ({ firstName, lastName }: { firstName: string; lastName: string }): string =>
  `${firstName} ${lastName}`.trim();

/** The member as a group knows her: through the organisation that she works for now. */
export function personOfMember(member: Member): PersonOfOrganisation {
  const { organisation, name } = currentOf(member);
  const { id, firstName, lastName } = member.person;
  return { person: id, firstName, lastName, organisation, organisationName: name };
}

/** What journals call a group: a closed one is nobody else's business. */
export const toldName = ({ name, access }: Pick<Group, 'name' | 'access'>): string | undefined =>
  access === 'closed' ? undefined : name;

/** What the journal of the organisation that she works for keeps. `group`: its name, where it may be told. */
export const groupAct = (
  { clock }: Pick<Stored, 'clock'>,
  member: Member,
  group: string | undefined,
  act: Pick<Act, 'name' | 'details'>,
): ActItem =>
  actFor(member, clock, currentOf(member).organisation, { ...act, ...(group ? { about: { name: group } } : {}) });

/** A group that she is in, with what she is in it. */
export interface GroupOfHers {
  scope: Scope<'grp'>;
  group: Group;
  isFacilitator: boolean;
}

/** @throws {Problem} `not-found` for a group that she is not in as for none. */
export async function groupOfHers(
  { table }: Pick<Stored, 'table'>,
  member: Member,
  id: string,
  { consistent = false } = {},
): Promise<GroupOfHers> {
  const scope = groupScopeOf(member, id);
  const group = await groupOf(table, scope, { consistent });
  if (!group) throw new Problem('not-found');
  return { scope, group, isFacilitator: standingIn(member, id) === 'facilitator' };
}

/**
 * A group that she looks after, as it is at this moment.
 * @throws {Problem} `not-found` when she is not in it, `forbidden` when she is no facilitator.
 */
export async function groupToManage(deps: Pick<Stored, 'table'>, member: Member, id: string): Promise<GroupOfHers> {
  const hers = await groupOfHers(deps, member, id, { consistent: true });
  if (!hers.isFacilitator) throw new Problem('forbidden', { detail: TEXTS.notFacilitator });
  return hers;
}

/** @throws {Problem} `conflict` when the group is archived. */
export function mustBeActive({ state }: Pick<Group, 'state'>): void {
  if (state === 'archived') throw new Problem('conflict', { detail: TEXTS.archived });
}

/** Opens a group, whose first facilitator she is. Posted twice, it is opened once. */
export async function openGroup(deps: Stored, member: Member, typed: GroupText & { id: string }): Promise<void> {
  mustMay(member, 'open-groups', TEXTS.mayNotOpen);
  const now = deps.clock().toISOString();
  const facilitator: GroupMember = { ...personOfMember(member), standing: 'facilitator', since: now };
  const { organisation, organisationName, person } = facilitator;
  const { id, name, purpose, kind, access } = typed;
  const group: Group = {
    id,
    name,
    purpose,
    kind,
    access,
    state: 'active',
    memberCount: 1,
    facilitatorCount: 1,
    requestCount: 0,
    version: 1,
    organisation,
    organisationName,
    createdBy: person,
    createdAt: now,
  };
  try {
    await createGroup(
      deps.table,
      group,
      facilitator,
      groupAct(deps, member, toldName(group), { name: 'group-opened' }),
    );
  } catch (error) {
    if (!conditionFailed(error)) throw error;
    // Her own first post; the id of somebody else's group opens nothing.
    const first = standingIn(member, id) ?? (await wasHers(deps, member, id));
    if (!first) throw new Problem('conflict', { cause: error });
  }
}

/** Whether the group of that id was opened by her a moment ago, by another post of the same form. */
async function wasHers({ table }: Stored, member: Member, id: string): Promise<boolean> {
  return (await groupOf(table, groupScope(id), { consistent: true }))?.createdBy === member.person.id;
}

/** @throws {Problem} `stale` when somebody described it anew meanwhile: both texts travel with the refusal. */
export const describeGroup = (
  deps: Stored,
  member: Member,
  id: string,
  { version, ...typed }: GroupText & { version: number },
): Promise<Group> =>
  settled(async () => {
    const { group } = await groupToManage(deps, member, id);
    mustBeActive(group);
    const { name, purpose, kind, access } = group;
    if (group.version !== version) {
      throw new Problem('stale', { extra: { stored: { name, purpose, kind, access, version: group.version }, typed } });
    }
    const after = { ...group, ...typed, version: version + 1 };
    await changeGroup(deps.table, group, after);
    return after;
  });

/** Archives a group, or reopens it. Asked twice, it is done once. */
export const setArchived = (deps: Stored, member: Member, id: string, archived: boolean): Promise<Group> =>
  settled(async () => {
    const { group } = await groupToManage(deps, member, id);
    const state = archived ? 'archived' : 'active';
    if (group.state === state) return group;
    const { archivedAt: _before, ...rest } = group;
    const after: Group = {
      ...rest,
      state,
      version: group.version + 1,
      ...(archived ? { archivedAt: deps.clock().toISOString() } : {}),
    };
    const name = archived ? 'group-archived' : 'group-reopened';
    await changeGroup(deps.table, group, after, groupAct(deps, member, toldName(group), { name }));
    return after;
  });
