/** Requests to join: asked under the hash of a link, then, once the address is confirmed, the organisation's own. */
import { createWriteTransaction, Entity } from 'electrodb';
import { AS_REFUSED, entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import { idOf } from '../../../platform/ids.ts';
import { type ActItem, actEntity } from '../../../platform/journal.ts';
import { mailEntity } from '../../../platform/mail/outbox.ts';
import { organisationScope, type Scope, tokenScope } from '../../../platform/scope.ts';
import { committed, conditionFailed, type Table } from '../../../platform/table.ts';
import { hashToken } from '../../../platform/tokens.ts';
import { isOpen, JOIN_OUTCOMES, type JoinOutcome } from '../rules-joining.ts';
import { organisationEntities } from './entities.ts';
import { type Invitation, invitationEntity, type Sending } from './invitation.ts';
import { linkEntity } from './link.ts';

const asker = {
  email: { type: 'string', required: true },
  firstName: { type: 'string', required: true },
  lastName: { type: 'string', required: true },
  position: { type: 'string', required: true },
  /** A few words for the référents. */
  words: { type: 'string' },
} as const;

const confirmationModel = {
  model: entityNamed('join-confirmation'),
  attributes: {
    scope: scopeAttribute,
    ...asker,
    siren: { type: 'string', required: true },
    name: { type: 'string', required: true },
    slug: { type: 'string', required: true },
    /** Set once: the link confirms one time, and says so afterwards. */
    outcome: { type: JOIN_OUTCOMES },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope([], 'join-confirmation') },
} as const;

const requestModel = {
  model: entityNamed('join-request'),
  attributes: {
    scope: scopeAttribute,
    /** Drawn from the organisation and the address: an address has one request at a time. */
    id: { type: 'string', required: true },
    ...asker,
    siren: { type: 'string', required: true },
    name: { type: 'string', required: true },
    askedAt: { type: 'string', required: true },
    expiresAt: { type: 'string', required: true },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope(['id'], 'join#${id}') },
} as const;

/** How the stream calls it. */
export const JOIN_REQUEST_ENTITY = requestModel.model.entity;

const entities = perTable((table) => {
  const options = { client: table.client, table: table.name };
  return {
    confirmation: new Entity(confirmationModel, options),
    request: new Entity(requestModel, options),
    profile: organisationEntities(table).profile,
    invitation: invitationEntity(table),
    link: linkEntity(table),
    mail: mailEntity(table),
    act: actEntity(table),
  };
});

type MailItem = Parameters<ReturnType<typeof mailEntity>['create']>[0];

export interface Asker {
  email: string;
  firstName: string;
  lastName: string;
  position: string;
  words?: string | undefined;
}

export interface JoinConfirmation extends Asker {
  siren: string;
  name: string;
  slug: string;
  outcome?: JoinOutcome | undefined;
  ttl: number;
}

export interface JoinRequest extends Asker {
  id: string;
  siren: string;
  name: string;
  askedAt: string;
  expiresAt: string;
  ttl: number;
}

export const joinScope = (token: string): Scope<'tok'> => tokenScope(hashToken(token));

/** The one request of an address to an organisation. */
export const joinRequestId = (siren: string, email: string): string => idOf('jrq', `${siren}:${email.toLowerCase()}`);

/** What was asked and the mail that confirms it, both or neither. */
export async function askJoining(table: Table, token: string, asked: JoinConfirmation, mail: MailItem): Promise<void> {
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.confirmation.create({ scope: joinScope(token), ...asked }).commit(),
      e.mail.create(mail).commit(),
    ]).go(),
  );
}

/** One read unit. */
export async function joiningOf(table: Table, token: string, now: Date): Promise<JoinConfirmation | undefined> {
  const { data } = await entities(table)
    .confirmation.get({ scope: joinScope(token) })
    .go({ consistent: true });
  if (!data || data.ttl * 1000 <= now.getTime()) return undefined;
  const { scope: _scope, ...asked } = data;
  return asked;
}

