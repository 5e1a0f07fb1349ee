/** Persons and organisations invited into a group, and what they answer. */
import { currentOf, type Member, mustMay, organisationScopeOf } from '../../../platform/actor.ts';
import type { ActItem, ActName } from '../../../platform/journal.ts';
import { newMail } from '../../../platform/mail/outbox.ts';
import { Problem, refuseField } from '../../../platform/problems.ts';
import { groupScope, type Scope } from '../../../platform/scope.ts';
import { settled } from '../../../platform/settled.ts';
import { conditionFailed } from '../../../platform/table.ts';
import { DAY, timeToLive } from '../../../platform/clock.ts';
import { cardShown, find, type PersonLine } from '../../directory/index.ts';
import { publicProfile } from '../../organisations/index.ts';
import type { PersonInvited } from '../schema.ts';
import {
  acceptForOrganisation,
  addressOf,
  declineForOrganisation,
  dropInvitation,
  dropOrganisation,
  groupOffered,
  invitationOf,
  inviteOrganisation,
  invitePerson,
  invitationsOf,
  memberOf,
  membersAmong,
} from '../store/index.ts';
import { LIMITS, TEXTS } from '../texts.ts';
import { invitationKey, invitationsOfHers, pickedKey } from './belonging.ts';
import {
  groupAct,
  type GroupDependencies,
  type GroupOfHers,
  groupToManage,
  mustBeActive,
  nameOf,
  type Stored,
  toldName,
} from './groups.ts';

/** A group that she may invite into now. @throws {Problem} `invalid` when too many wait for an answer. */
async function groupToInviteInto(deps: Stored, member: Member, id: string, field: string): Promise<GroupOfHers> {
  const hers = await groupToManage(deps, member, id);
  mustBeActive(hers.group);
  const pending = await invitationsOf(deps.table, hers.scope, LIMITS.invitations, deps.clock());
  if (pending.length >= LIMITS.invitations) throw refuseField(field, TEXTS.tooManyInvited);
  return hers;
}

interface Invited {
  /** Of the form, when it is refused, and what is said when she is invited already. */
  field: string;
  already: string;
  to: string;
  who: Pick<PersonInvited, 'key' | 'email' | 'picked'>;
}

/** A mail tells her. Posted twice, one mail goes out. */
async function invite(deps: Stored, member: Member, { scope, group }: GroupOfHers, invited: Invited): Promise<void> {
  const now = deps.clock();
  const inviter = nameOf(member.person);
  const { id, name, purpose } = group;
  const mail = newMail(scope, deps.clock, {
    template: 'group-invitation',
    to: invited.to,
    parameters: {
      ...{ group: id, name, purpose, inviter, organisation: currentOf(member).name },
      ...(invited.who.picked ? { picked: 'oui' } : {}),
    },
  });
  const ttl = timeToLive(now, LIMITS.invitationDays * DAY);
  try {
    const invitation = { ...invited.who, invitedBy: inviter, invitedAt: now.toISOString(), ttl };
    await invitePerson(deps.table, id, invitation, mail);
  } catch (error) {
    if (!conditionFailed(error)) throw error;
    const waiting = await invitationOf(deps.table, scope, invited.who.key, now);
    if (!waiting) throw new Problem('conflict', { cause: error });
    throw refuseField(invited.field, invited.already);
  }
}

/** Invites the person of the network who has this address. */
export async function inviteByAddress(deps: Stored, member: Member, id: string, email: string): Promise<void> {
  const hers = await groupToInviteInto(deps, member, id, 'email');
  const who = { key: invitationKey(email), email };
  await invite(deps, member, hers, { field: 'email', already: TEXTS.alreadyInvited, to: email, who });
}

/**
 * Invites somebody whom the directory shows. Her address of sign-in is read to write to her, and told to nobody.
 * @throws {Problem} `invalid` when she is not, or no longer, in the directory, or is in the group.
 */
