/** A référent helps a member whose mailbox or telephone is lost: her own organisation's, never herself. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { agree, refuse } from '../../../modules/accounts/service/changing.ts';
import {
  helpedByOperator,
  helpedByReferent,
  removeSecondFactor,
  vouch,
} from '../../../modules/accounts/service/helping.ts';
import { changeOf } from '../../../modules/accounts/store.ts';
import { keepSecondFactor, secondFactorOf } from '../../../modules/identity/second-factor-store.ts';
import type { Member } from '../../../platform/actor.ts';
import { actOnAccount } from '../../../platform/journal.ts';
import type { Problem } from '../../../platform/problems.ts';
import { actScope, personScope } from '../../../platform/scope.ts';
import { personEntities, rightsOf, sessionsOf } from '../../../platform/sessions.ts';
import { AGEN, NERAC } from '../identity/world.ts';
import { type Accounts, openAccounts } from './world.ts';

let world: Accounts;
let referent: Member;
beforeAll(async () => {
  world = await openAccounts();
  referent = (await world.member({ ...NERAC, role: 'referent' })).member;
});
afterAll(() => world.close());

const refusal = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'accepted',
    (error: Problem) => error.kind,
  );

/** Somebody who asks for another address. */
async function asking() {
  const { member } = await world.member(NERAC);
  const after = `nouvelle-${randomUUID()}@essai.test`;
  const tokens = await world.ask(member, after);
  const change = (await changeOf(world.deps.table, member.person.id))?.id ?? '';
  return { member, after, tokens, change };
}

describe('a lost mailbox', () => {
  it('is answered for by the référent: then the new one is enough, and the old one is told', async () => {
    const { member, after, tokens, change } = await asking();
    const { id, email } = member.person;
    const found = await helpedByReferent(world.deps, referent, id);
    await vouch(world.deps, referent, found, change);
    await vouch(world.deps, referent, await helpedByReferent(world.deps, referent, id), change);
    expect((await world.mails(email)).map(({ template }) => template)).toEqual(['address-to-leave', 'address-vouched']);
    expect((await agree(world.deps, tokens.new)).standing).toBe('applying');
    await world.follow(id);
    expect(world.addresses.get(id)).toBe(after);
    const acts = (await world.items(actScope(referent.person.id))).map(({ act, journals, about }) => [
      act,
      journals,
      about,
    ]);
    const about = { id, name: 'Claire Morin' };
    expect(acts).toEqual([['address-vouched', [NERAC.organisation, 'territoire'], about]]);
  });

  it('may still say that it is not her, as long as the new one has not answered', async () => {
    const { member, change, tokens } = await asking();
    const { id, email } = member.person;
    await vouch(world.deps, referent, await helpedByReferent(world.deps, referent, id), change);
    const notice = (await world.mails(email)).at(-1)?.parameters.token ?? '';
    await refuse(world.deps, notice, '203.0.113.7');
    expect(await refusal(agree(world.deps, tokens.new))).toBe('gone');
  });

  it('is nobody else’s: neither of another organisation, nor herself, nor another change', async () => {
    const { member, change } = await asking();
    const { id } = member.person;
    const { member: other } = await world.member({ ...AGEN, role: 'referent' });
    expect(await refusal(helpedByReferent(world.deps, other, id))).toBe('not-found');
    expect(await refusal(helpedByReferent(world.deps, member, id))).toBe('forbidden');
    expect(await refusal(helpedByOperator(world.deps, referent, id))).toBe('forbidden');
    const found = await helpedByReferent(world.deps, referent, id);
    expect(await refusal(vouch(world.deps, referent, found, `${change}0`))).toBe('gone');
    await world.ask(referent, `nouvelle-${randomUUID()}@essai.test`);
    const herself = await helpedByReferent(world.deps, referent, referent.person.id);
    const hers = await changeOf(world.deps.table, referent.person.id);
    expect(await refusal(vouch(world.deps, referent, herself, hers?.id ?? ''))).toBe('forbidden');
  });
});

describe('an account that opens another organisation', () => {
  it('is left alone by the référent of one of them', async () => {
    const { member, change } = await asking();
    const { id } = member.person;
    expect((await helpedByReferent(world.deps, referent, id)).barred).toBeUndefined();
    const { organisation, name, slug, role } = AGEN;
    await personEntities(world.deps.table)
      .membership.create({ scope: personScope(id), organisation, name, slug, role, since: world.now.at.toISOString() })
      .go();
    const found = await helpedByReferent(world.deps, referent, id);
    expect(found.barred).toBe('elsewhere');
    expect(await refusal(vouch(world.deps, referent, found, change))).toBe('forbidden');
    expect(await refusal(removeSecondFactor(world.deps, referent, found))).toBe('forbidden');
  });
});

describe('a lost telephone', () => {
  it('is asked for no more: its secret is forgotten, all her sessions end, she is told, and it is done once', async () => {
    const { member } = await world.member(NERAC);
    const { id, email } = member.person;
    const act = actOnAccount(member, world.deps.clock, '', { name: 'second-factor-on' });
    await keepSecondFactor(world.deps.table, member, { sealed: 'closed', lastStep: 1, recovery: [], act });
    const found = await helpedByReferent(world.deps, referent, id);
    expect(found.rights.person.secondFactor).toBe(true);
    await Promise.all([1, 2].map(() => removeSecondFactor(world.deps, referent, found)));
    await removeSecondFactor(world.deps, referent, await helpedByReferent(world.deps, referent, id));
    expect((await rightsOf(world.deps.table, id))?.person.secondFactor).toBeUndefined();
    expect(await secondFactorOf(world.deps.table, id)).toBeUndefined();
    expect(await sessionsOf(world.deps.table, id)).toEqual([]);
    expect((await world.mails(email)).map(({ template }) => template)).toEqual(['second-factor-removed']);
  });
});
