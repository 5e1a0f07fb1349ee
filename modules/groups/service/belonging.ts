/** Coming into a group, asking to, and going out of it. */
import {
  may,
  type Member,
  mustMay,
  networkScopeOf,
  organisationScopeOf,
  type Standing,
  standingIn,
} from '../../../platform/actor.ts';
import { newMail } from '../../../platform/mail/outbox.ts';
import { Problem, refuseField } from '../../../platform/problems.ts';
import { groupScope, type Scope } from '../../../platform/scope.ts';
import { settled } from '../../../platform/settled.ts';
import { conditionFailed } from '../../../platform/table.ts';
import { hashToken } from '../../../platform/tokens.ts';
import { doorOf, maySlipAway } from '../rules.ts';
import type { Group, GroupMember, GroupOffered, GroupRequest, PersonInvited } from '../schema.ts';
import {
  addressOf,
  ask,
  changeStanding,
  dropRequest,
  enter,
  facilitatorsOf,
  goOut,
  groupListed,
  groupOf,
  groupOffered,
  invitationOf,
  memberOf,
  requestOf,
  type Way,
} from '../store/index.ts';
import { TEXTS } from '../texts.ts';
import { groupOfHers, groupToManage, mustBeActive, nameOf, personOfMember, type Stored } from './groups.ts';

/** Where the invitation of an address is kept. */
export const invitationKey = (email: string): string => hashToken(email.toLowerCase());

/** Where the invitation of somebody picked from the directory is kept: nothing of her address is in it. */
export const pickedKey = (person: string): string => hashToken(`person ${person}`);

/**
 * The invitations of herself, of her address, and of the one that she had before: until it changed, whoever wrote
 * there wrote to her. One read unit, one and a half once her address has changed.
 */
export async function invitationsOfHers(
  table: Stored['table'],
  scope: Scope<'grp'>,
  { id, email, former }: Member['person'],
  now: Date,
): Promise<PersonInvited[]> {
  const [picked, present, past] = await Promise.all([
    invitationOf(table, scope, pickedKey(id), now),
    invitationOf(table, scope, invitationKey(email), now),
    former && invitationOf(table, scope, invitationKey(former.email), now),
  ]);
  const still = past && former && past.invitedAt < former.until ? past : undefined;
  return [picked, present, still].filter((one) => one !== undefined);
}

/** What somebody outside a group finds at its door. */
export interface Doorstep {
  group: Pick<Group, 'id' | 'name' | 'purpose' | 'kind' | 'access' | 'memberCount' | 'organisationName'>;
  may: 'enter' | 'ask' | 'shut';
  /** She has asked already. */
  asked: GroupRequest | undefined;
  /** She is invited, once or by several ways. */
  invitations: readonly PersonInvited[];
  /** Her organisation is invited, or has accepted. */
  offered: GroupOffered | undefined;
}

/**
 * The door of a group that she is not in. A closed or archived group that has not invited her is not there.
 * @throws {Problem} `not-found`
 */
export async function doorstepOf({ table, clock }: Stored, member: Member, id: string): Promise<Doorstep> {
  const scope = groupScope(id);
  const [card, offered, invitations] = await Promise.all([
    groupListed(table, networkScopeOf(member), id),
    groupOffered(table, organisationScopeOf(member), id),
    invitationsOfHers(table, scope, member.person, clock()),
  ]);
  const isKnown = card !== undefined || offered !== undefined || invitations.length > 0;
  const group = isKnown ? await groupOf(table, scope) : undefined;
  if (!group || group.state === 'archived') throw new Problem('not-found');
  const open = doorOf(group, { invited: invitations.length > 0 || offered?.state === 'accepted' });
  const asked = open === 'ask' ? await requestOf(table, scope, member.person.id) : undefined;
  const { name, purpose, kind, access, memberCount, organisationName } = group;
  return {
    group: { id, name, purpose, kind, access, memberCount, organisationName },
    may: open,
    asked,
    invitations,
    offered,
  };
}

/** The group behind a door, as it is at this moment. */
async function groupBehind({ table }: Stored, id: string): Promise<Group> {
  const group = await groupOf(table, groupScope(id), { consistent: true });
  if (!group) throw new Problem('not-found');
  mustBeActive(group);
  return group;
}

/** Comes in. Asked twice, she is in once. @throws {Problem} `conflict` when she must ask first. */
export const enterGroup = (deps: Stored, member: Member, id: string): Promise<void> =>
  settled(async () => {
    if (standingIn(member, id)) return;
    const { may: open, invitations, offered, asked } = await doorstepOf(deps, member, id);
    if (open !== 'enter') throw new Problem('conflict', { detail: TEXTS.mustAsk });
    const group = await groupBehind(deps, id);
    const way: Way = {
      request: asked !== undefined,
      invitations: invitations.map(({ key }) => key),
      throughOrganisation: group.access !== 'open' && invitations.length === 0 && offered !== undefined,
    };
    const person = personOfMember(member);
    // Nobody looks after a body's group before somebody of the body comes in.
    const isFirst = group.facilitatorCount === 0 && group.organisation === person.organisation;
    const standing = isFirst && may(member, 'open-groups') ? 'facilitator' : 'member';
    await enterOnce(deps, group, { ...person, standing, since: now(deps) }, way);
  });

const now = ({ clock }: Stored): string => clock().toISOString();

