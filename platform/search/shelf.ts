/**
 * Where the index of each scope is kept: its segments in the bucket, under the scope's own prefix, and which of them
 * make it up in the scope's own partition, so that nobody ever reads half of one.
 */
import { CustomAttributeType, Entity } from 'electrodb';
import * as z from 'zod';
import { QueryCommand } from '../dynamodb/commands.ts';
import { entityNamed, inScope, perTable, scopeAttribute } from '../entities.ts';
import type { Table } from '../table.ts';
import type { SearchedScope } from './source.ts';

/** A segment of an index. */
export interface Part {
  /** Its file, within the scope's prefix. */
  name: string;
  /** How many entries it has. */
  entries: number;
}

/** An index being made again from the truth, beside the one that is read. */
export interface Rebuilding {
  since: string;
  parts: readonly Part[];
}

const indexModel = {
  model: entityNamed('search-index'),
  attributes: {
    scope: scopeAttribute,
    version: { type: 'number', required: true },
    /** Oldest first. */
    parts: { type: CustomAttributeType<readonly Part[]>('any'), required: true },
    /** Files that a worker was about to write or to remove, and may have left behind. */
    leftBehind: { type: CustomAttributeType<readonly string[]>('any'), required: true },
    /** Changes up to this moment are in it. */
    upTo: { type: 'string', required: true },
    rebuilding: { type: CustomAttributeType<Rebuilding>('any') },
    /** Since when all of it has been read from the truth. */
    rebuiltSince: { type: 'string' },
  },
  indexes: { primary: inScope([], 'search#index') },
} as const;

/** When something of the scope last changed that is to be found: written before the change is queued. */
const askedModel = {
  model: entityNamed('search-asked'),
  attributes: { scope: scopeAttribute, at: { type: 'string', required: true } },
  indexes: { primary: inScope([], 'search#asked') },
} as const;

const shelfEntities = perTable((table) => {
  const options = { client: table.client, table: table.name };
  return { index: new Entity(indexModel, options), asked: new Entity(askedModel, options) };
});

/** What makes up the index of a scope at one moment. */
export interface IndexState {
  /** 0 when there is none yet. */
  version: number;
  parts: readonly Part[];
  leftBehind: readonly string[];
  upTo: string;
  rebuilding?: Rebuilding | undefined;
  rebuiltSince?: string | undefined;
}

const NONE: IndexState = { version: 0, parts: [], leftBehind: [], upTo: '' };

const parts = z.array(z.object({ name: z.string(), entries: z.number() }));
const line = z.union([
  z.object({
    sk: z.literal('search#index'),
    version: z.number(),
    parts,
    leftBehind: z.array(z.string()),
    upTo: z.string(),
    rebuilding: z.object({ since: z.string(), parts }).optional(),
    rebuiltSince: z.string().optional(),
  }),
  z.object({ sk: z.literal('search#asked'), at: z.string() }),
]);

/** The index as it is, and when something last changed. Half a read unit; one when `consistent`. */
export async function indexStateOf(
  table: Table,
  scope: SearchedScope,
  { consistent = false } = {},
): Promise<IndexState & { askedAt: string }> {
  const { Items = [] } = await table.client.send(
    new QueryCommand({
      TableName: table.name,
      ConsistentRead: consistent,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :search)',
      ExpressionAttributeValues: { ':pk': scope, ':search': 'search#' },
    }),
  );
  const items = z.array(line).parse(Items);
  const asked = items.find((item) => item.sk === 'search#asked');
  const { sk: _sk, ...state } = items.find((item) => item.sk === 'search#index') ?? { sk: '', ...NONE };
  return { ...state, askedAt: asked?.at ?? '' };
}

/** Notes that something has changed. One write unit. */
export async function noteAsked(table: Table, scope: SearchedScope, at: string): Promise<void> {
  await shelfEntities(table).asked.upsert({ scope, at }).go();
}

/** Puts the next state in place of the one that was read: refused when another worker was faster. One write unit. */
export async function keepState(
  table: Table,
  scope: SearchedScope,
  before: IndexState,
  next: Omit<IndexState, 'version'>,
): Promise<IndexState> {
  const { index } = shelfEntities(table);
  const state: IndexState = { ...next, version: before.version + 1 };
  if (before.version === 0) await index.create({ scope, ...state }).go();
  else
    await index
      .put({ scope, ...state })
      .where(({ version }, { eq }) => eq(version, before.version))
      .go();
  return state;
}

/** Where a segment of a scope is in the bucket: `search/org/214700015/00000012-a81f…`. */
export const segmentKey = (scope: SearchedScope, name: string): string => `search/${scope.replace('#', '/')}/${name}`;
