/** The référent looks after her organisation's members. */
import { currentOf, type Member, mustMay, organisationScopeOf, type Role } from '../../../platform/actor.ts';
import { after, type Clock, DAY, timeToLive } from '../../../platform/clock.ts';
import { actFor, type ActName } from '../../../platform/journal.ts';
import { newMail } from '../../../platform/mail/outbox.ts';
import { Problem, refuseField } from '../../../platform/problems.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import { newToken } from '../../../platform/tokens.ts';
import { LINK_DAYS } from '../rules.ts';
import {
  createInvitation,
  type Invitation,
  invitationOf,
  pendingAddresses,
  renewInvitation,
  revokeInvitation,
} from '../store/invitation.ts';
import { linkScope } from '../store/link.ts';
import { changeRole, memberAddresses, memberOf, type MemberLine, removeMember } from '../store/member.ts';
import { TEXTS } from '../texts.ts';
import { handoverTo, nameOfLine, successorsOf } from './succession.ts';

export interface MembersDeps {
  table: Table;
  clock: Clock;
}

export interface InvitationRequest {
  id: string;
  email: string;
  firstName?: string | undefined;
  lastName?: string | undefined;
  position?: string | undefined;
  role: Role;
}

/** The link and the mail of an invitation sent now. */
function sending(deps: MembersDeps, member: Member, request: InvitationRequest) {
  const organisation = currentOf(member);
  const scope = organisationScopeOf(member);
  const now = deps.clock();
  const token = newToken();
  const inviter = `${member.person.firstName} ${member.person.lastName}`;
  const link = {
    scope: linkScope(token),
    purpose: 'invitation' as const,
    email: request.email,
    firstName: request.firstName || undefined,
    lastName: request.lastName || undefined,
    position: request.position || undefined,
    organisation: organisation.organisation,
    name: organisation.name,
    slug: organisation.slug,
    role: request.role,
    about: request.id,
    ttl: timeToLive(now, LINK_DAYS * DAY),
  };
  const mail = newMail(scope, deps.clock, {
    template: 'invitation',
    to: request.email,
    parameters: { inviter, organisation: organisation.name, role: request.role, token },
  });
  const times = {
    sentAt: now.toISOString(),
    expiresAt: after(now, LINK_DAYS * DAY).toISOString(),
    link: link.scope,
    // Forgotten sixty days after it ended.
    ttl: timeToLive(now, (LINK_DAYS + 60) * DAY),
  };
  return { scope, link, mail, times, inviter };
}

/** What journals keep of an invitation. */
const invitationAct = (deps: MembersDeps, member: Member, name: ActName, invited: InvitationRequest) =>
  actFor(member, deps.clock, currentOf(member).organisation, {
    name,
    about: { name: [invited.firstName, invited.lastName].filter(Boolean).join(' ') || invited.email },
    details: { address: invited.email, role: invited.role },
  });

/** An invitation that is sent now, with its link and its mail. */
export function invitationOfRequest(deps: MembersDeps, member: Member, request: InvitationRequest) {
  const { scope, link, mail, times, inviter } = sending(deps, member, request);
  const invitation: Invitation = {
    id: request.id,
    email: request.email,
    firstName: link.firstName,
    lastName: link.lastName,
    position: link.position,
    role: request.role,
    state: 'pending',
    invitedBy: inviter,
    ...times,
  };
  return { scope, invitation, link, mail };
}

/** Invites by mail. Posted twice, one mail goes out. */
export async function invite(deps: MembersDeps, member: Member, request: InvitationRequest): Promise<void> {
  mustMay(member, 'manage-members');
  const { scope, invitation, link, mail } = invitationOfRequest(deps, member, request);
  try {
    const act = invitationAct(deps, member, 'invitation-sent', request);
    await createInvitation(deps.table, scope, invitation, { link, mail, act });
  } catch (error) {
    if (!conditionFailed(error)) throw error;
    const first = await invitationOf(deps.table, scope, request.id);
    if (first?.email !== request.email) throw new Problem('conflict', { cause: error });
  }
}

/**
 * Invites one person, by the form.
 * @throws {Problem} `invalid` on the address of who is a member, or has an invitation that may still be accepted.
 */
export async function inviteOne(deps: MembersDeps, member: Member, request: InvitationRequest): Promise<void> {
  mustMay(member, 'manage-members');
  const scope = organisationScopeOf(member);
  const [members, invited] = await Promise.all([
    memberAddresses(deps.table, scope),
    pendingAddresses(deps.table, scope, deps.clock()),
  ]);
  const email = request.email.toLowerCase();
  if (members.has(email)) throw refuseField('email', TEXTS.alreadyMember);
  if ((invited.get(email) ?? request.id) !== request.id) throw refuseField('email', TEXTS.alreadyInvited);
  await invite(deps, member, request);
}

