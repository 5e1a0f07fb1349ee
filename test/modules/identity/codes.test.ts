/** Codes: sent to a mailbox, or made by an application. Each serves once, in the right hands, a few tries long. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOTP } from 'otpauth';
import { askCode, askCodeAgain, proveMailbox, proveMailedCode } from '../../../modules/identity/mailed-code.ts';
import { secondFactorState, proveSecondFactor } from '../../../modules/identity/proving.ts';
import { CODE_LIFE, MOST_CODE_TRIES, MOST_CODES } from '../../../modules/identity/rules.ts';
import { confirmSecondFactor } from '../../../modules/identity/second-factor.ts';
import { keepEnrolment } from '../../../modules/identity/store.ts';
import type { SignInPolicy } from '../../../platform/sign-in-policy.ts';
import { HOUR } from '../../../platform/clock.ts';
import { addProof } from '../../../platform/proofs.ts';
import { closeSession } from '../../../platform/sessions.ts';
import { metered } from '../../../platform/meter.ts';
import { hashToken, newToken } from '../../../platform/tokens.ts';
import { failure } from '../../local/dynamodb/local-table.ts';
import { AGEN, HERE, NERAC, openSignIn, type SignInWorld } from './world.ts';

let world: SignInWorld;
beforeAll(async () => {
  world = await openSignIn();
});
afterAll(() => world.close());

const BY_CODE: SignInPolicy = { method: 'code', secondFactorFor: [] };

/** The code in the newest mail to an address. */
const codeTo = async (email: string): Promise<string> => (await world.mails(email)).at(-1)?.parameters['code'] ?? '';

const other = (code: string): string => (code === '000000' ? '000001' : '000000');

