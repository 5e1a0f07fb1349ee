/** Somebody is picked from the directory into a group, over a real table: who invites her never has her address. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onDirectoryChange } from '../../../modules/directory/index.ts';
import { doorstepOf, enterGroup } from '../../../modules/groups/service/belonging.ts';
import { openGroup } from '../../../modules/groups/service/groups.ts';
import {
  candidates,
  declineInvitation,
  inviteByAddress,
  invitePicked,
} from '../../../modules/groups/service/inviting.ts';
import { enter, groupOf, invitationsOf, memberOf } from '../../../modules/groups/store/index.ts';
import { LIMITS } from '../../../modules/groups/texts.ts';
import type { Member } from '../../../platform/actor.ts';
import { after, DAY } from '../../../platform/clock.ts';
import { newId } from '../../../platform/ids.ts';
import { groupScope } from '../../../platform/scope.ts';
import { signerWith } from '../../../platform/secrets.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import { failure, type LocalTable, openLocalTable } from '../../local/dynamodb/local-table.ts';
import { found, type Founded, mailsOf, memberIn } from '../organisations/founded.ts';

const FRESPECH = { siren: '214701054', kind: 'commune', name: 'Frespech', slug: 'frespech' } as const;
const MASSELS = { siren: '214701617', kind: 'commune', name: 'Massels', slug: 'massels' } as const;
const KEY = 'a key of the tests';
let now = new Date('2026-11-24T09:00:00.000Z');
const clock = () => now;

let local: LocalTable;
let table: Table;
let host: Member;
let massels: Founded;
beforeAll(async () => {
  local = await openLocalTable();
  ({ table } = local);
  const frespech = await found(table, FRESPECH);
  massels = await found(table, MASSELS);
  host = await memberIn(table, frespech, 'referent', 'maire@frespech.test');
});
afterAll(() => local.close());

const deps = () => ({
  table,
  clock,
  signer: signerWith({ values: async () => [KEY] as const }),
});

/** Somebody of the other commune, whom the directory knows. */
async function shown(email: string): Promise<Member> {
  const member = await memberIn(table, massels, 'publisher', email);
  const line = { scope: `org#${massels.siren}`, person: member.person.id };
  const told = { entity: 'member', kind: 'insert', before: undefined, after: line, expired: false } as const;
  await onDirectoryChange(told, { table, departement: '47' });
  return member;
}

/** A closed group that the host looks after, as her next request knows it. */
async function closedGroup(): Promise<{ id: string; host: Member }> {
  const id = newId('grp');
  await openGroup(deps(), host, { id, name: 'Écoles', purpose: 'La fusion.', kind: 'steering', access: 'closed' });
  const { organisation } = host.memberships[0] ?? { organisation: '' };
  return { id, host: { ...host, groups: [{ group: id, name: 'Écoles', organisation, standing: 'facilitator' }] } };
}

const pick = (group: { id: string; host: Member }, { person }: Member, organisation = massels.siren) =>
  invitePicked(deps(), group.host, group.id, { person: person.id, organisation });

describe('somebody picked from the directory', () => {
  it('is found by name and commune, invited by a mail, and comes in', async () => {
    const guest = await shown('denise.rouge@massels.test');
    const group = await closedGroup();
    const scope = groupScope(group.id);
    const before = await candidates(deps(), group.host, scope, 'essai massels', []);
    expect(before.people.map(({ person, standing }) => [person, standing])).toContainEqual([
      guest.person.id,
      undefined,
    ]);
    await pick(group, guest);
    const mails = await mailsOf(table, scope);
    expect(mails.map(({ to, template }) => [to, template])).toEqual([[guest.person.email, 'group-invitation']]);
    await expect(pick(group, guest)).rejects.toThrow('déjà invitée');
    expect(await mailsOf(table, scope)).toHaveLength(1);
    const invited = await invitationsOf(table, scope, LIMITS.invitations, clock());
    const since = await candidates(deps(), group.host, scope, 'essai massels', invited);
    expect(since.people.find(({ person }) => person === guest.person.id)?.standing).toBe('invited');
    const read = JSON.stringify([before, invited, since]);
    expect(read).toContain('Massels');
    expect(read).not.toContain(guest.person.email);
    expect(read).not.toContain('@');
    await enterGroup(deps(), guest, group.id);
    expect(await memberOf(table, scope, guest.person.id)).toMatchObject({ organisationName: 'Massels' });
    expect(await invitationsOf(table, scope, LIMITS.invitations, clock())).toEqual([]);
    const inside = await candidates(deps(), group.host, scope, 'essai massels', []);
    expect(inside.people.find(({ person }) => person === guest.person.id)?.standing).toBe('in');
    await expect(pick(group, guest)).rejects.toThrow('déjà dans le groupe');
  });

  it('and by her address too, comes in once and leaves no invitation behind', async () => {
    const guest = await shown('odile.bleue@massels.test');
    const group = await closedGroup();
    const scope = groupScope(group.id);
    await inviteByAddress(deps(), group.host, group.id, guest.person.email);
    await pick(group, guest);
    expect((await doorstepOf(deps(), guest, group.id)).invitations).toHaveLength(2);
    await enterGroup(deps(), guest, group.id);
    expect(await invitationsOf(table, scope, LIMITS.invitations, clock())).toEqual([]);
    expect(await groupOf(table, scope)).toMatchObject({ memberCount: 2 });
  });

  it('answers in time, or not at all, whether or not the table has forgotten it; she may be invited anew', async () => {
    const guest = await shown('tardive@massels.test');
    const group = await closedGroup();
    const scope = groupScope(group.id);
    await pick(group, guest);
    const inTime = await doorstepOf(deps(), guest, group.id);
    expect(inTime.may).toBe('enter');
    const sent = now;
    try {
      now = after(sent, LIMITS.invitationDays * DAY);
      // She had the page open, and posts now.
      await expect(enterGroup(deps(), guest, group.id)).rejects.toMatchObject({ kind: 'not-found' });
      const line = {
        ...guest.person,
        person: guest.person.id,
        organisation: massels.siren,
        organisationName: 'Massels',
      };
      const way = { invitations: inTime.invitations.map(({ key }) => key) };
      const present = await groupOf(table, scope);
      if (!present) throw new Error('No group.');
      const coming = enter(table, present, { ...line, standing: 'member', since: now.toISOString() }, way);
      expect(conditionFailed(await failure(coming))).toBe(true);
      expect(await invitationsOf(table, scope, LIMITS.invitations, now)).toEqual([]);
      await pick(group, guest);
      await enterGroup(deps(), guest, group.id);
      expect(await memberOf(table, scope, guest.person.id)).toMatchObject({ standing: 'member' });
    } finally {
      now = sent;
    }
  });

  it('declines, and the door is shut again', async () => {
    const guest = await shown('paule.verte@massels.test');
    const group = await closedGroup();
    await pick(group, guest);
    await declineInvitation(deps(), guest, group.id);
    await expect(doorstepOf(deps(), guest, group.id)).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('is refused when the directory does not show her there, and to whoever is no facilitator', async () => {
    const guest = await shown('irma.noire@massels.test');
    const hidden = await memberIn(table, massels, 'reader', 'cachee@massels.test');
    const group = await closedGroup();
    await expect(pick(group, guest, FRESPECH.siren)).rejects.toThrow('plus dans l’annuaire');
    await expect(pick(group, hidden)).rejects.toThrow('plus dans l’annuaire');
    await expect(pick({ ...group, host: guest }, hidden)).rejects.toMatchObject({ kind: 'not-found' });
    expect(await mailsOf(table, groupScope(group.id))).toEqual([]);
  });
});
