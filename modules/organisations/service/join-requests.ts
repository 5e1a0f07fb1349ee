/** The référents answer those who ask to join. */
import { currentOf, may, type Member, mustMay, organisationScopeOf, type Role } from '../../../platform/actor.ts';
import { actFor } from '../../../platform/journal.ts';
import { newId } from '../../../platform/ids.ts';
import { newMail } from '../../../platform/mail/outbox.ts';
import { Problem } from '../../../platform/problems.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import { isOpen } from '../rules-joining.ts';
import { type Invitation, invitationOf, pendingAddresses } from '../store/invitation.ts';
import {
  acceptJoinRequest,
  type JoinRequest,
  joinRequestOf,
  joinRequestsOf,
  refuseJoinRequest,
} from '../store/joining.ts';
import { awaitingOf } from '../store/organisation.ts';
import { TEXTS } from '../texts.ts';
import { invitationOfRequest, type MembersDeps } from './members.ts';

/** As many as a page shows; others come up as these are answered. */
const MOST_SHOWN = 30;

/** @throws {Problem} `forbidden` to who may not answer. */
export function requestsToJoin(deps: MembersDeps, member: Member): Promise<JoinRequest[]> {
  mustMay(member, 'manage-members');
  return joinRequestsOf(deps.table, organisationScopeOf(member), deps.clock(), MOST_SHOWN);
}

/**
 * How many people belong to her organisation, how many wait for her answer, and which lists of sessions may be to put
 * online. Half a read unit, and as much again only for as long as somebody may wait.
 */
export async function membersAndRequests(
  { table, clock }: Pick<MembersDeps, 'table' | 'clock'>,
  member: Member,
): Promise<{ people: number; requests: number; listsAwaited: readonly string[] }> {
  const scope = organisationScopeOf(member);
  const now = clock();
  const { people, askedUntil, listsAwaited } = await awaitingOf(table, scope);
  const mayWait = may(member, 'manage-members') && askedUntil > now.toISOString();
  const requests = mayWait ? await joinRequestsOf(table, scope, now, MOST_SHOWN) : [];
  return { people, requests: requests.length, listsAwaited };
}

export interface JoinRequestSeen {
  request: JoinRequest;
  /** An invitation that was sent to the same address and may still be accepted. */
  invitation: Invitation | undefined;
}

/** @throws {Problem} `gone` when it was answered, is too old, or is another organisation's. */
export async function requestToAnswer(deps: MembersDeps, member: Member, id: string): Promise<JoinRequestSeen> {
  mustMay(member, 'manage-members');
  const scope = organisationScopeOf(member);
  const request = await joinRequestOf(deps.table, scope, id);
  if (!request || !isOpen(request, deps.clock())) throw new Problem('gone', { detail: TEXTS.joinAnswered });
  return { request, invitation: await invitationFor(deps.table, member, request.email, deps.clock()) };
}

async function invitationFor(table: Table, member: Member, email: string, now: Date): Promise<Invitation | undefined> {
  const scope = organisationScopeOf(member);
  const id = (await pendingAddresses(table, scope, now)).get(email);
  return id ? invitationOf(table, scope, id) : undefined;
}

const nameOf = ({ firstName, lastName }: JoinRequest): string => `${firstName} ${lastName}`;

async function answered(answer: () => Promise<void>): Promise<void> {
  try {
    await answer();
  } catch (error) {
    if (conditionFailed(error)) throw new Problem('conflict', { detail: TEXTS.joinAnswered, cause: error });
    throw error;
  }
}

/** She receives the link that lets her in, as somebody invited does. */
export async function acceptToJoin(deps: MembersDeps, member: Member, id: string, role: Role): Promise<JoinRequest> {
  const { request, invitation: before } = await requestToAnswer(deps, member, id);
  const { email, firstName, lastName, position } = request;
  const invited = { id: newId('inv', deps.clock()), email, firstName, lastName, position, role };
  const { scope, invitation, link, mail } = invitationOfRequest(deps, member, invited);
  const act = actFor(member, deps.clock, currentOf(member).organisation, {
    name: 'join-accepted',
    about: { name: nameOf(request) },
    details: { address: email, role },
  });
  const letter = { ...mail, template: 'join-accepted' };
  await answered(() => acceptJoinRequest(deps.table, scope, request, invitation, { link, mail: letter, act }, before));
  return request;
}

/** `reason` is sent to her as it stands. */
export async function refuseToJoin(
  deps: MembersDeps,
  member: Member,
  id: string,
  reason: string,
): Promise<JoinRequest> {
  const { request } = await requestToAnswer(deps, member, id);
  const { organisation, name } = currentOf(member);
  const scope = organisationScopeOf(member);
  const mail = newMail(scope, deps.clock, {
    template: 'join-refused',
    to: request.email,
    parameters: { organisation: name, firstName: request.firstName, reason },
  });
  const about = { name: nameOf(request) };
  const details = { address: request.email };
  const act = actFor(member, deps.clock, organisation, { name: 'join-refused', about, details });
  await answered(() => refuseJoinRequest(deps.table, scope, request, { mail, act }));
  return request;
}
