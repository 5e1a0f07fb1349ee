/** Recovery codes over a real table: each stands once for a code of the application, and nothing kept tells them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOTP } from 'otpauth';
import type { IdentityDeps, Login } from '../../../modules/identity/index.ts';
import { proveSecondFactor } from '../../../modules/identity/proving.ts';
import { RECOVERY_CODES, shownCode, typedCode } from '../../../modules/identity/recovery-codes.ts';
import { proveRecoveryCode, renewRecoveryCodes, tell } from '../../../modules/identity/recovery.ts';
import { MOST_FAILURES } from '../../../modules/identity/rules.ts';
import { secondCode } from '../../../modules/identity/schema.ts';
import { beginSecondFactor, confirmSecondFactor } from '../../../modules/identity/second-factor.ts';
import { dropSecondFactor, recoveryCodesLeft, secondFactorOf } from '../../../modules/identity/second-factor-store.ts';
import { provePassword } from '../../../modules/identity/service.ts';
import { MINUTE } from '../../../platform/clock.ts';
import { personScope } from '../../../platform/scope.ts';
import { failure } from '../../local/dynamodb/local-table.ts';
import { HERE, NERAC, openSignIn, type SignInWorld } from './world.ts';

const PASSWORD = 'Une phrase assez longue 2026';
const SECRET = 'JBSWY3DPEHPK3PXP';

let world: SignInWorld;
beforeAll(async () => {
  world = await openSignIn();
});
afterAll(() => world.close());

const codeNow = (): string => new TOTP({ secret: SECRET }).generate({ timestamp: world.now.at.getTime() });

interface Account {
  email: string;
  person: string;
  cookie: string;
  codes: string[];
  deps: IdentityDeps;
  /** What the pool does meanwhile. */
  pool: { asks: boolean; isOver: boolean };
}

/** As the pool answers: the password, then a code of the application, each of which serves once. */
function loginOf(person: string, pool: Account['pool']): Partial<Login> {
  const served = new Set<string>();
  return {
    async signIn(_email, password) {
      if (password !== PASSWORD) return { kind: 'refused' };
      if (pool.asks) return { kind: 'code-needed', challenge: `challenge of ${person}` };
      return { kind: 'signed-in', person, accessToken: 'token' };
    },
    async answerCode(_email, challenge, token) {
      const at = world.now.at.getTime();
      const isRight = new TOTP({ secret: SECRET }).validate({ token, window: 1, timestamp: at }) !== null;
      if (challenge !== `challenge of ${person}` || pool.isOver || !isRight || served.has(token)) {
        return { kind: 'refused' };
      }
      served.add(token);
      return { kind: 'signed-in', person, accessToken: 'token' };
    },
  };
}

/** Somebody who has just set up her application, and has the codes before her. */
async function account(email: string): Promise<Account> {
  const person = await world.person(email, [NERAC]);
  const pool = { asks: false, isOver: false };
  const deps = { ...world.deps, login: { ...world.deps.login, ...loginOf(person, pool) } };
  const cookie = await world.session(person, ['password']);
  const member = await world.enter(cookie);
  const { token } = await beginSecondFactor(deps, member, { password: PASSWORD }, HERE);
  const codes = await confirmSecondFactor(deps, member, { token, code: codeNow() }, HERE);
  pool.asks = true;
  world.now.at = new Date(world.now.at.getTime() + 2 * MINUTE);
  return { email, person, cookie, codes, deps, pool };
}

const signInWith = async ({ deps, email, person }: Account, code = ''): Promise<readonly string[]> => {
  const given = { email, challenge: `challenge of ${person}`, code: secondCode.parse(code) };
  const proof = await proveRecoveryCode(deps, given, HERE);
  return proof.kind === 'proved' ? proof.proofs : [];
};

const templates = async (email: string): Promise<string[]> =>
  (await world.mails(email)).map(({ template }) => template);
const acts = async (person: string): Promise<unknown[]> => (await world.items(`act#${person}`)).map(({ act }) => act);

