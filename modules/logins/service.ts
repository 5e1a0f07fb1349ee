/** The référent chooses how the members of her organisation sign in. */
import { currentOf, type Member, mustMay, organisationScopeOf } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import { actFor } from '../../platform/journal.ts';
import { Problem, refuseField } from '../../platform/problems.ts';
import { askedOf, type SignInPolicy } from '../../platform/sign-in-policy.ts';
import { conditionFailed, type Table } from '../../platform/table.ts';
import { offeredBy } from '../federation/index.ts';
import { membersOf } from '../organisations/index.ts';
import { countsOf, isSamePolicy, type RoleCount } from './rules.ts';
import { policyOf, savePolicy, type StoredPolicy } from './store.ts';
import { TEXTS } from './texts.ts';

export interface LoginsDeps {
  table: Table;
  clock: Clock;
}

/** Members counted at most: no organisation has as many. */
const MOST_COUNTED = 5000;

export interface PolicyToManage {
  policy: StoredPolicy;
  counts: RoleCount[];
  /** Members may come in with an account that they have elsewhere, or must already. */
  offersProvider: boolean;
}

/** @throws {Problem} `forbidden` when she is not the référent. One read unit, and one for each 8 kB of members. */
export async function policyToManage({ table }: LoginsDeps, member: Member): Promise<PolicyToManage> {
  mustMay(member, 'manage-organisation');
  const scope = organisationScopeOf(member);
  const [policy, provider, { members }] = await Promise.all([
    policyOf(table, scope),
    offeredBy(table, currentOf(member).organisation),
    membersOf(table, scope, { limit: MOST_COUNTED }),
  ]);
  const offersProvider = provider !== undefined || policy.method === 'provider';
  return { policy, counts: countsOf(members), offersProvider };
}

/**
 * Whoever chooses could still come in: her session has proved what she asks of her own role.
 * @throws {Problem} `invalid`, with what she has to prove first.
 */
export function mustNotLockHerselfOut(member: Member, next: SignInPolicy): void {
  const [missing] = askedOf(next, currentOf(member).role, member.session.proofs);
  if (!missing) return;
  const message = TEXTS.proveFirst[missing];
  throw new Problem('invalid', {
    detail: message,
    fields: [{ field: missing === 'totp' ? 'referent' : 'method', message }],
    extra: { asked: missing },
  });
}

/**
 * Takes effect for her at once, for the others as the stream carries it to each: a second or two.
 * @throws {Problem} `invalid` when it would lock her out, `stale` on a lost race.
 */
export async function choosePolicy(
  { table, clock }: LoginsDeps,
  member: Member,
  next: SignInPolicy & { version: number },
): Promise<void> {
  mustMay(member, 'manage-organisation');
  mustNotLockHerselfOut(member, next);
  const scope = organisationScopeOf(member);
  const { organisation } = currentOf(member);
  if (next.method === 'provider' && (await offeredBy(table, organisation)) === undefined) {
    throw refuseField('method', TEXTS.notOffered);
  }
  const { method, secondFactorFor, version } = next;
  const details = { method, secondFactorFor: secondFactorFor.join(',') };
  try {
    await savePolicy(table, scope, organisation, {
      policy: { method, secondFactorFor, version: version + 1 },
      by: member.person.id,
      now: clock().toISOString(),
      act: actFor(member, clock, organisation, { name: 'sign-in-changed', details }),
    });
  } catch (error) {
    if (!conditionFailed(error)) throw error;
    const stored = await policyOf(table, scope);
    // The same form posted twice.
    if (stored.version === version + 1 && isSamePolicy(stored, next)) return;
    throw new Problem('stale', {
      cause: error,
      fields: [{ field: 'version', message: TEXTS.changedMeanwhile }],
      extra: { stored },
    });
  }
}
