/** How often somebody uses the directory: whoever would copy all of it is slowed down. */
import { Entity } from 'electrodb';
import { type Clock, DAY, HOUR, timeToLive } from '../../../platform/clock.ts';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import { Problem } from '../../../platform/problems.ts';
import type { Scope } from '../../../platform/scope.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import { TEXTS } from '../texts.ts';

const usesModel = {
  model: entityNamed('directory-uses'),
  attributes: {
    scope: scopeAttribute,
    kind: { type: 'string', required: true },
    period: { type: 'number', required: true },
    uses: { type: 'number', required: true },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope(['kind', 'period'], 'uses#directory#${kind}#${period}') },
} as const;

const entity = perTable((table) => new Entity(usesModel, { client: table.client, table: table.name }));

export type Use = 'look' | 'export';

/** Most uses of one person in a period. */
export const LIMITS: Readonly<Record<Use, { most: number; period: number }>> = {
  /** Lists, pages of people and vCards. */
  look: { most: 300, period: HOUR },
  /** Files of many people. */
  export: { most: 10, period: DAY },
};

/** @throws {Problem} `too-many` once she has reached the limit of the period. One write unit. */
export async function countUse(table: Table, clock: Clock, scope: Scope<'usr'>, kind: Use): Promise<void> {
  const { most, period } = LIMITS[kind];
  const now = clock();
  const number = Math.floor(now.getTime() / period);
  const ends = (number + 1) * period;
  try {
    await entity(table)
      .upsert({ scope, kind, period: number })
      .add({ uses: 1 })
      .set({ ttl: timeToLive(new Date(ends), HOUR) })
      .where(({ uses }, { lt, notExists }) => `${notExists(uses)} OR ${lt(uses, most)}`)
      .go();
  } catch (error) {
    if (!conditionFailed(error)) throw error;
    const wait = ends - now.getTime();
    throw new Problem('too-many', {
      detail: TEXTS.tooManyUses[kind](most, Math.ceil(wait / 60_000)),
      retryAfter: Math.ceil(wait / 1000),
      cause: error,
    });
  }
}
