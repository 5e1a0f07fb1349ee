/** Indexes that the operator has made again: asked in the console, done by the worker, seen until they are. */
import { createWriteTransaction, Entity } from 'electrodb';
import * as z from 'zod';
import { type Member, mustMay } from '../../platform/actor.ts';
import type { Change } from '../../platform/changes.ts';
import type { Clock } from '../../platform/clock.ts';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../platform/entities.ts';
import { actEntity, actOfOperator } from '../../platform/journal.ts';
import { refuseField } from '../../platform/problems.ts';
import { networkScope, organisationScope, publicScope, systemScope } from '../../platform/scope.ts';
import { type SearchedScope, searchedScope } from '../../platform/search/source.ts';
import { committed, conditionFailed, type Table } from '../../platform/table.ts';
import { listedBySlug } from '../organisations/index.ts';
import type { SearchMessage } from './schema.ts';
import { TEXTS } from './texts.ts';

const text = { type: 'string', required: true } as const;

/** The last time that an index was asked to be made again; nothing about who asked, which the journal keeps. */
const rebuildModel = {
  model: entityNamed('search-rebuild'),
  attributes: { scope: scopeAttribute, index: text, label: text, at: text, endedAt: { type: 'string' } },
  indexes: { primary: inScope(['index'], 'search-rebuild#${index}') },
} as const;

const entities = perTable((table) => {
  const options = { client: table.client, table: table.name };
  return { rebuild: new Entity(rebuildModel, options), act: actEntity(table) };
});

/** An index that was asked to be made again. */
export interface Rebuild {
  /** Its scope. */
  index: string;
  label: string;
  at: string;
  endedAt?: string | undefined;
}

export const WHICH = ['network', 'public', 'organisation'] as const;

export const rebuildBody = z.object({
  which: z.enum(WHICH, { error: TEXTS.whichNeeded }),
  /** As in its address: `agen`. */
  organisation: z
    .string()
    .optional()
    .transform((slug) => (slug ?? '').trim().toLowerCase()),
});
export type RebuildAsked = z.output<typeof rebuildBody>;

/** All that were asked for, by scope. Half a read unit for twenty. */
export async function rebuildsAsked(table: Table): Promise<Rebuild[]> {
  const { data } = await entities(table).rebuild.query.primary({ scope: systemScope }).go({ pages: 'all' });
  const asked = data.map(({ scope: _scope, ...one }) => one);
  return asked.sort((one, other) => (one.at < other.at ? 1 : -1));
}

/** The indexes that are meant. @throws {Problem} `invalid` for an organisation that there is not. */
async function indexesOf(
  table: Table,
  { which, organisation }: RebuildAsked,
): Promise<{ label: string; scopes: SearchedScope[] }> {
  if (which === 'network') return { label: TEXTS.network, scopes: [networkScope] };
  if (which === 'public') return { label: TEXTS.everybody, scopes: [publicScope('territoire')] };
  const found = organisation ? await listedBySlug(table, organisation) : undefined;
  if (!found) throw refuseField('organisation', TEXTS.noSuchOrganisation);
  return { label: found.name, scopes: [organisationScope(found.siren), publicScope(found.siren)] };
}

/** Asks for indexes to be read again from the truth. @returns their scopes. */
export async function askToRebuild(
  { table, clock }: { table: Table; clock: Clock },
  operator: Member,
  asked: RebuildAsked,
): Promise<readonly string[]> {
  mustMay(operator, 'rebuild-indexes');
  const { label, scopes } = await indexesOf(table, asked);
  const at = clock().toISOString();
  const act = actOfOperator(operator, clock, { name: 'index-rebuilt', details: { what: label } });
  await committed(
    createWriteTransaction(entities(table), (e) => [
      ...scopes.map((index) => e.rebuild.put({ scope: systemScope, index, label, at }).commit()),
      e.act.create(act).commit(),
    ]).go(),
  );
  return scopes;
}

const asked = z.object({ index: z.string(), at: z.string() });

/** What the queue is told of an index to make again. Nothing when it has only come to its end. */
export function rebuildMessagesOf({ entity, before, after }: Change): SearchMessage[] {
  if (entity !== rebuildModel.model.entity || !after) return [];
  const { index, at } = asked.parse(after);
  if (before && asked.parse(before).at === at) return [];
  return [{ scope: searchedScope(index), rebuild: { since: at } }];
}

/** Notes that an index has been made again since then, if that was asked for in the console until then. One write unit. */
export async function noteRebuilt(table: Table, clock: Clock, index: SearchedScope, since: string): Promise<void> {
  try {
    await entities(table)
      .rebuild.patch({ scope: systemScope, index })
      .set({ endedAt: clock().toISOString() })
      .where(({ at, endedAt }, { lte, notExists }) => `${lte(at, since)} AND ${notExists(endedAt)}`)
      .go();
  } catch (error) {
    if (!conditionFailed(error)) throw error;
  }
}