export async function invitePicked(
  deps: Stored,
  member: Member,
  id: string,
  { person, organisation }: { person: string; organisation: string },
): Promise<void> {
  const hers = await groupToInviteInto(deps, member, id, 'nom');
  const [card, line, address] = await Promise.all([
    cardShown(deps.table, member, { person, siren: organisation }),
    memberOf(deps.table, hers.scope, person),
    addressOf(deps.table, person),
  ]);
  if (!card || !address) throw refuseField('nom', TEXTS.notInDirectory);
  if (line) throw refuseField('nom', TEXTS.alreadyIn);
  const picked = { person, name: nameOf(card), organisationName: card.organisation };
  const who = { key: pickedKey(person), picked };
  await invite(deps, member, hers, { field: 'nom', already: TEXTS.pickedAlready, to: address.email, who });
}

/** Somebody whom the directory leads to, and what there is to say of her as she is picked. */
export interface Candidate extends PersonLine {
  standing: 'in' | 'invited' | undefined;
}

/** People of the directory who may be invited, 20 at most, by the words that it is searched with. */
export async function candidates(
  deps: Stored & Pick<GroupDependencies, 'signer'>,
  member: Member,
  scope: Scope<'grp'>,
  words: string,
  invited: readonly PersonInvited[],
): Promise<{ people: Candidate[]; hasMore: boolean }> {
  const { people, next } = await find(deps, member, { q: words });
  const inside = await membersAmong(
    deps.table,
    scope,
    people.map(({ person }) => person),
  );
  const waiting = new Set(invited.map(({ picked }) => picked?.person));
  const standingOf = (person: string) =>
    inside.has(person) ? ('in' as const) : waiting.has(person) ? ('invited' as const) : undefined;
  return { people: people.map((one) => ({ ...one, standing: standingOf(one.person) })), hasMore: next !== undefined };
}

/** Takes an invitation back. Done twice, it is done once. */
export async function withdrawInvitation(deps: Stored, member: Member, id: string, key: string): Promise<void> {
  await groupToManage(deps, member, id);
  await dropInvitation(deps.table, id, key);
}

/** Declines what she herself was invited by. */
export async function declineInvitation(deps: Stored, member: Member, id: string): Promise<void> {
  const invitations = await invitationsOfHers(deps.table, groupScope(id), member.person, deps.clock());
  for (const { key } of invitations) await dropInvitation(deps.table, id, key);
}

/** Invites a whole organisation: its référents are told, and answer for it. */
export async function inviteWholeOrganisation(deps: Stored, member: Member, id: string, siren: string): Promise<void> {
  const { group } = await groupToManage(deps, member, id);
  mustBeActive(group);
  const organisation = await publicProfile(deps.table, siren);
  if (!organisation || organisation.left) throw refuseField('siren', TEXTS.noSuchOrganisation);
  const invited = {
    siren,
    name: organisation.name,
    state: 'invited' as const,
    invitedBy: `${nameOf(member.person)} (${currentOf(member).name})`,
    invitedAt: deps.clock().toISOString(),
  };
  const details = { organisation: organisation.name };
  const act = groupAct(deps, member, toldName(group), { name: 'group-organisation-invited', details });
  try {
    await inviteOrganisation(deps.table, id, invited, act);
  } catch (error) {
    if (conditionFailed(error)) throw refuseField('siren', TEXTS.organisationAlreadyInvited);
    throw error;
  }
}

/** The invitation of an organisation is taken back; who came in through it stays. */
export async function withdrawOrganisation(deps: Stored, member: Member, id: string, siren: string): Promise<void> {
  await groupToManage(deps, member, id);
  await dropOrganisation(deps.table, id, siren);
}

/**
 * The référent answers for her organisation. Answered twice, the first answer stands.
 * @throws {Problem} `not-found` when it is not invited, `forbidden` when she is not its référent.
 */
export const answerForOrganisation = (
  deps: Stored,
  member: Member,
  id: string,
  answer: 'accept' | 'decline',
): Promise<void> =>
  settled(async () => {
    const offered = await groupOffered(deps.table, organisationScopeOf(member), id);
    if (!offered) throw new Problem('not-found');
    mustMay(member, 'answer-for-organisation');
    const { organisation } = currentOf(member);
    // Its référents know the name of a group that invites them.
    const act = (name: ActName): ActItem => groupAct(deps, member, offered.name, { name });
    if (answer === 'decline') {
      return declineForOrganisation(deps.table, id, organisation, act('group-organisation-declined'));
    }
    if (offered.state === 'invited') {
      await acceptForOrganisation(deps.table, id, organisation, act('group-organisation-accepted'));
    }
  });
