/** How often something may be asked for: counted under a hash, so that the count tells nothing about anybody. */
import { Entity } from 'electrodb';
import { timeToLive } from './clock.ts';
import { entityNamed, inScope, perTable, scopeAttribute } from './entities.ts';
import { tokenScope } from './scope.ts';
import { conditionFailed, type Table } from './table.ts';
import { hashToken } from './tokens.ts';

const quotaModel = {
  model: entityNamed('quota'),
  attributes: {
    scope: scopeAttribute,
    requests: { type: 'number', required: true },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope([], 'quota') },
} as const;

const quotaEntity = perTable((table) => new Entity(quotaModel, { client: table.client, table: table.name }));

/**
 * Counts one more of what `name` names, up to `most`; the count is forgotten `keptFor` milliseconds after the last.
 * @returns false when there were as many already: two at the same moment are both counted.
 */
export async function countUpTo(
  table: Table,
  now: Date,
  { name, most, keptFor }: { name: string; most: number; keptFor: number },
): Promise<boolean> {
  try {
    await quotaEntity(table)
      .upsert({ scope: tokenScope(hashToken(name)) })
      .add({ requests: 1 })
      .set({ ttl: timeToLive(now, keptFor) })
      .where(({ requests }, { notExists, lt }) => `${notExists(requests)} OR ${lt(requests, most)}`)
      .go();
    return true;
  } catch (error) {
    if (conditionFailed(error)) return false;
    throw error;
  }
}
