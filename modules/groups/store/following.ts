/** What is kept in step with groups, from the stream: each may run twice. */
import type { Scope } from '../../../platform/scope.ts';
import { groupScope, organisationScope, personScope } from '../../../platform/scope.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import type { Group, GroupOffered, OrganisationInvited } from '../schema.ts';
import { groupEntities } from './entities.ts';
import { inviteOrganisation } from './inviting.ts';

/** A condition that does not hold says that it is done, or that there is nothing left to do. */
async function unlessGone(change: Promise<unknown>): Promise<void> {
  try {
    await change;
  } catch (error) {
    if (!conditionFailed(error)) throw error;
  }
}

/** Every group that a person is in, whether or not it is open to her now. */
export async function groupsOfPerson(table: Table, scope: Scope<'usr'>): Promise<string[]> {
  const { data } = await groupEntities(table).groupMembership.query.primary({ scope }).go({ pages: 'all' });
  return data.map(({ group }) => group);
}

/** Groups that a person is in through an organisation. */
export async function groupsThrough(table: Table, scope: Scope<'usr'>, organisation: string): Promise<string[]> {
  const { data } = await groupEntities(table).groupMembership.query.primary({ scope }).go({ pages: 'all' });
  return data.filter((one) => one.organisation === organisation).map(({ group }) => group);
}

/** A group that no longer knows her. */
export async function forgetMembership(table: Table, scope: Scope<'usr'>, group: string): Promise<void> {
  await groupEntities(table).groupMembership.delete({ scope, group }).go();
}

/** What a person is called now, on her lines in a group. */
export async function namePerson(
  table: Table,
  group: string,
  { person, ...name }: { person: string; firstName: string; lastName: string },
): Promise<void> {
  const key = { scope: groupScope(group), person };
  const { member, facilitator } = groupEntities(table);
  await unlessGone(member.patch(key).set(name).go());
  await unlessGone(facilitator.patch(key).set(name).go());
}

/** The new name, wherever members keep it. */
export async function nameForMembers(table: Table, scope: Scope<'grp'>, group: string, name: string): Promise<void> {
  const { member, groupMembership } = groupEntities(table);
  const { data } = await member.query.primary({ scope }).go({ pages: 'all' });
  for (const { person } of data) {
    await unlessGone(
      groupMembership
        .patch({ scope: personScope(person), group })
        .set({ name })
        .go(),
    );
  }
}

/** The same for organisations that are invited. */
export async function nameForOrganisations(
  table: Table,
  scope: Scope<'grp'>,
  group: string,
  text: { name: string; purpose: string },
): Promise<void> {
  const { organisation, offered } = groupEntities(table);
  const { data } = await organisation.query.primary({ scope }).go({ pages: 'all' });
  for (const { siren } of data) {
    await unlessGone(
      offered
        .patch({ scope: organisationScope(siren), group })
        .set(text)
        .go(),
    );
  }
}

type MailItem = Parameters<ReturnType<typeof groupEntities>['mail']['create']>[0];

/** A mail of a given id: written again, it is the same. */
export async function tellOnce(table: Table, mail: MailItem): Promise<void> {
  await unlessGone(groupEntities(table).mail.create(mail).go());
}

/** A group without anybody yet. Made again, it is left as it is. */
export async function createEmptyGroup(table: Table, group: Group): Promise<void> {
  await unlessGone(
    groupEntities(table)
      .group.create({ scope: groupScope(group.id), ...group })
      .go(),
  );
}

/** The members of an organisation may come in from now on. Said again, or of an archived group, it changes nothing. */
export const admitOrganisation = (table: Table, group: Group, admitted: OrganisationInvited): Promise<void> =>
  unlessGone(inviteOrganisation(table, group.id, admitted));

/** An organisation finds in its own partition that it is invited. Said again, what it has answered meanwhile stays. */
export const offerTo = (table: Table, siren: string, offered: GroupOffered): Promise<void> =>
  unlessGone(
    groupEntities(table)
      .offered.create({ scope: organisationScope(siren), ...offered })
      .go(),
  );

/** That invitation has ended; a later one stays. */
export const withdrawOffer = (table: Table, siren: string, group: string, invitedAt: string): Promise<void> =>
  unlessGone(
    groupEntities(table)
      .offered.delete({ scope: organisationScope(siren), group })
      .where((offered, { eq }) => eq(offered.invitedAt, invitedAt))
      .go(),
  );