describe('recovery codes', () => {
  it('are ten, given once, and lie nowhere as they are', async () => {
    const her = await account('dix@nerac.test');
    expect(new Set(her.codes).size).toBe(RECOVERY_CODES);
    expect(her.codes.every((code) => /^[2-9A-Z]{5}-[2-9A-Z]{5}$/.test(code))).toBe(true);
    const kept = JSON.stringify(await world.items(`usr#${her.person}`));
    for (const code of her.codes) {
      expect(kept).not.toContain(code);
      expect(kept).not.toContain(typedCode(code));
    }
    expect(await recoveryCodesLeft(her.deps.table, her.person)).toBe(RECOVERY_CODES);
  });

  it('are taken as people type them, and told from six digits', () => {
    expect(typedCode(' k7qf2 mxd4r ')).toBe('K7QF2MXD4R');
    expect(shownCode('K7QF2MXD4R')).toBe('K7QF2-MXD4R');
    expect(secondCode.parse('123 456')).toBe('123456');
    for (const typed of ['12345', '1234567890', 'K7QF2-MXD4', 'O0I1L-UVWXY', '']) {
      expect(secondCode.safeParse(typed).success).toBe(false);
    }
  });

  it('let in once with the password: she is written to, and the journal keeps it', async () => {
    const her = await account('entre@nerac.test');
    const [first = '', second = ''] = her.codes;
    expect(await signInWith(her, first.toLowerCase())).toEqual(['password', 'recovery']);
    await expect(signInWith(her, first)).rejects.toMatchObject({ kind: 'invalid' });
    expect(await recoveryCodesLeft(her.deps.table, her.person)).toBe(RECOVERY_CODES - 1);
    expect(await world.mails(her.email)).toMatchObject([{ template: 'recovery-code-used', parameters: { left: '9' } }]);
    expect(await acts(her.person)).toEqual(['second-factor-on', 'recovery-code-used']);
    const cookie = await world.session(her.person, ['password', 'recovery']);
    expect((await world.enter(cookie)).current?.name).toBe('Nérac');
    // The next one, within the same half minute.
    expect(await signInWith(her, second)).toEqual(['password', 'recovery']);
  });

  it('let in one of two who give the same at the same moment', async () => {
    const her = await account('meme-moment@nerac.test');
    const tries = await Promise.allSettled(Array.from({ length: 3 }, () => signInWith(her, her.codes[0])));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await templates(her.email)).toEqual(['recovery-code-used']);
    expect(await recoveryCodesLeft(her.deps.table, her.person)).toBe(RECOVERY_CODES - 1);
  });

  it('are not lost to a page that waited too long, nor to whoever has not given the password', async () => {
    const her = await account('attente@nerac.test');
    her.pool.isOver = true;
    await expect(signInWith(her, her.codes[0])).rejects.toMatchObject({ kind: 'invalid' });
    her.pool.isOver = false;
    const given = { email: her.email, challenge: 'another challenge', code: typedCode(her.codes[0] ?? '') };
    await expect(proveRecoveryCode(her.deps, given, HERE)).rejects.toMatchObject({ kind: 'invalid' });
    expect(await recoveryCodesLeft(her.deps.table, her.person)).toBe(RECOVERY_CODES);
    expect(await signInWith(her, her.codes[0])).toEqual(['password', 'recovery']);
  });

  it('are hers alone, and count for the same lock as everything that is tried', async () => {
    const [her, other] = [await account('verrou@nerac.test'), await account('autre-verrou@nerac.test')];
    for (let tried = 0; tried < MOST_FAILURES; tried += 1) {
      await expect(signInWith(her, other.codes[0])).rejects.toMatchObject({ kind: 'invalid' });
    }
    expect(await failure(signInWith(her, her.codes[0]))).toMatchObject({ kind: 'too-many' });
    expect(await failure(provePassword(her.deps, her.email, PASSWORD))).toMatchObject({ kind: 'too-many' });
    expect(await recoveryCodesLeft(her.deps.table, her.person)).toBe(RECOVERY_CODES);
  });

  it('answer in a session that is open, as the application does, once', async () => {
    const her = await account('ouverte@nerac.test');
    const cookie = await world.session(her.person, ['code']);
    const member = await world.enter(cookie);
    expect(member.awaits?.asked).toEqual(['totp']);
    const code = typedCode(her.codes[3] ?? '');
    const tries = await Promise.allSettled([1, 2].map(() => proveSecondFactor(her.deps, member, code, HERE)));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await world.enter(cookie)).session.proofs).toEqual(['code', 'recovery']);
  });
});

describe('renewing them', () => {
  it('asks for the password, and leaves none of those before', async () => {
    const her = await account('renouvelle@nerac.test');
    const member = await world.enter(her.cookie);
    await expect(renewRecoveryCodes(her.deps, member, 'Une autre phrase 2026', HERE)).rejects.toMatchObject({
      kind: 'invalid',
    });
    const codes = await renewRecoveryCodes(her.deps, member, PASSWORD, HERE);
    await expect(signInWith(her, her.codes[0])).rejects.toMatchObject({ kind: 'invalid' });
    expect(await signInWith(her, codes[9])).toEqual(['password', 'recovery']);
    expect(await templates(her.email)).toEqual(['recovery-codes-renewed', 'recovery-code-used']);
  });

  it('and removing the second factor leave nothing to recover with', async () => {
    const her = await account('retire@nerac.test');
    const told = tell(her.deps, await world.enter(her.cookie), HERE, { name: 'second-factor-changed' });
    await dropSecondFactor(her.deps.table, personScope(her.person), told);
    expect(await secondFactorOf(her.deps.table, her.person)).toBeUndefined();
    await expect(signInWith(her, her.codes[0])).rejects.toMatchObject({ kind: 'invalid' });
    const member = await world.enter(her.cookie);
    expect(await failure(renewRecoveryCodes(her.deps, member, PASSWORD, HERE))).toMatchObject({ kind: 'conflict' });
  });
});

describe('another telephone', () => {
  it('takes the place of the one before with a code of it, or a recovery code; never with the password alone', async () => {
    const her = await account('change@nerac.test');
    const member = await world.enter(her.cookie);
    const beginWith = (code?: string) => beginSecondFactor(her.deps, member, { password: PASSWORD, code }, HERE);
    expect(await failure(beginWith())).toMatchObject({ kind: 'invalid' });
    const { token } = await beginWith(typedCode(her.codes[0] ?? ''));
    // From here the pool asks for no code, until the new one is confirmed: Parvis does.
    her.pool.asks = false;
    expect(await failure(beginWith())).toMatchObject({ kind: 'invalid' });
    expect(await failure(beginWith(typedCode(her.codes[0] ?? '')))).toMatchObject({ kind: 'invalid' });
    await beginWith(typedCode(her.codes[1] ?? ''));
    const codes = await confirmSecondFactor(her.deps, member, { token, code: codeNow() }, HERE);
    her.pool.asks = true;
    await expect(signInWith(her, her.codes[2])).rejects.toMatchObject({ kind: 'invalid' });
    world.now.at = new Date(world.now.at.getTime() + 2 * MINUTE);
    expect(await signInWith(her, codes[0])).toEqual(['password', 'recovery']);
    expect(await acts(her.person)).toContain('second-factor-changed');
    expect(await templates(her.email)).toContain('second-factor-changed');
  });
});
