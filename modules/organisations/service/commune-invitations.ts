/** A référent of an intercommunal body invites its communes: those that the register says are its own. */
import { currentOf, type Member, mustMay, organisationScopeOf } from '../../../platform/actor.ts';
import { after, type Clock, DAY, MINUTE, timeToLive } from '../../../platform/clock.ts';
import { actFor } from '../../../platform/journal.ts';
import { newMail } from '../../../platform/mail/outbox.ts';
import { Problem, refuseField } from '../../../platform/problems.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import { newToken } from '../../../platform/tokens.ts';
import { type InvitationChannel, LINK_DAYS } from '../rules.ts';
import {
  type CommuneInvitation,
  communeInvitationOf,
  communeInvitationsOf,
  communeLinkScope,
  sendCommuneInvitation,
} from '../store/commune-invitation.ts';
import { organisationsLeft, publicProfile, type PublicProfile } from '../store/organisation.ts';
import {
  communesTiedTo,
  isCommuneOf,
  mailboxOf,
  placeBySiren,
  placeBySlug,
  type RegisterEntry,
} from '../store/register.ts';
import { TEXTS } from '../texts.ts';
import { hasLeft } from './sign-up.ts';

export interface CommunesDeps {
  table: Table;
  clock: Clock;
  territory: { code: string; name: string };
  /** Addresses of the communes of a body that have joined. Given by whoever puts the modules together. */
  communesJoined: (reader: Member, body: string) => Promise<ReadonlySet<string>>;
}

/** The same commune is not written to again before. */
const INTERVAL = 10 * MINUTE;

/** A commune that belongs to a body. An entry that somebody added, as the State's register lacks it, has no communes. */
export const belongsTo = (commune: RegisterEntry, body: RegisterEntry): boolean =>
  body.kind === 'epci' && body.isAdded !== true && isCommuneOf(commune, body.name);

/** @throws {Problem} `not-found` when her organisation is no intercommunal body of the register. */
async function bodyOf(
  { table, territory }: Pick<CommunesDeps, 'table' | 'territory'>,
  member: Member,
): Promise<RegisterEntry> {
  mustMay(member, 'answer-for-organisation');
  const body = await placeBySiren(table, territory.code, currentOf(member).organisation);
  if (body?.kind !== 'epci' || body.isAdded) throw new Problem('not-found');
  return body;
}

export interface CommuneOfBody {
  siren: string;
  name: string;
  slug: string;
  hasJoined: boolean;
  /** It has left the territory, and may still come back. In ISO 8601. */
  left: { at: string; until: string } | undefined;
  invitation: CommuneInvitation | undefined;
}

/** Its communes, by name. Three to seven read units, as it has few communes or many. */
export async function communesOf(deps: CommunesDeps, member: Member): Promise<CommuneOfBody[]> {
  const body = await bodyOf(deps, member);
  const [communes, joined, gone, invitations] = await Promise.all([
    communesTiedTo(deps.table, deps.territory.code, body.name),
    deps.communesJoined(member, body.name),
    organisationsLeft(deps.table),
    communeInvitationsOf(deps.table, organisationScopeOf(member)),
  ]);
  const left = new Map(gone.map(({ slug, leftAt, until }) => [slug, { at: leftAt, until }]));
  return communes
    .map(({ siren, name, slug }) => ({
      siren,
      name,
      slug,
      // What the directory says follows a departure a moment later.
      hasJoined: joined.has(slug) && !left.has(slug),
      left: left.get(slug),
      invitation: invitations.get(siren),
    }))
    .sort((a, b) => a.name.localeCompare(b.name, 'fr'));
}

export interface CommuneToInvite {
  body: RegisterEntry;
  place: RegisterEntry;
  /** Known to the operator only: the body learns that there is one. */
  mailbox: string | undefined;
  hasJoined: boolean;
  left: PublicProfile['left'];
  before: CommuneInvitation | undefined;
}

/** @throws {Problem} `not-found` for a commune that is not of her body. */
export async function communeToInvite(
  deps: Omit<CommunesDeps, 'communesJoined'>,
  member: Member,
  slug: string,
): Promise<CommuneToInvite> {
  const { table, territory } = deps;
  const [body, place] = await Promise.all([bodyOf(deps, member), placeBySlug(table, territory.code, slug)]);
  if (!place || !belongsTo(place, body)) throw new Problem('not-found');
  const [mailbox, joined, before] = await Promise.all([
    mailboxOf(table, territory.code, place.siren),
    publicProfile(table, place.siren),
    communeInvitationOf(table, organisationScopeOf(member), place.siren),
  ]);
  return { body, place, mailbox, hasJoined: joined !== undefined, left: joined?.left, before };
}

/**
 * Sends the link. To the official mailbox it is a proof, to another address it is not: docs/adr/0013.
 * @throws {Problem} `conflict` when the commune has joined, or when another référent writes at the same moment.
 */
export async function inviteCommune(
  deps: CommunesDeps,
  member: Member,
  slug: string,
  to: { channel: InvitationChannel; email?: string | undefined },
): Promise<void> {
  const { table, clock } = deps;
  const { body, place, mailbox, hasJoined, left, before } = await communeToInvite(deps, member, slug);
  if (left) throw hasLeft(place, left);
  if (hasJoined) throw new Problem('conflict', { detail: TEXTS.alreadyJoined(place.name) });
  const email = to.channel === 'mailbox' ? mailbox : to.email;
  if (!email) throw refuseField(to.channel === 'mailbox' ? 'channel' : 'email', TEXTS.noAddressToInvite(to.channel));
  const now = clock();
  if (before && Date.parse(before.sentAt) + INTERVAL > now.getTime()) throw refuseField('channel', TEXTS.justInvited);
  const token = newToken();
  const by = `${member.person.firstName} ${member.person.lastName}`;
  const { organisation, slug: bodySlug } = currentOf(member);
  const commune = { siren: place.siren, name: place.name, slug: place.slug, channel: to.channel };
  const invitation = {
    ...commune,
    ...(to.channel === 'address' ? { email } : {}),
    by,
    sentAt: now.toISOString(),
    expiresAt: after(now, LINK_DAYS * DAY).toISOString(),
    link: communeLinkScope(token),
    ttl: timeToLive(now, (LINK_DAYS + 60) * DAY),
  };
  const link = {
    ...commune,
    email,
    bodySiren: organisation,
    bodyName: body.name,
    bodySlug,
    ttl: timeToLive(now, LINK_DAYS * DAY),
  };
  // Beside the link, not in the partition of the body: nobody there may read what it carries.
  const mail = newMail(communeLinkScope(token), clock, {
    template: 'commune-invitation',
    to: email,
    parameters: { organisation: place.name, body: body.name, inviter: by, token },
  });
  const about = { name: place.name };
  const details = { channel: to.channel, ...(to.channel === 'address' ? { address: email } : {}) };
  const noted = { name: 'commune-invited' as const, about, details };
  const act = actFor(member, clock, organisation, noted, { territory: true });
  try {
    const scope = organisationScopeOf(member);
    await sendCommuneInvitation(table, scope, invitation, before, { token, link, mail, act });
  } catch (error) {
    if (conditionFailed(error)) throw new Problem('conflict', { detail: TEXTS.justInvited, cause: error });
    throw error;
  }
}
