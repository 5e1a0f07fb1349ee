/** Coming into a group and out of it: on both sides and counted, all or nothing. */
import { createWriteTransaction } from 'electrodb';
import type { Standing } from '../../../platform/actor.ts';
import { timeToLive } from '../../../platform/clock.ts';
import { groupScope, networkScope, personScope } from '../../../platform/scope.ts';
import { committed, type Table } from '../../../platform/table.ts';
import { isListed } from '../rules.ts';
import type { Group, GroupMember, GroupRequest } from '../schema.ts';
import { groupEntities, personOf } from './entities.ts';

type MailItem = Parameters<ReturnType<typeof groupEntities>['mail']['create']>[0];

/** What lets somebody in, used up or checked as she comes. */
export interface Way {
  /** Her request, answered. */
  request?: boolean;
  /** Keys of her own invitations, used up: none that is over. */
  invitations?: readonly string[];
  /** Her organisation's invitation, which stays. */
  throughOrganisation?: boolean;
}

/**
 * Refused when the group's access or state has changed, when she has left the organisation through which she comes,
 * when she is in already, or when what lets her in is gone.
 */
export async function enter(
  table: Table,
  group: Group,
  member: GroupMember,
  way: Way,
  mails: readonly MailItem[] = [],
): Promise<void> {
  const scope = groupScope(group.id);
  const { person, organisation, standing, since } = member;
  await committed(
    createWriteTransaction(groupEntities(table), (e) => [
      e.group
        .patch({ scope })
        .add({
          memberCount: 1,
          facilitatorCount: standing === 'facilitator' ? 1 : 0,
          requestCount: way.request ? -1 : 0,
        })
        .where(({ state, access }, { eq }) => `${eq(state, 'active')} AND ${eq(access, group.access)}`)
        .commit(),
      e.member.create({ scope, ...member }).commit(),
      ...(standing === 'facilitator' ? [e.facilitator.put({ scope, ...personOf(member) }).commit()] : []),
      e.membership
        .check({ scope: personScope(person), organisation })
        .where(({ role }, { exists }) => exists(role))
        .commit(),
      e.groupMembership
        .upsert({ scope: personScope(person), group: group.id, name: group.name, organisation, standing, since })
        .commit(),
      ...(isListed(group)
        ? [e.card.patch({ scope: networkScope, id: group.id }).add({ memberCount: 1 }).commit()]
        : []),
      ...(way.request
        ? [
            e.request
              .delete({ scope, person })
              .where(({ askedAt }, { exists }) => exists(askedAt))
              .commit(),
          ]
        : []),
      ...(way.invitations ?? []).map((key) =>
        e.invitation
          .delete({ scope, key })
          .where(({ ttl }, { gt }) => gt(ttl, timeToLive(new Date(since), 0)))
          .commit(),
      ),
      ...(way.throughOrganisation
        ? [
            e.organisation
              .check({ scope, siren: organisation })
              .where(({ state }, { eq }) => eq(state, 'accepted'))
              .commit(),
          ]
        : []),
      ...mails.map((mail) => e.mail.create(mail).commit()),
    ]).go(),
  );
}

/** Asks to come in. Refused when asked already, or when the group no longer takes requests. */
export async function ask(
  table: Table,
  group: string,
  request: GroupRequest,
  mails: readonly MailItem[],
): Promise<void> {
  const scope = groupScope(group);
  await committed(
    createWriteTransaction(groupEntities(table), (e) => [
      e.group
        .patch({ scope })
        .add({ requestCount: 1 })
        .where(({ state, access }, { eq }) => `${eq(state, 'active')} AND ${eq(access, 'request')}`)
        .commit(),
      e.request.create({ scope, ...request }).commit(),
      ...mails.map((mail) => e.mail.create(mail).commit()),
    ]).go(),
  );
}

/** A request is refused, or taken back. Refused when it was answered meanwhile. */
export async function dropRequest(
  table: Table,
  group: string,
  person: string,
  mails: readonly MailItem[],
): Promise<void> {
  const scope = groupScope(group);
  await committed(
    createWriteTransaction(groupEntities(table), (e) => [
      e.group.patch({ scope }).add({ requestCount: -1 }).commit(),
      e.request
        .delete({ scope, person })
        .where(({ askedAt }, { exists }) => exists(askedAt))
        .commit(),
      ...mails.map((mail) => e.mail.create(mail).commit()),
    ]).go(),
  );
}

/** Who goes away, and whether the group may be left without facilitator. */
export interface Leaving {
  member: Pick<GroupMember, 'person' | 'standing' | 'organisation'>;
  /** Her organisation removed her, or the group is archived: nobody needs to stay. */
  evenLast: boolean;
}

/**
 * She is out, on both sides. Refused when her line changed meanwhile, and when she is the last facilitator of a group
 * that goes on.
 */
export async function goOut(table: Table, group: Group, { member, evenLast }: Leaving): Promise<void> {
  const scope = groupScope(group.id);
  const { person, standing, organisation } = member;
  const isFacilitator = standing === 'facilitator';
  await committed(
    createWriteTransaction(groupEntities(table), (e) => [
      e.group
        .patch({ scope })
        .add({ memberCount: -1, facilitatorCount: isFacilitator ? -1 : 0 })
        .where(({ facilitatorCount, state, access }, { gt, eq }) =>
          [
            `${eq(state, group.state)} AND ${eq(access, group.access)}`,
            ...(isFacilitator && !evenLast ? [gt(facilitatorCount, 1)] : []),
          ].join(' AND '),
        )
        .commit(),
      e.member
        .delete({ scope, person })
        .where((line, { eq }) => `${eq(line.standing, standing)} AND ${eq(line.organisation, organisation)}`)
        .commit(),
      ...(isFacilitator ? [e.facilitator.delete({ scope, person }).commit()] : []),
      e.groupMembership.delete({ scope: personScope(person), group: group.id }).commit(),
      ...(isListed(group)
        ? [e.card.patch({ scope: networkScope, id: group.id }).add({ memberCount: -1 }).commit()]
        : []),
    ]).go(),
  );
}

/** How many facilitators a group must have before one of its members changes. */
export type Condition = 'some-other-stays' | 'there-is-none' | 'none';

/** Gives somebody another standing. Refused when hers changed meanwhile, or when the condition does not hold. */
export async function changeStanding(
  table: Table,
  group: string,
  member: GroupMember,
  standing: Standing,
  condition: Condition,
): Promise<void> {
  const scope = groupScope(group);
  await committed(
    createWriteTransaction(groupEntities(table), (e) => [
      e.group
        .patch({ scope })
        .add({ facilitatorCount: standing === 'facilitator' ? 1 : -1 })
        .where(({ facilitatorCount }, { gt, gte, eq }) => {
          if (condition === 'some-other-stays') return gt(facilitatorCount, 1);
          return condition === 'there-is-none' ? eq(facilitatorCount, 0) : gte(facilitatorCount, 0);
        })
        .commit(),
      e.member
        .patch({ scope, person: member.person })
        .set({ standing })
        .where((line, { eq }) => eq(line.standing, member.standing))
        .commit(),
      standing === 'facilitator'
        ? e.facilitator.put({ scope, ...personOf(member) }).commit()
        : e.facilitator.delete({ scope, person: member.person }).commit(),
      e.groupMembership
        .patch({ scope: personScope(member.person), group })
        .set({ standing })
        .commit(),
    ]).go(),
  );
}