describe('a code sent to a mailbox', () => {
  it('lets in whose organisation signs in so, once', async () => {
    const email = 'claire@nerac.test';
    const person = await world.person(email, [{ ...NERAC, signIn: BY_CODE }]);
    const { token } = await askCode(world.deps, email, HERE);
    const code = await codeTo(email);
    expect(code).toMatch(/^\d{6}$/);
    expect(await proveMailedCode(world.deps, token, code)).toBe(person);
    await expect(proveMailedCode(world.deps, token, code)).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('lets in one of two who give it at the same moment', async () => {
    const email = 'course@nerac.test';
    await world.person(email, [{ ...NERAC, signIn: BY_CODE }]);
    const { token } = await askCode(world.deps, email, HERE);
    const code = await codeTo(email);
    const tries = await Promise.allSettled(Array.from({ length: 4 }, () => proveMailedCode(world.deps, token, code)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('serves in the browser that asked alone, and one asked for elsewhere takes nothing from it', async () => {
    const email = 'navigateur@nerac.test';
    const person = await world.person(email, [{ ...NERAC, signIn: BY_CODE }]);
    const hers = await askCode(world.deps, email, HERE);
    const code = await codeTo(email);
    const another = await askCode(world.deps, email, { ...HERE, address: '198.51.100.9' });
    for (const token of [undefined, newToken(), another.token, 'x']) {
      await expect(proveMailedCode(world.deps, token, code)).rejects.toMatchObject({ kind: 'invalid' });
    }
    expect(await proveMailedCode(world.deps, hers.token, code)).toBe(person);
  });

  it('is over after ten minutes', async () => {
    const email = 'tard@nerac.test';
    await world.person(email, [{ ...NERAC, signIn: BY_CODE }]);
    const { token } = await askCode(world.deps, email, HERE);
    const code = await codeTo(email);
    world.now.at = new Date(world.now.at.getTime() + CODE_LIFE);
    await expect(proveMailedCode(world.deps, token, code)).rejects.toMatchObject({ kind: 'invalid' });
  });

  it('is over after five tries, at the same moment too', async () => {
    const email = 'essais@nerac.test';
    await world.person(email, [{ ...NERAC, signIn: BY_CODE }]);
    const { token } = await askCode(world.deps, email, HERE);
    const code = await codeTo(email);
    await Promise.allSettled(
      Array.from({ length: MOST_CODE_TRIES }, () => proveMailedCode(world.deps, token, other(code))),
    );
    await expect(proveMailedCode(world.deps, token, code)).rejects.toThrow('ne sert plus');
  });

  it('lies nowhere but in its mail: what is kept tells it to nobody without the browser’s token', async () => {
    const email = 'repos@nerac.test';
    await world.person(email, [{ ...NERAC, signIn: BY_CODE }]);
    const { token } = await askCode(world.deps, email, HERE);
    const code = await codeTo(email);
    const items = await world.items(`tok#${hashToken(token)}`);
    const kept = items.find(({ sk }) => sk === 'sign-in-code');
    expect(JSON.stringify(kept)).not.toContain(code);
    expect(JSON.stringify(items)).not.toContain(token);
    expect(kept).toMatchObject({ codeHash: hashToken(`${token}:${code}`) });
  });

  it('is asked for a few times an hour for one mailbox, known or not', async () => {
    for (const email of ['souvent@nerac.test', 'personne@nerac.test']) {
      if (email.startsWith('souvent')) await world.person(email, [{ ...NERAC, signIn: BY_CODE }]);
      for (let count = 0; count < MOST_CODES.forOneFromOnePlace; count += 1) await askCode(world.deps, email, HERE);
      expect(await failure(askCode(world.deps, email, HERE))).toMatchObject({ kind: 'too-many' });
      // Somebody who fills the count from elsewhere does not close her own way in.
      expect(await askCode(world.deps, email, { ...HERE, address: '192.0.2.44' })).toHaveProperty('token');
    }
    world.now.at = new Date(world.now.at.getTime() + HOUR);
    expect(await askCode(world.deps, 'souvent@nerac.test', HERE)).toHaveProperty('token');
  });
});

describe('an address without account, or whose organisations take no code', () => {
  it('gets the same, at the same price, and no way in', async () => {
    await world.person('connue@agen.test', [{ ...AGEN, signIn: BY_CODE }]);
    await world.person('mot-de-passe@agen.test', [AGEN]);
    const costs = [];
    for (const email of ['connue@agen.test', 'mot-de-passe@agen.test', 'inconnue@agen.test']) {
      world.asked.length = 0;
      const cost = await metered(async (consumption) => {
        const asked = await askCode(world.deps, email, HERE);
        expect(Object.keys(asked)).toEqual(['token', 'expires']);
        return { ...consumption };
      });
      costs.push({ ...cost, asked: [...world.asked] });
    }
    expect(costs[1]).toEqual(costs[0]);
    expect(costs[2]).toEqual(costs[0]);
    expect(await world.mails('inconnue@agen.test')).toEqual([]);
    expect(await world.mails('mot-de-passe@agen.test')).toMatchObject([
      { template: 'sign-in-elsewhere', parameters: { organisations: 'Agen' } },
    ]);
  });

  it('is refused whatever code is given', async () => {
    const { token } = await askCode(world.deps, 'jamais@agen.test', HERE);
    await expect(proveMailedCode(world.deps, token, '000000')).rejects.toThrow('ne correspond pas');
  });
});

describe('a session, and an organisation that asks for more', () => {
  it('does not open it, nor the groups entered through it, until she proves it', async () => {
    const person = await world.person('double@nerac.test', [AGEN, { ...NERAC, signIn: BY_CODE }]);
    const cookie = await world.session(person, ['password'], NERAC.organisation);
    const before = await world.enter(cookie);
    expect(before).toMatchObject({ current: undefined, awaits: { name: 'Nérac', asked: ['code'] } });
    const { token } = await askCodeAgain(world.deps, before, HERE);
    await proveMailbox(world.deps, before, token, await codeTo('double@nerac.test'));
    expect(await world.enter(cookie)).toMatchObject({
      current: { name: 'Nérac' },
      session: { proofs: ['password', 'code'] },
    });
  });

  it('enters at first where nothing more is asked', async () => {
    const person = await world.person('deux@nerac.test', [AGEN, { ...NERAC, signIn: BY_CODE }]);
    expect(await world.enter(await world.session(person, ['password']))).toMatchObject({ current: { name: 'Agen' } });
    expect(await world.enter(await world.session(person, ['code'], NERAC.organisation))).toMatchObject({
      current: { name: 'Nérac' },
    });
  });

  it('is found with one read unit all the same', async () => {
    const policy: SignInPolicy = { method: 'code', secondFactorFor: ['publisher', 'referent'] };
    const memberships = Array.from({ length: 5 }, (_, at) => ({
      ...NERAC,
      organisation: `21470195${at}`,
      name: `Saint-Martin-de-Beauville ${at}`,
      slug: `saint-martin-de-beauville-${at}`,
      signIn: policy,
    }));
    const person = await world.person('cinq@nerac.test', memberships);
    const cookie = await world.session(person, ['code', 'totp']);
    const read = await metered(async (consumption) => {
      await world.enter(cookie);
      return consumption.read;
    });
    expect(read).toBe(1);
  });

  it('takes no code of somebody else', async () => {
    const [mine, hers] = ['moi@nerac.test', 'elle@nerac.test'];
    const person = await world.person(mine, [{ ...NERAC, signIn: BY_CODE }]);
    await world.person(hers, [{ ...NERAC, signIn: BY_CODE }]);
    const member = await world.enter(await world.session(person, ['password']));
    const { token } = await askCode(world.deps, hers, HERE);
    await expect(proveMailbox(world.deps, member, token, await codeTo(hers))).rejects.toMatchObject({
      kind: 'invalid',
    });
  });
});

describe('a code of the application', () => {
  const SECRET = 'JBSWY3DPEHPK3PXP';
  const codeAt = (at: Date): string => new TOTP({ secret: SECRET }).generate({ timestamp: at.getTime() });
  const NEEDED: SignInPolicy = { method: 'password', secondFactorFor: ['publisher'] };

  /** Somebody who has just set it up in one session, and has another one. */
  async function withApplication(email: string): Promise<string> {
    const person = await world.person(email, [{ ...NERAC, signIn: NEEDED }]);
    const first = await world.session(person, ['password']);
    const member = await world.enter(first);
    expect(member.awaits?.asked).toEqual(['totp']);
    expect(await secondFactorState(world.deps, member)).toBe('none');
    const token = await keepEnrolment(world.deps.table, world.deps.clock, {
      person,
      accessToken: 'none',
      secret: SECRET,
    });
    await confirmSecondFactor(world.deps, member, { token, code: codeAt(world.now.at) }, HERE);
    expect((await world.enter(first)).current?.name).toBe('Nérac');
    return world.session(person, ['code']);
  }

  it('opens the session that it is given in, once', async () => {
    const cookie = await withApplication('application@nerac.test');
    const member = await world.enter(cookie);
    expect(await secondFactorState(world.deps, member)).toBe('ready');
    // The one given at setting up has served.
    await expect(proveSecondFactor(world.deps, member, codeAt(world.now.at), HERE)).rejects.toMatchObject({
      kind: 'invalid',
    });
    world.now.at = new Date(world.now.at.getTime() + 60_000);
    const code = codeAt(world.now.at);
    const tries = await Promise.allSettled([
      proveSecondFactor(world.deps, member, code, HERE),
      proveSecondFactor(world.deps, member, code, HERE),
    ]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await world.enter(cookie)).toMatchObject({ current: { name: 'Nérac' } });
  });

  it('is not guessed: five tries, at the same moment too, then a quarter of an hour', async () => {
    const cookie = await withApplication('devine@nerac.test');
    const member = await world.enter(cookie);
    world.now.at = new Date(world.now.at.getTime() + 60_000);
    const code = codeAt(world.now.at);
    await Promise.allSettled(Array.from({ length: 6 }, () => proveSecondFactor(world.deps, member, other(code), HERE)));
    expect(await failure(proveSecondFactor(world.deps, member, code, HERE))).toMatchObject({ kind: 'too-many' });
    expect((await world.enter(cookie)).current).toBeUndefined();
  });

  it('lies closed in her own partition', async () => {
    const cookie = await withApplication('coffre@nerac.test');
    const { person } = await world.enter(cookie);
    expect(JSON.stringify(await world.items(`usr#${person.id}`))).not.toContain(SECRET);
  });

  it('is asked of whoever has set one up, wherever she works, the console too', async () => {
    const person = await world.person('soi@agen.test', [AGEN], { secondFactor: true });
    expect((await world.enter(await world.session(person, ['password']))).awaits?.asked).toEqual(['totp']);
    expect((await world.enter(await world.session(person, ['password', 'totp']))).current?.name).toBe('Agen');
  });
});

describe('two proofs at the same moment', () => {
  it('are both kept, and nothing of a session closed meanwhile', async () => {
    const person = await world.person('deux.preuves@nerac.test', [NERAC]);
    const cookie = await world.session(person, ['password']);
    const member = await world.enter(cookie);
    await Promise.all([addProof(world.deps.table, member, 'code'), addProof(world.deps.table, member, 'totp')]);
    expect((await world.enter(cookie)).session.proofs).toEqual(['password', 'code', 'totp']);
    await closeSession(world.deps.table, { hash: member.session.hash, person });
    await addProof(world.deps.table, member, 'link');
    await expect(world.enter(cookie)).rejects.toThrow('Nobody');
  });
});
