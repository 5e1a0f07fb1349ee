/** An address of sign-in changes once both mailboxes agree: whatever comes first, twice, at once or cut short. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agree, askedBy, askForChange, cancel, refuse } from '../../../modules/accounts/service/changing.ts';
import { changeOf } from '../../../modules/accounts/store.ts';
import { onAccountChange } from '../../../modules/accounts/index.ts';
import { invitationKey, invitationsOfHers } from '../../../modules/groups/service/belonging.ts';
import { groupEntities } from '../../../modules/groups/store/entities.ts';
import { invitationOf } from '../../../modules/groups/store/index.ts';
import type { Problem } from '../../../platform/problems.ts';
import { actScope, groupScope, organisationScope, personScope } from '../../../platform/scope.ts';
import { personEntities, rightsOf, sessionsOf } from '../../../platform/sessions.ts';
import { HOUR } from '../../../platform/clock.ts';
import { HERE, NERAC } from '../identity/world.ts';
import { type Accounts, openAccounts, PASSWORD } from './world.ts';

let world: Accounts;
beforeAll(async () => {
  world = await openAccounts();
});
afterAll(() => world.close());

const newAddress = (): string => `nouvelle-${randomUUID()}@essai.test`;
const kindOf = (error: Problem): string => error.kind;
const refusal = (work: Promise<unknown>): Promise<unknown> => work.then(() => 'accepted', kindOf);
const templates = async (to: string) => (await world.mails(to)).map(({ template }) => template);

describe('both mailboxes agree', () => {
  it.each([
    ['old' as const, 'new' as const],
    ['new' as const, 'old' as const],
  ])(
    'the %s one first: then the login, the profile, her organisation and both mailboxes have it',
    async (first, second) => {
      const { member } = await world.member(NERAC);
      const { id, email } = member.person;
      await world.session(id, ['password']);
      const after = newAddress();
      const tokens = await world.ask(member, after);
      await agree(world.deps, tokens[first]);
      await world.follow(id);
      expect(world.addresses.get(id)).toBe(email);
      expect((await agree(world.deps, tokens[second])).standing).toBe('applying');
      await world.follow(id);
      expect(world.addresses.get(id)).toBe(after);
      expect((await rightsOf(world.deps.table, id))?.person).toMatchObject({ email: after, former: { email } });
      expect((await world.line(NERAC.organisation, id))?.email).toBe(after);
      expect((await sessionsOf(world.deps.table, id)).map(({ hash }) => hash)).toEqual([member.session.hash]);
      expect([await templates(email), await templates(after)]).toEqual([
        ['address-to-leave', 'address-changed'],
        ['address-to-confirm', 'address-changed'],
      ]);
      const acts = (await world.items(actScope(id))).map(({ act }) => act);
      expect(acts.sort()).toEqual(['address-change-asked', 'address-changed']);
    },
  );

  it('by posts: what a mail program opens by itself changes nothing', async () => {
    const { member } = await world.member(NERAC);
    const { new: token, old } = await world.ask(member, newAddress());
    const before = await changeOf(world.deps.table, member.person.id);
    expect(await Promise.all([token, old].map((one) => askedBy(world.deps, one)))).toMatchObject([
      { side: 'new', standing: 'waiting' },
      { side: 'old', standing: 'waiting' },
    ]);
    expect(await changeOf(world.deps.table, member.person.id)).toEqual(before);
  });

  it('within a day', async () => {
    const { member } = await world.member(NERAC);
    const { new: token } = await world.ask(member, newAddress());
    const present = world.now.at;
    world.now.at = new Date(present.getTime() + 25 * HOUR);
    const late = await refusal(agree(world.deps, token));
    world.now.at = present;
    expect(late).toBe('gone');
  });
});

describe('the person proves herself anew', () => {
  it('and is refused without, under the lock of sign-in', async () => {
    const { member } = await world.member(NERAC);
    const wrong = { email: newAddress(), password: 'pas le bon', cookie: undefined };
    expect(await refusal(askForChange(world.deps, member, wrong, HERE))).toBe('invalid');
    const none = { email: newAddress(), cookie: undefined };
    expect(await refusal(askForChange(world.deps, member, none, HERE))).toBe('invalid');
    expect(await changeOf(world.deps.table, member.person.id)).toBeUndefined();
  });
});

describe('an address that has an account', () => {
  it('gets a mail that says so, and the asker the same as for any other', async () => {
    const { member: holder } = await world.member(NERAC);
    const { member } = await world.member(NERAC);
    const tokens = await world.ask(member, holder.person.email);
    expect(await templates(holder.person.email)).toEqual(['address-taken']);
    expect(tokens.new).toBe('');
    expect(await templates(member.person.email)).toEqual(['address-to-leave']);
    expect((await agree(world.deps, tokens.old)).standing).toBe('waiting');
  });

  it('taken while both mailboxes answered, is refused and nothing changes', async () => {
    const { member } = await world.member(NERAC);
    const { id, email } = member.person;
    const after = newAddress();
    const tokens = await world.ask(member, after);
    await agree(world.deps, tokens.new);
    await agree(world.deps, tokens.old);
    world.addresses.set('somebody else', after);
    await world.follow(id);
    expect((await rightsOf(world.deps.table, id))?.person.email).toBe(email);
    expect((await askedBy(world.deps, tokens.new)).standing).toBe('refused');
    expect(await templates(email)).toEqual(['address-to-leave', 'address-refused']);
  });
});

describe('called off', () => {
  it('by the old mailbox: « ce n’est pas moi »', async () => {
    const { member } = await world.member(NERAC);
    const tokens = await world.ask(member, newAddress());
    expect(await refusal(refuse(world.deps, tokens.new, '203.0.113.7'))).toBe('gone');
    await refuse(world.deps, tokens.old, '203.0.113.7');
    expect([await refusal(agree(world.deps, tokens.new)), await refusal(agree(world.deps, tokens.old))]).toEqual([
      'gone',
      'gone',
    ]);
    expect(await templates(member.person.email)).toContain('address-cancelled');
  });

  it('by herself, until both have agreed', async () => {
    const { member } = await world.member(NERAC);
    const tokens = await world.ask(member, newAddress());
    await agree(world.deps, tokens.new);
    await agree(world.deps, tokens.old);
    expect(await refusal(cancel(world.deps, member))).toBe('conflict');
    expect(await refusal(world.ask(member, newAddress()))).toBe('conflict');
  });
});

describe('two changes', () => {
  it('one after the other: the links of the first lead nowhere', async () => {
    const { member } = await world.member(NERAC);
    const first = await world.ask(member, newAddress());
    const second = await world.ask(member, newAddress());
    expect(await refusal(agree(world.deps, first.new))).toBe('gone');
    expect((await agree(world.deps, second.new)).standing).toBe('waiting');
  });

  it('at once: the links of one of them lead somewhere', async () => {
    const { member } = await world.member(NERAC);
    const [one, other] = [newAddress(), newAddress()];
    const asked = (email: string) =>
      refusal(askForChange(world.deps, member, { email, password: PASSWORD, cookie: undefined }, HERE));
    await Promise.all([asked(one), asked(other)]);
    const after = (await changeOf(world.deps.table, member.person.id))?.after;
    const tokens = await Promise.all(
      [one, other].map(async (to) => ({ to, token: (await world.mails(to)).at(-1)?.parameters.token })),
    );
    const lead = await Promise.all(
      tokens
        .filter(({ token }) => token)
        .map(async ({ to, token }) => [to, await refusal(agree(world.deps, token ?? ''))]),
    );
    expect(lead.filter(([, answer]) => answer === 'accepted')).toEqual([[after, 'accepted']]);
  });
});

describe('cut short, told twice, or late', () => {
  const agreed = async () => {
    const { member } = await world.member(NERAC);
    const after = newAddress();
    const tokens = await world.ask(member, after);
    await agree(world.deps, tokens.new);
    await agree(world.deps, tokens.old);
    return { id: member.person.id, email: member.person.email, after };
  };

  it('goes on after a crash between Cognito and the table', async () => {
    const { id, after } = await agreed();
    const killed = () => {
      throw new Error('killed');
    };
    await expect(world.follow(id, { ...world.worker, clock: killed })).rejects.toThrow('killed');
    expect([world.addresses.get(id), (await changeOf(world.deps.table, id))?.state]).toEqual([after, 'asked']);
    await world.follow(id);
    expect((await rightsOf(world.deps.table, id))?.person.email).toBe(after);
    expect(await templates(after)).toEqual(['address-to-confirm', 'address-changed']);
  });

  it('is done once when two workers are told at once', async () => {
    const { id, after } = await agreed();
    await Promise.all([world.follow(id), world.follow(id)]);
    await world.follow(id);
    expect(await templates(after)).toEqual(['address-to-confirm', 'address-changed']);
  });

  it('changes nothing of an account that was closed meanwhile', async () => {
    const { id, email } = await agreed();
    await personEntities(world.deps.table)
      .profile.delete({ scope: personScope(id) })
      .go();
    await world.follow(id);
    expect(world.addresses.get(id)).toBe(email);
  });

  it('brings a line that was written with the address and the name before in step', async () => {
    const { id, email, after } = await agreed();
    await world.follow(id);
    const name = (await rightsOf(world.deps.table, id))?.person;
    const scope = organisationScope(NERAC.organisation);
    const line = { scope, person: id, email, firstName: 'Autrefois', lastName: 'Autrement' };
    await onAccountChange(
      { kind: 'insert', entity: 'member', before: undefined, after: line, expired: false },
      world.deps,
    );
    const { firstName, lastName } = name ?? {};
    expect(await world.line(NERAC.organisation, id)).toMatchObject({ email: after, firstName, lastName });
  });
});

describe('an invitation sent to the address that she had', () => {
  it('into a group stays hers, if it was sent while she had it', async () => {
    const { table } = world.deps;
    const { member } = await world.member(NERAC);
    const { email } = member.person;
    const scope = groupScope('grp_01J00000000000000000000000');
    const now = world.deps.clock();
    const former = { email, until: '2026-11-23T10:00:00.000Z' };
    const hers = { ...member.person, email: newAddress(), former };
    expect(await invitationsOfHers(table, scope, hers, now)).toEqual([]);
    const put = (invitedAt: string) =>
      groupEntities(table)
        .invitation.put({
          scope,
          key: invitationKey(email),
          email,
          invitedBy: 'Camille',
          invitedAt,
          ttl: 2_000_000_000,
        })
        .go();
    await put('2026-11-23T09:00:00.000Z');
    expect(await invitationsOfHers(table, scope, hers, now)).toMatchObject([{ email }]);
    await put('2026-11-23T11:00:00.000Z');
    expect(await invitationsOfHers(table, scope, hers, now)).toEqual([]);
    expect(await invitationOf(table, scope, invitationKey(email), now)).toBeDefined();
  });
});
