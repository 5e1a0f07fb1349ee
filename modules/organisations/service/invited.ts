/** A commune follows the link that its intercommunal body had sent to it. */
import { timeToLive } from '../../../platform/clock.ts';
import { Problem } from '../../../platform/problems.ts';
import { conditionFailed } from '../../../platform/table.ts';
import { newToken } from '../../../platform/tokens.ts';
import { isSameMailbox } from '../rules.ts';
import { type CommuneLink, communeLinkOf, communeLinkScope } from '../store/commune-invitation.ts';
import { listedBySlug, publicProfile } from '../store/organisation.ts';
import { mailboxOf, placeBySiren, type RegisterEntry } from '../store/register.ts';
import { createSignUp, type NewSignUp, type SignUp, signUpOf } from '../store/sign-up.ts';
import { TEXTS } from '../texts.ts';
import { belongsTo } from './commune-invitations.ts';
import { type Applicant, ask, hasLeft, KEPT_FOR, signUpLink, signUpLinkMail, type SignUpDeps } from './sign-up.ts';

export interface InvitedCommune {
  link: CommuneLink;
  place: RegisterEntry;
  /** Who may be asked, when the commune has joined meanwhile. */
  contact: string | undefined;
}

/** @throws {Problem} `gone` when too old or replaced, or when the body may no longer invite that commune. */
export async function communeInvited(deps: SignUpDeps, token: string): Promise<InvitedCommune> {
  const { table, clock, territory } = deps;
  const link = await communeLinkOf(table, token, clock());
  if (!link) throw new Problem('gone', { detail: TEXTS.communeLinkOver });
  const [place, registered, body, joined] = await Promise.all([
    placeBySiren(table, territory.code, link.siren),
    placeBySiren(table, territory.code, link.bodySiren),
    listedBySlug(table, link.bodySlug),
    publicProfile(table, link.siren),
  ]);
  const maySend = place && registered && belongsTo(place, registered) && body?.state === 'active';
  if (!maySend) throw new Problem('gone', { detail: TEXTS.communeLinkOver });
  if (joined?.left) throw hasLeft(place, joined.left);
  // Either may have taken another name since the link was sent.
  return { link: { ...link, name: place.name, bodyName: body.name }, place, contact: joined?.contact };
}

/** `welcome`: her address is the official mailbox, which the link has proved; the others have a request to follow. */
export type InvitedResult = { kind: 'welcome'; token: string } | { kind: 'request'; request: SignUp };

/**
 * Who looks after the commune. The link sent to the mailbox that is official now proves the town hall, as a code does;
 * sent elsewhere it proves nothing, and the ladder begins as for anybody, the operator knowing who invited.
 * @throws {Problem} `gone`, or `conflict` when the commune has joined.
 */
export async function signUpInvited(deps: SignUpDeps, token: string, applicant: Applicant): Promise<InvitedResult> {
  const { link, place, contact } = await communeInvited(deps, token);
  if (contact !== undefined) throw new Problem('conflict', { detail: TEXTS.already, extra: { contact } });
  const mailbox = await mailboxOf(deps.table, deps.territory.code, place.siren);
  const isOfficial = link.channel === 'mailbox' && mailbox !== undefined && isSameMailbox(link.email, mailbox);
  try {
    if (isOfficial) return await open(deps, { token, link, place }, applicant, mailbox);
    const invitedBy = { siren: link.bodySiren, name: link.bodyName, channel: link.channel };
    const used = communeLinkScope(token);
    return { kind: 'request', request: await ask(deps, { ...place, invitedBy }, applicant, mailbox, used) };
  } catch (error) {
    const isLost = conditionFailed(error) || (error instanceof Problem && error.kind === 'too-many');
    if (!isLost) throw error;
    return { kind: 'request', request: await requestOfLink(deps, token, applicant, error) };
  }
}

/** The request that the link has made already: posted twice, it is one. */
async function requestOfLink(
  { table, clock }: SignUpDeps,
  token: string,
  { id, email }: Applicant,
  cause: unknown,
): Promise<SignUp> {
  const { usedBy } = (await communeLinkOf(table, token, clock())) ?? {};
  if (usedBy === undefined) throw cause;
  const request = usedBy === id ? await signUpOf(table, id) : undefined;
  if (request?.email !== email) throw new Problem('gone', { detail: TEXTS.communeLinkOver, cause });
  return request;
}

async function open(
  deps: SignUpDeps,
  { token, link, place }: { token: string; link: CommuneLink; place: RegisterEntry },
  { id, firstName, lastName, position, email }: Applicant,
  mailbox: string,
): Promise<InvitedResult> {
  const now = deps.clock();
  const { siren, kind, name, slug } = place;
  const request: NewSignUp = {
    ...{ id, firstName, lastName, position, email },
    ...{ siren, kind, name, slug, mailbox },
    invitedBy: { siren: link.bodySiren, name: link.bodyName, channel: link.channel },
    state: 'link-sent',
    provedBy: 'invitation',
    codeTries: 0,
    codesSent: 0,
    createdAt: now.toISOString(),
    updatedAt: now.toISOString(),
    ttl: timeToLive(now, KEPT_FOR),
  };
  const password = newToken();
  const mails = [signUpLinkMail(deps, request, password)];
  const with_ = { link: signUpLink(request, password, now), invitation: communeLinkScope(token) };
  await createSignUp(deps.table, request, mails, undefined, with_);
  if (isSameMailbox(email, mailbox)) return { kind: 'welcome', token: password };
  const created = await signUpOf(deps.table, id);
  if (!created) throw new Error('The request just written cannot be read.');
  return { kind: 'request', request: created };
}