/** Two posts at the same moment make one member; another refusal goes on. */
async function enterOnce(deps: Stored, group: Group, line: GroupMember, way: Way): Promise<void> {
  try {
    await enter(deps.table, group, line, way);
  } catch (error) {
    if (!conditionFailed(error)) throw error;
    if (!(await memberOf(deps.table, groupScope(group.id), line.person))) throw error;
  }
}

/** Asks to come in; the facilitators are told by mail. Asked twice, it is asked once. */
export const askToEnter = (deps: Stored, member: Member, id: string): Promise<void> =>
  settled(async () => {
    if (standingIn(member, id)) return;
    const { may: open, asked, group } = await doorstepOf(deps, member, id);
    if (asked) return;
    if (open !== 'ask') throw new Problem('conflict');
    const scope = groupScope(id);
    const request = { ...personOfMember(member), askedAt: now(deps) };
    const facilitators = await facilitatorsOf(deps.table, scope);
    const addresses = await Promise.all(facilitators.map(({ person }) => addressOf(deps.table, person)));
    const mails = addresses.flatMap((to) =>
      to
        ? [
            newMail(scope, deps.clock, {
              template: 'group-request',
              to: to.email,
              parameters: {
                group: id,
                name: group.name,
                firstName: to.firstName,
                person: nameOf(request),
                organisation: request.organisationName,
              },
            }),
          ]
        : [],
    );
    await ask(deps.table, id, request, mails);
  });

/** Takes her own request back. */
export const takeBackRequest = (deps: Stored, member: Member, id: string): Promise<void> =>
  settled(async () => {
    const { asked } = await doorstepOf(deps, member, id);
    if (asked) await dropRequest(deps.table, id, member.person.id, []);
  });

/** A facilitator answers a request; the person is told by mail. Answered twice, the first answer stands. */
export const answerRequest = (
  deps: Stored,
  member: Member,
  id: string,
  person: string,
  answer: 'accept' | 'refuse',
): Promise<void> =>
  settled(async () => {
    const { scope, group } = await groupToManage(deps, member, id);
    mustBeActive(group);
    const request = await requestOf(deps.table, scope, person);
    if (!request) throw new Problem('conflict', { detail: TEXTS.noLongerAsks });
    const to = await addressOf(deps.table, person);
    const mails = to
      ? [
          newMail(scope, deps.clock, {
            template: answer === 'accept' ? 'group-accepted' : 'group-refused',
            to: to.email,
            parameters: { group: id, name: group.name, firstName: to.firstName },
          }),
        ]
      : [];
    if (answer === 'refuse') return dropRequest(deps.table, id, person, mails);
    const { askedAt: _asked, ...whoAsked } = request;
    const line: GroupMember = { ...whoAsked, standing: 'member', since: now(deps) };
    return enter(deps.table, group, line, { request: true }, mails);
  });

/** Somebody of a group that she looks after. @throws {Problem} `not-found` */
export async function memberToManage(deps: Stored, member: Member, id: string, person: string) {
  const hers = await groupToManage(deps, member, id);
  const line = await memberOf(deps.table, hers.scope, person);
  if (!line) throw new Problem('not-found');
  return { ...hers, line };
}

const lastOne = (): Problem => refuseField('standing', TEXTS.lastFacilitator);

/** Goes out of her own accord. @throws {Problem} `invalid` when she is the last facilitator of a group that goes on. */
export const leaveGroup = (deps: Stored, member: Member, id: string): Promise<void> =>
  settled(async () => {
    const { scope, group } = await groupOfHers(deps, member, id, { consistent: true });
    const line = await memberOf(deps.table, scope, member.person.id);
    if (!line) return;
    if (!maySlipAway(group, line.standing)) throw lastOne();
    await goOut(deps.table, group, { member: line, evenLast: group.state === 'archived' });
  });

/** A facilitator removes somebody: she is out at her next click. */
export const removeFromGroup = (deps: Stored, member: Member, id: string, person: string): Promise<void> =>
  settled(async () => {
    const { group, line } = await memberToManage(deps, member, id, person);
    if (!maySlipAway(group, line.standing)) throw lastOne();
    await goOut(deps.table, group, { member: line, evenLast: group.state === 'archived' });
  });

/** Names somebody facilitator, or no longer. @throws {Problem} `invalid` when none would be left. */
export const giveStanding = (
  deps: Stored,
  member: Member,
  id: string,
  person: string,
  standing: Standing,
): Promise<void> =>
  settled(async () => {
    const { group, line } = await memberToManage(deps, member, id, person);
    if (line.standing === standing) return;
    const stepsDown = standing === 'member';
    if (stepsDown && group.facilitatorCount < 2) throw lastOne();
    await changeStanding(deps.table, id, line, standing, stepsDown ? 'some-other-stays' : 'none');
  });

/**
 * Takes over a group whose facilitators are all gone: their organisations removed them.
 * @throws {Problem} `conflict` when somebody looks after it.
 */
export const takeOver = (deps: Stored, member: Member, id: string): Promise<void> =>
  settled(async () => {
    const { scope, group } = await groupOfHers(deps, member, id, { consistent: true });
    if (standingIn(member, id) === 'facilitator') return;
    if (group.facilitatorCount > 0) throw new Problem('conflict', { detail: TEXTS.hasFacilitator });
    mustMay(member, 'open-groups', TEXTS.mayNotOpen);
    const line = await memberOf(deps.table, scope, member.person.id);
    if (!line) throw new Problem('not-found');
    await changeStanding(deps.table, id, line, 'facilitator', 'there-is-none');
  });
