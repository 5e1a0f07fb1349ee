/** Communes that their intercommunal body invites: what it has sent, and the link that the commune receives. */
import { createWriteTransaction, Entity } from 'electrodb';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import { type ActItem, actEntity } from '../../../platform/journal.ts';
import { mailEntity } from '../../../platform/mail/outbox.ts';
import { type Scope, tokenScope } from '../../../platform/scope.ts';
import { committed, type Table } from '../../../platform/table.ts';
import { hashToken } from '../../../platform/tokens.ts';
import { INVITATION_CHANNELS, type InvitationChannel } from '../rules.ts';

const commune = {
  siren: { type: 'string', required: true },
  name: { type: 'string', required: true },
  slug: { type: 'string', required: true },
  channel: { type: INVITATION_CHANNELS, required: true },
} as const;

const invitationModel = {
  model: entityNamed('commune-invitation'),
  attributes: {
    scope: scopeAttribute,
    ...commune,
    /** The address that the body gave; absent for the official mailbox, which is not its business. */
    email: { type: 'string' },
    by: { type: 'string', required: true },
    sentAt: { type: 'string', required: true },
    expiresAt: { type: 'string', required: true },
    /** Where its present link is: sending again replaces it. */
    link: { type: 'string', required: true },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope(['siren'], 'commune#${siren}') },
} as const;

const linkModel = {
  model: entityNamed('commune-invitation-link'),
  attributes: {
    scope: scopeAttribute,
    ...commune,
    email: { type: 'string', required: true },
    /** The body that invites. */
    bodySiren: { type: 'string', required: true },
    bodyName: { type: 'string', required: true },
    bodySlug: { type: 'string', required: true },
    /** The request to sign up that came of it: a link makes one. */
    usedBy: { type: 'string' },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope([], 'commune-invitation') },
} as const;

export const communeLinkEntity = perTable(
  (table) => new Entity(linkModel, { client: table.client, table: table.name }),
);

const entities = perTable((table) => ({
  invitation: new Entity(invitationModel, { client: table.client, table: table.name }),
  link: communeLinkEntity(table),
  mail: mailEntity(table),
  act: actEntity(table),
}));

type MailItem = Parameters<ReturnType<typeof mailEntity>['create']>[0];

interface Commune {
  siren: string;
  name: string;
  slug: string;
  channel: InvitationChannel;
}

export interface CommuneInvitation extends Commune {
  email?: string | undefined;
  by: string;
  sentAt: string;
  expiresAt: string;
  link: string;
  ttl: number;
}

export interface CommuneLink extends Commune {
  email: string;
  bodySiren: string;
  bodyName: string;
  bodySlug: string;
  usedBy?: string | undefined;
  ttl: number;
}

export const communeLinkScope = (token: string): Scope<'tok'> => tokenScope(hashToken(token));

/** What a body has sent, by SIREN of the commune. Half a read unit for ten of them. */
export async function communeInvitationsOf(
  table: Table,
  scope: Scope<'org'>,
): Promise<ReadonlyMap<string, CommuneInvitation>> {
  const { data } = await entities(table).invitation.query.primary({ scope }).go({ pages: 'all' });
  return new Map(data.map(({ scope: _scope, ...invitation }) => [invitation.siren, invitation]));
}

/** One read unit. */
export async function communeInvitationOf(
  table: Table,
  scope: Scope<'org'>,
  siren: string,
): Promise<CommuneInvitation | undefined> {
  const { data } = await entities(table).invitation.get({ scope, siren }).go({ consistent: true });
  return data ?? undefined;
}

/** Sent, or sent again: the earlier link stops working. Refused when somebody else sent one meanwhile. */
export async function sendCommuneInvitation(
  table: Table,
  scope: Scope<'org'>,
  invitation: CommuneInvitation,
  before: CommuneInvitation | undefined,
  sending: { token: string; link: CommuneLink; mail: MailItem; act: ActItem },
): Promise<void> {
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.invitation
        .put({ scope, ...invitation })
        .where(({ link }, { notExists, eq }) => (before ? eq(link, before.link) : notExists(link)))
        .commit(),
      ...(before ? [e.link.delete({ scope: before.link }).commit()] : []),
      e.link.create({ scope: communeLinkScope(sending.token), ...sending.link }).commit(),
      e.mail.create(sending.mail).commit(),
      e.act.create(sending.act).commit(),
    ]).go(),
  );
}

/** The link behind a token, unless it is too old or was replaced. One read unit. */
export async function communeLinkOf(table: Table, token: string, now: Date): Promise<CommuneLink | undefined> {
  const { data } = await communeLinkEntity(table)
    .get({ scope: communeLinkScope(token) })
    .go({ consistent: true });
  if (!data || data.ttl * 1000 <= now.getTime()) return undefined;
  const { scope: _scope, ...link } = data;
  return link;
}