async function pendingInvitation(deps: MembersDeps, member: Member, id: string): Promise<Invitation> {
  mustMay(member, 'manage-members');
  const invitation = await invitationOf(deps.table, organisationScopeOf(member), id);
  if (!invitation) throw new Problem('not-found');
  if (invitation.state !== 'pending') throw new Problem('gone');
  return invitation;
}

/** Sends the mail again, with a new link and fourteen new days. */
export async function inviteAgain(deps: MembersDeps, member: Member, id: string): Promise<Invitation> {
  const before = await pendingInvitation(deps, member, id);
  const { scope, link, mail, times } = sending(deps, member, before);
  const act = invitationAct(deps, member, 'invitation-renewed', before);
  await orConflict(() => renewInvitation(deps.table, scope, before, times, { link, mail, act }));
  return before;
}

export async function revoke(deps: MembersDeps, member: Member, id: string): Promise<Invitation> {
  const invitation = await pendingInvitation(deps, member, id);
  const now = deps.clock().toISOString();
  const act = invitationAct(deps, member, 'invitation-revoked', invitation);
  await orConflict(() => revokeInvitation(deps.table, organisationScopeOf(member), invitation, now, act));
  return invitation;
}

async function orConflict(change: () => Promise<void>): Promise<void> {
  try {
    await change();
  } catch (error) {
    if (conditionFailed(error)) throw new Problem('conflict', { cause: error });
    throw error;
  }
}

/** A member of her own organisation. @throws {Problem} `not-found` for anybody else. */
export async function memberToManage(deps: MembersDeps, member: Member, person: string): Promise<MemberLine> {
  mustMay(member, 'manage-members');
  const line = await memberOf(deps.table, organisationScopeOf(member), person);
  if (!line) throw new Problem('not-found');
  return line;
}

/** A member as a journal names her. */
const namedOf = (line: MemberLine) => ({ id: line.person, name: nameOfLine(line) });

/** @throws {Problem} `stale` when her role changed meanwhile, `invalid` when no référent would be left. */
export async function giveRole(
  deps: MembersDeps,
  member: Member,
  person: string,
  role: Role,
  version: number,
): Promise<void> {
  const line = await memberToManage(deps, member, person);
  if (line.version !== version) throw new Problem('stale', { extra: { present: line.role, wanted: role } });
  if (line.role === role) return;
  const { organisation } = currentOf(member);
  const details = { before: line.role, after: role };
  // Who answers for an organisation matters to the operator too.
  const territory = line.role === 'referent' || role === 'referent';
  const act = actFor(
    member,
    deps.clock,
    organisation,
    { name: 'role-changed', about: namedOf(line), details },
    { territory },
  );
  await lastReferentStays(line, () =>
    changeRole(deps.table, organisationScopeOf(member), organisation, line, role, act),
  );
}

/** What a departure is about: who leaves, and who may go on with what she has begun. */
export interface Departure {
  line: MemberLine;
  isSelf: boolean;
  /** Empty for a reader, who has begun nothing; else those who write, the référents first. */
  successors: MemberLine[];
}

/**
 * Who is about to leave: anybody by herself, others by a référent.
 * @throws {Problem} `forbidden`, or `not-found` for somebody of another organisation.
 */
export async function departureOf(deps: MembersDeps, member: Member, person: string): Promise<Departure> {
  const isSelf = person === member.person.id;
  if (!isSelf) mustMay(member, 'manage-members');
  const scope = organisationScopeOf(member);
  const line = await memberOf(deps.table, scope, person);
  if (!line) throw new Problem('not-found');
  return { line, isSelf, successors: await successorsOf(deps.table, scope, line, member.person.id) };
}

/**
 * She is out at her next click; what she published stays with the organisation, what she has begun goes to `to`,
 * else to the référent who removes her.
 */
export async function remove(deps: MembersDeps, member: Member, person: string, to?: string): Promise<MemberLine> {
  const { line, successors } = await departureOf(deps, member, person);
  const successor = to ? successors.find((one) => one.person === to) : successors[0];
  if (to && successors.length > 0 && !successor) throw refuseField('to', TEXTS.successorGone);
  const handover = successor && handoverTo(deps.clock, successor);
  const { organisation } = currentOf(member);
  const said =
    person === member.person.id
      ? { name: 'member-left' as const }
      : { name: 'member-removed' as const, about: namedOf(line) };
  const act = actFor(member, deps.clock, organisation, said, { territory: line.role === 'referent' });
  await lastReferentStays(line, () =>
    removeMember(deps.table, organisationScopeOf(member), organisation, line, act, handover),
  );
  return line;
}

async function lastReferentStays(line: MemberLine, change: () => Promise<void>): Promise<void> {
  try {
    await change();
  } catch (error) {
    if (!conditionFailed(error)) throw error;
    if (line.role === 'referent') throw refuseField('role', TEXTS.lastReferent);
    throw new Problem('stale', { cause: error });
  }
}