/** Nothing more follows from the link; what it came to first stays. */
export async function settleJoining(table: Table, token: string, outcome: JoinOutcome): Promise<void> {
  try {
    await entities(table)
      .confirmation.patch({ scope: joinScope(token) })
      .set({ outcome })
      .where(({ outcome: before }, { notExists }) => notExists(before))
      .go();
  } catch (error) {
    if (!conditionFailed(error)) throw error;
  }
}

/** The address is confirmed: the référents have the request. Refused when the link was used, or one waits already. */
export async function confirmJoining(table: Table, token: string, request: JoinRequest): Promise<void> {
  const scope = organisationScope(request.siren);
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.confirmation
        .patch({ scope: joinScope(token) })
        .set({ outcome: 'sent' })
        .where(({ outcome }, { notExists }) => notExists(outcome))
        .commit(),
      e.request
        .put({ scope, ...request })
        .where(({ expiresAt }, { notExists, lt }) => `${notExists(expiresAt)} OR ${lt(expiresAt, request.askedAt)}`)
        .commit(),
      e.profile.patch({ scope }).set({ askedUntil: request.expiresAt }).commit(),
    ]).go(),
  );
}

/** Requests that may be answered, oldest first; at most `limit`. Half a read unit for ten of them. */
export async function joinRequestsOf(
  table: Table,
  scope: Scope<'org'>,
  now: Date,
  limit: number,
): Promise<JoinRequest[]> {
  const { data } = await entities(table)
    .request.query.primary({ scope })
    .go({ ...AS_REFUSED, limit });
  return data
    .map(({ scope: _scope, ...request }) => request)
    .filter((request) => isOpen(request, now))
    .sort((a, b) => a.askedAt.localeCompare(b.askedAt));
}

/** One read unit. */
export async function joinRequestOf(table: Table, scope: Scope<'org'>, id: string): Promise<JoinRequest | undefined> {
  const { data } = await entities(table).request.get({ scope, id }).go({ consistent: true });
  if (!data) return undefined;
  const { scope: _scope, ...request } = data;
  return request;
}

/**
 * Accepted: the request becomes an invitation, which takes the place of `before` when she was invited already.
 * Refused when another référent has answered, or when that invitation has been accepted, meanwhile.
 */
export async function acceptJoinRequest(
  table: Table,
  scope: Scope<'org'>,
  request: JoinRequest,
  invitation: Invitation,
  { link, mail, act }: Sending,
  before: { id: string; link: string } | undefined,
): Promise<void> {
  const replaced = before ? [before] : [];
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.request
        .delete({ scope, id: request.id })
        .where(({ askedAt }, { eq }) => eq(askedAt, request.askedAt))
        .commit(),
      e.invitation.create({ scope, ...invitation }).commit(),
      ...replaced.map(({ id }) =>
        e.invitation
          .patch({ scope, id })
          .set({ state: 'revoked', answeredAt: invitation.sentAt })
          .where(({ state }, { eq }) => eq(state, 'pending'))
          .commit(),
      ),
      ...replaced.map((old) => e.link.delete({ scope: old.link }).commit()),
      e.link.create(link).commit(),
      e.mail.create(mail).commit(),
      e.act.create(act).commit(),
    ]).go(),
  );
}

/** Refused when another référent has answered meanwhile. */
export async function refuseJoinRequest(
  table: Table,
  scope: Scope<'org'>,
  request: JoinRequest,
  { mail, act }: { mail: MailItem; act: ActItem },
): Promise<void> {
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.request
        .delete({ scope, id: request.id })
        .where(({ askedAt }, { eq }) => eq(askedAt, request.askedAt))
        .commit(),
      e.mail.create(mail).commit(),
      e.act.create(act).commit(),
    ]).go(),
  );
}

/** She has become a member another way. Idempotent. */
export async function forgetJoinRequest(table: Table, scope: Scope<'org'>, id: string): Promise<void> {
  await entities(table).request.delete({ scope, id }).go();
}

/** All of them: nobody joins any more. Idempotent. */
export async function forgetJoinRequests(table: Table, scope: Scope<'org'>): Promise<void> {
  const { data } = await entities(table).request.query.primary({ scope }).go({ pages: 'all' });
  for (const { id } of data) await forgetJoinRequest(table, scope, id);
}
