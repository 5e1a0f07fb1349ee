import { createWriteTransaction, Entity } from 'electrodb';
import { type Role, ROLES } from '../../../platform/actor.ts';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import { type ActItem, actEntity } from '../../../platform/journal.ts';
import { mailEntity } from '../../../platform/mail/outbox.ts';
import type { Scope } from '../../../platform/scope.ts';
import { committed, conditionFailed, type Table } from '../../../platform/table.ts';
import { linkEntity } from './link.ts';

export const INVITATION_STATES = ['pending', 'accepted', 'revoked'] as const;

const invitationModel = {
  model: entityNamed('invitation'),
  attributes: {
    scope: scopeAttribute,
    id: { type: 'string', required: true },
    email: { type: 'string', required: true },
    firstName: { type: 'string' },
    lastName: { type: 'string' },
    position: { type: 'string' },
    role: { type: ROLES, required: true },
    state: { type: INVITATION_STATES, required: true },
    invitedBy: { type: 'string', required: true },
    sentAt: { type: 'string', required: true },
    expiresAt: { type: 'string', required: true },
    answeredAt: { type: 'string' },
    /** Where its present link is: sending again replaces it. */
    link: { type: 'string', required: true },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope(['id'], 'invitation#${id}') },
} as const;

export const invitationEntity = perTable(
  (table) => new Entity(invitationModel, { client: table.client, table: table.name }),
);

export interface Invitation {
  id: string;
  email: string;
  firstName?: string | undefined;
  lastName?: string | undefined;
  position?: string | undefined;
  role: Role;
  state: (typeof INVITATION_STATES)[number];
  invitedBy: string;
  sentAt: string;
  expiresAt: string;
  link: string;
  ttl: number;
}

type LinkItem = Parameters<ReturnType<typeof linkEntity>['create']>[0];
type MailItem = Parameters<ReturnType<typeof mailEntity>['create']>[0];

const entities = perTable((table) => ({
  invitation: invitationEntity(table),
  link: linkEntity(table),
  mail: mailEntity(table),
  act: actEntity(table),
}));

/** What is written beside an invitation each time that it is sent. */
export interface Sending {
  link: LinkItem;
  mail: MailItem;
  act: ActItem;
}

/** The invitation, its link and its mail, all or nothing. Refused when the id was used already. */
export async function createInvitation(
  table: Table,
  scope: Scope<'org'>,
  invitation: Invitation,
  { link, mail, act }: Sending,
): Promise<void> {
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.invitation.create({ scope, ...invitation }).commit(),
      e.link.create(link).commit(),
      e.mail.create(mail).commit(),
      e.act.create(act).commit(),
    ]).go(),
  );
}

/** Another link and mail for the same invitation; the earlier link stops working. */
export async function renewInvitation(
  table: Table,
  scope: Scope<'org'>,
  before: Invitation,
  changes: { sentAt: string; expiresAt: string; link: string; ttl: number },
  { link, mail, act }: Sending,
): Promise<void> {
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.invitation
        .patch({ scope, id: before.id })
        .set(changes)
        .where(({ state, link: present }, { eq }) => `${eq(state, 'pending')} AND ${eq(present, before.link)}`)
        .commit(),
      e.link.delete({ scope: before.link }).commit(),
      e.link.create(link).commit(),
      e.mail.create(mail).commit(),
      e.act.create(act).commit(),
    ]).go(),
  );
}

export async function revokeInvitation(
  table: Table,
  scope: Scope<'org'>,
  invitation: Invitation,
  now: string,
  act: ActItem,
): Promise<void> {
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.invitation
        .patch({ scope, id: invitation.id })
        .set({ state: 'revoked', answeredAt: now })
        .where(({ state }, { eq }) => eq(state, 'pending'))
        .commit(),
      e.link.delete({ scope: invitation.link }).commit(),
      e.act.create(act).commit(),
    ]).go(),
  );
}

export async function invitationsOf(table: Table, scope: Scope<'org'>): Promise<Invitation[]> {
  const { data } = await invitationEntity(table).query.primary({ scope }).go({ order: 'desc', limit: 100 });
  return data.map(({ scope: _scope, ...invitation }) => invitation);
}

/** Addresses whose invitation may still be accepted, with its id. Half a read unit for each 4 kB of invitations. */
export async function pendingAddresses(table: Table, scope: Scope<'org'>, now: Date): Promise<Map<string, string>> {
  const { data } = await invitationEntity(table)
    .query.primary({ scope })
    .go({ pages: 'all', attributes: ['id', 'email', 'state', 'expiresAt'] });
  return new Map(
    data
      .filter(({ state, expiresAt }) => state === 'pending' && Date.parse(expiresAt) > now.getTime())
      .map(({ email, id }) => [email, id]),
  );
}

export async function invitationOf(table: Table, scope: Scope<'org'>, id: string): Promise<Invitation | undefined> {
  const { data } = await invitationEntity(table).get({ scope, id }).go({ consistent: true });
  return data ?? undefined;
}

/** Those that still wait are over, and so are their links; it may be done again. */
export async function closeInvitations(table: Table, scope: Scope<'org'>, now: Date): Promise<void> {
  const { data } = await invitationEntity(table).query.primary({ scope }).go({ pages: 'all', consistent: true });
  for (const { id, link, state } of data) {
    if (state !== 'pending') continue;
    try {
      await committed(
        createWriteTransaction(entities(table), (e) => [
          e.invitation
            .patch({ scope, id })
            .set({ state: 'revoked', answeredAt: now.toISOString() })
            .where((invitation, { eq }) => eq(invitation.state, 'pending'))
            .commit(),
          e.link.delete({ scope: link }).commit(),
        ]).go(),
      );
    } catch (error) {
      // Accepted or revoked meanwhile.
      if (!conditionFailed(error)) throw error;
    }
  }
}
