/**
 * Persons and organisations invited: lines of the group. What an organisation that is invited finds in its own partition
 * follows from the stream (`events.ts`): who invites may not write there.
 */
import { createWriteTransaction } from 'electrodb';
import { timeToLive } from '../../../platform/clock.ts';
import type { ActItem } from '../../../platform/journal.ts';
import { groupScope, organisationScope } from '../../../platform/scope.ts';
import { committed, type Table } from '../../../platform/table.ts';
import type { OrganisationInvited, PersonInvited } from '../schema.ts';
import { groupEntities } from './entities.ts';

type MailItem = Parameters<ReturnType<typeof groupEntities>['mail']['create']>[0];

/** Invites somebody, until `ttl`. Refused when she is invited already, or when the group is archived. */
export async function invitePerson(
  table: Table,
  group: string,
  invitation: PersonInvited & { ttl: number },
  mail: MailItem,
): Promise<void> {
  const scope = groupScope(group);
  await committed(
    createWriteTransaction(groupEntities(table), (e) => [
      e.group
        .check({ scope })
        .where(({ state }, { eq }) => eq(state, 'active'))
        .commit(),
      // One that is over may still lie there.
      e.invitation
        .put({ scope, ...invitation })
        .where(
          ({ ttl }, { notExists, lte }) =>
            `${notExists(ttl)} OR ${lte(ttl, timeToLive(new Date(invitation.invitedAt), 0))}`,
        )
        .commit(),
      e.mail.create(mail).commit(),
    ]).go(),
  );
}

/** Takes an invitation back, or declines it. */
export async function dropInvitation(table: Table, group: string, key: string): Promise<void> {
  await groupEntities(table)
    .invitation.delete({ scope: groupScope(group), key })
    .go();
}

/** Invites an organisation; `act`: none when Parvis does it by itself. Refused when it is invited already, or when the group is archived. */
export async function inviteOrganisation(
  table: Table,
  group: string,
  invited: OrganisationInvited,
  act?: ActItem,
): Promise<void> {
  const scope = groupScope(group);
  await committed(
    createWriteTransaction(groupEntities(table), (e) => [
      e.group
        .check({ scope })
        .where(({ state }, { eq }) => eq(state, 'active'))
        .commit(),
      e.organisation.create({ scope, ...invited }).commit(),
      ...(act ? [e.act.create(act).commit()] : []),
    ]).go(),
  );
}

/** Its référent accepts: its members may come in. Refused when the invitation was taken back. */
export async function acceptForOrganisation(table: Table, group: string, siren: string, act: ActItem): Promise<void> {
  await committed(
    createWriteTransaction(groupEntities(table), (e) => [
      e.organisation
        .patch({ scope: groupScope(group), siren })
        .set({ state: 'accepted' })
        .commit(),
      e.offered
        .patch({ scope: organisationScope(siren), group })
        .set({ state: 'accepted' })
        .commit(),
      e.act.create(act).commit(),
    ]).go(),
  );
}

/** The group takes the invitation of an organisation back; who came in through it stays, as a person. */
export async function dropOrganisation(table: Table, group: string, siren: string): Promise<void> {
  await groupEntities(table)
    .organisation.delete({ scope: groupScope(group), siren })
    .go();
}

/** Its référent declines, or no longer lets its members come in; who came in through it stays, as a person. */
export async function declineForOrganisation(table: Table, group: string, siren: string, act: ActItem): Promise<void> {
  await committed(
    createWriteTransaction(groupEntities(table), (e) => [
      e.organisation.delete({ scope: groupScope(group), siren }).commit(),
      e.offered.delete({ scope: organisationScope(siren), group }).commit(),
      e.act.create(act).commit(),
    ]).go(),
  );
}
