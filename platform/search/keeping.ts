/** Writing an index: new segments beside the ones that are read, then the state that names them. */
import { randomBytes } from 'node:crypto';
import type { Files } from '../files.ts';
import type { Table } from '../table.ts';
import { mergeSegments } from './building.ts';
import { decodeSegment, encodeSegment, type Segment } from './segment.ts';
import { indexStateOf, type IndexState, keepState, type Part, segmentKey } from './shelf.ts';
import type { SearchedScope } from './source.ts';

export interface KeepingDeps {
  table: Table;
  files: Pick<Files, 'read' | 'put' | 'remove'>;
}

/** Up to so many entries, an index is one segment; larger, what is new stands apart until it is a tenth of it. */
const ONE_SEGMENT = 500;
const APART = 0.1;

/** What a batch of changes does to an index. */
export interface Step {
  /** What has changed; undefined when nothing has. */
  changed?: Segment | undefined;
  /** Changes up to this moment are in it. */
  upTo?: string | undefined;
  /** A page of all that there is, for the index being made since that moment. */
  rebuilt?: { since: string; page: Segment; isFirst: boolean; isLast: boolean } | undefined;
}

/** Segments about to be written, by name. */
type Written = Map<string, Uint8Array>;

/**
 * Takes one step. Killed at any moment, it leaves the index as it was, and files that the next step removes; told
 * twice, it does the same again.
 * @throws when another worker was faster (`conditionFailed`).
 */
export async function takeStep(deps: KeepingDeps, scope: SearchedScope, step: Step): Promise<IndexState> {
  const { table, files } = deps;
  const found = await indexStateOf(table, scope, { consistent: true });
  const { askedAt: _askedAt, ...before } = found;
  await removeAll(
    deps,
    scope,
    before.leftBehind.filter((name) => !namesOf(before).includes(name)),
  );

  const written: Written = new Map();
  const next = await nextState(deps, scope, before, step, written);
  // Named before they are written, so that none is forgotten.
  const claimed = await keepState(table, scope, before, { ...before, leftBehind: [...written.keys()] });
  for (const [name, file] of written) {
    await files.put(segmentKey(scope, name), file, 'application/octet-stream');
  }
  const known = [...namesOf(before), ...written.keys()];
  const leftBehind = known.filter((name) => !namesOf(next).includes(name));
  const kept = await keepState(table, scope, claimed, { ...next, leftBehind });
  await removeAll(deps, scope, leftBehind);
  return kept;
}

const namesOf = ({ parts, rebuilding }: Pick<IndexState, 'parts' | 'rebuilding'>): string[] =>
  [...parts, ...(rebuilding?.parts ?? [])].map(({ name }) => name);

async function removeAll({ files }: KeepingDeps, scope: SearchedScope, names: readonly string[]): Promise<void> {
  for (const name of names) await files.remove(segmentKey(scope, name));
}

async function nextState(
  deps: KeepingDeps,
  scope: SearchedScope,
  before: IndexState,
  { changed, upTo, rebuilt }: Step,
  written: Written,
): Promise<Omit<IndexState, 'version'>> {
  const add = async (parts: readonly Part[], segment: Segment | undefined) =>
    segment ? added(deps, scope, parts, segment, written) : parts;
  const parts = await add(before.parts, changed);
  const base = {
    parts,
    leftBehind: [],
    upTo: upTo !== undefined && upTo > before.upTo ? upTo : before.upTo,
    rebuiltSince: before.rebuiltSince,
  };
  let { rebuilding } = before;
  if (rebuilt?.isFirst) rebuilding = { since: rebuilt.since, parts: [] };
  if (!rebuilding) return base;
  // What changes meanwhile is in both.
  rebuilding = { ...rebuilding, parts: await add(rebuilding.parts, changed) };
  // A page of a rebuilding that another one has replaced is of no use.
  if (rebuilt?.since !== rebuilding.since) return { ...base, rebuilding };
  const { since } = rebuilding;
  const all = await add(rebuilding.parts, rebuilt.page);
  return rebuilt.isLast ? { ...base, parts: all, rebuiltSince: since } : { ...base, rebuilding: { since, parts: all } };
}

/** The parts of an index with one more segment, the newest. */
async function added(
  deps: KeepingDeps,
  scope: SearchedScope,
  [oldest, recent]: readonly Part[],
  segment: Segment,
  written: Written,
): Promise<readonly Part[]> {
  const put = (made: Segment): Part => {
    const name = `${Date.now().toString(36)}-${randomBytes(6).toString('hex')}`;
    written.set(name, encodeSegment(made));
    return { name, entries: made.refs.length };
  };
  const read = (part: Part): Promise<Segment> => segmentOf(deps, scope, part, written);
  if (!oldest) return [put(segment)];
  const apart = recent ? mergeSegments(await read(recent), segment, { isOldest: false }) : segment;
  const isLarge = apart.refs.length + apart.removed.length > oldest.entries * APART;
  if (oldest.entries <= ONE_SEGMENT || isLarge) {
    return [put(mergeSegments(await read(oldest), apart, { isOldest: true }))];
  }
  return [oldest, put(apart)];
}

async function segmentOf(
  { files }: KeepingDeps,
  scope: SearchedScope,
  { name }: Part,
  written: Written,
): Promise<Segment> {
  const made = written.get(name);
  if (made) {
    // What was made in this very step and is replaced in it is not written.
    written.delete(name);
    return decodeSegment(made);
  }
  const { body } = await files.read(segmentKey(scope, name));
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return decodeSegment(Buffer.concat(chunks));
}
