import { Entity } from 'electrodb';
import { type Clock, HOUR, MINUTE, timeToLive } from '../../platform/clock.ts';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../platform/entities.ts';
import { type Scope, tokenScope } from '../../platform/scope.ts';
import { conditionFailed, type Table } from '../../platform/table.ts';
import { hashToken, newToken } from '../../platform/tokens.ts';
import { type Attempts, isForgotten } from './rules.ts';

const attemptsModel = {
  model: entityNamed('attempts'),
  attributes: {
    scope: scopeAttribute,
    failures: { type: 'number', required: true },
    lastAt: { type: 'string', required: true },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope([], 'attempts') },
} as const;

/** An enrolment of a code generator under way: Cognito's access token waits here, not in the page. */
const enrolmentModel = {
  model: entityNamed('enrolment'),
  attributes: {
    scope: scopeAttribute,
    person: { type: 'string', required: true },
    accessToken: { type: 'string', required: true },
    secret: { type: 'string', required: true },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope([], 'enrolment') },
} as const;

const attemptsEntity = perTable((table) => new Entity(attemptsModel, { client: table.client, table: table.name }));
const enrolmentEntity = perTable((table) => new Entity(enrolmentModel, { client: table.client, table: table.name }));

/** Failures are counted by address and by what is tried, known or not: the count tells nothing about an account. */
export const attemptsScope = (what: 'sign-in' | 'reset', email: string): Scope<'tok'> =>
  tokenScope(hashToken(`attempts:${what}:${email}`));

export async function attemptsOf(table: Table, scope: Scope<'tok'>): Promise<Attempts | undefined> {
  const { data } = await attemptsEntity(table).get({ scope }).go({ consistent: true });
  return data ? { failures: data.failures, lastAt: data.lastAt } : undefined;
}

/** One more failure. Two at the same moment both count. @returns how many there are now. */
export async function countFailure(table: Table, clock: Clock, scope: Scope<'tok'>): Promise<number> {
  const now = clock();
  const before = await attemptsOf(table, scope);
  const entity = attemptsEntity(table);
  const lastAt = now.toISOString();
  const ttl = timeToLive(now, HOUR);
  if (before && isForgotten(before, now)) {
    try {
      await entity
        .put({ scope, failures: 1, lastAt, ttl })
        .where(({ lastAt: present }, { eq }) => eq(present, before.lastAt))
        .go();
      return 1;
    } catch (error) {
      // Another began to count anew at this very moment.
      if (!conditionFailed(error)) throw error;
    }
  }
  const { data } = await entity.upsert({ scope }).add({ failures: 1 }).set({ lastAt, ttl }).go({ response: 'all_new' });
  return data.failures;
}

export async function forgetFailures(table: Table, scope: Scope<'tok'>): Promise<void> {
  await attemptsEntity(table).delete({ scope }).go();
}

export interface Enrolment {
  person: string;
  accessToken: string;
  secret: string;
}

/** @returns the token that names the enrolment in the form. */
export async function keepEnrolment(table: Table, clock: Clock, enrolment: Enrolment): Promise<string> {
  const token = newToken();
  await enrolmentEntity(table)
    .create({ scope: tokenScope(hashToken(token)), ...enrolment, ttl: timeToLive(clock(), 10 * MINUTE) })
    .go();
  return token;
}

export async function enrolmentOf(table: Table, clock: Clock, token: string): Promise<Enrolment | undefined> {
  const { data } = await enrolmentEntity(table)
    .get({ scope: tokenScope(hashToken(token)) })
    .go({ consistent: true });
  return data && data.ttl * 1000 > clock().getTime() ? data : undefined;
}

export async function forgetEnrolment(table: Table, token: string): Promise<void> {
  await enrolmentEntity(table)
    .delete({ scope: tokenScope(hashToken(token)) })
    .go();
}
