/** Persons and organisations invited into a group, and what they answer. */
import { currentOf, type Member, mustMay, organisationScopeOf } from '../../../platform/actor.ts';
import type { ActItem, ActName } from '../../../platform/journal.ts';
import { newMail } from '../../../platform/mail/outbox.ts';
import { Problem, refuseField } from '../../../platform/problems.ts';
import { groupScope } from '../../../platform/scope.ts';
import { settled } from '../../../platform/settled.ts';
import { conditionFailed } from '../../../platform/table.ts';
import { publicProfile } from '../../organisations/index.ts';
import {
  acceptForOrganisation,
  declineForOrganisation,
  dropInvitation,
  dropOrganisation,
  groupOffered,
  invitationOf,
  inviteOrganisation,
  invitePerson,
  invitationsOf,
} from '../store/index.ts';
import { LIMITS, TEXTS } from '../texts.ts';
import { invitationKey, invitationOfHers } from './belonging.ts';
import { groupAct, groupToManage, mustBeActive, nameOf, type Stored, toldName } from './groups.ts';

/** Invites the person of the network who has this address; a mail tells her. Posted twice, one mail goes out. */
export async function inviteByAddress(deps: Stored, member: Member, id: string, email: string): Promise<void> {
  const { scope, group } = await groupToManage(deps, member, id);
  mustBeActive(group);
  const pending = await invitationsOf(deps.table, scope, LIMITS.invitations);
  if (pending.length >= LIMITS.invitations) throw refuseField('email', TEXTS.tooManyInvited);
  const inviter = nameOf(member.person);
  const invitation = { key: invitationKey(email), email, invitedBy: inviter, invitedAt: deps.clock().toISOString() };
  const mail = newMail(scope, deps.clock, {
    template: 'group-invitation',
    to: email,
    parameters: {
      group: id,
      name: group.name,
      purpose: group.purpose,
      inviter,
      organisation: currentOf(member).name,
    },
  });
  try {
    await invitePerson(deps.table, id, invitation, mail);
  } catch (error) {
    if (!conditionFailed(error)) throw error;
    if (!(await invitationOf(deps.table, scope, invitation.key))) throw new Problem('conflict', { cause: error });
    throw refuseField('email', TEXTS.alreadyInvited);
  }
}

/** Takes an invitation back. Done twice, it is done once. */
export async function withdrawInvitation(deps: Stored, member: Member, id: string, key: string): Promise<void> {
  await groupToManage(deps, member, id);
  await dropInvitation(deps.table, id, key);
}

/** Declines the invitation of her own address. */
export async function declineInvitation(deps: Stored, member: Member, id: string): Promise<void> {
  const invitation = await invitationOfHers(deps.table, groupScope(id), member.person);
  if (invitation) await dropInvitation(deps.table, id, invitation.key);
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
