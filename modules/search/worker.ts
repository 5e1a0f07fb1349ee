/** The worker that keeps indexes: one scope at a time, every message maybe twice. */
import type { Clock } from '../../platform/clock.ts';
import { DAY } from '../../platform/clock.ts';
import { log } from '../../platform/log.ts';
import { buildSegment, type Indexed } from '../../platform/search/building.ts';
import { type KeepingDeps, type Step, takeStep } from '../../platform/search/keeping.ts';
import { indexStateOf } from '../../platform/search/shelf.ts';
import { type Searched, type SearchedScope, searchedScope, type SearchSource } from '../../platform/search/source.ts';
import { organisationScope, type Scope, scopeKind } from '../../platform/scope.ts';
import { forgetExcerptText, keepExcerptText } from '../../platform/search/texts.ts';
import { conditionFailed } from '../../platform/table.ts';
import { documentSource, readyDocuments } from '../documents/index.ts';
import { textOf } from '../reading/index.ts';
import { noteRebuilt } from './rebuilding.ts';
import { type SearchMessage, searchMessage } from './schema.ts';
import { organisationKey } from './rules.ts';
import { referenceOf, sourceNamed, SOURCES } from './sources.ts';
import { keepWaiting, type Waiting, waitingFor } from './store.ts';

export interface IndexingDeps extends KeepingDeps {
  clock: Clock;
  /** Puts messages into the queue that this worker reads. */
  toIndex: (messages: readonly SearchMessage[]) => Promise<void>;
}

/** Of references that are to be read again, what there is and what is gone. */
interface ReadAgain {
  entries: Indexed[];
  removed: string[];
}

/** A step lost to another worker is taken again so many times. */
const TRIES = 3;

/**
 * Brings the index of one scope up to date with these messages, in one go: what they name is read as it is now, so
 * that late, twice or out of order they lead to the same.
 */
export async function indexTogether(deps: IndexingDeps, bodies: readonly string[]): Promise<void> {
  const messages = bodies.map((body) => searchMessage.parse(JSON.parse(body)));
  const [first] = messages;
  if (!first) return;
  const scope = searchedScope(first.scope);
  const changes = messages.filter((message) => 'id' in message);
  await startOnce(deps, scope, messages);
  if (changes.length > 0) await step(deps, scope, () => changedStep(deps, scope, changes));
  for (const message of messages) if ('rebuild' in message) await rebuildFurther(deps, scope, message.rebuild);
  log('search.indexed', { scope: scope.split('#')[0], messages: messages.length });
}

async function step(deps: IndexingDeps, scope: SearchedScope, make: () => Promise<Step>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await takeStep(deps, scope, await make());
      return;
    } catch (error) {
      if (!conditionFailed(error) || attempt === TRIES) throw error;
    }
  }
}

/** A scope without an index may have things of before: it is made of all that there is. */
async function startOnce(
  { table, clock, toIndex }: IndexingDeps,
  scope: SearchedScope,
  messages: readonly SearchMessage[],
) {
  const { version } = await indexStateOf(table, scope, { consistent: true });
  if (version > 0 || messages.some((message) => 'rebuild' in message)) return;
  await toIndex([{ scope, rebuild: { since: clock().toISOString() } }]);
}

type ChangeMessage = Extract<SearchMessage, { id: string }>;

async function changedStep(deps: IndexingDeps, scope: SearchedScope, changes: readonly ChangeMessage[]): Promise<Step> {
  const bySource = Map.groupBy(changes, ({ source }) => source);
  const read: ReadAgain = { entries: [], removed: [] };
  for (const [name, ofSource] of bySource) {
    const ids = [...new Set(ofSource.map(({ id }) => id))];
    if (name === documentSource.name) await wakeThoseThatWait(deps, scope, ids);
    const around = new Set(ofSource.flatMap(({ id, isWithin }) => (isWithin ? [id] : [])));
    await wakeThoseWithin(deps, scope, sourceNamed(name), around);
    const { entries, removed } = await readAgain(deps, scope, sourceNamed(name), ids);
    read.entries.push(...entries);
    read.removed.push(...removed);
  }
  const upTo = changes
    .map(({ at }) => at)
    .sort()
    .at(-1);
  for (const ref of read.removed) await forgetExcerptText(deps.files, scope, ref);
  return { changed: buildSegment(read.entries, read.removed), upTo };
}

async function readAgain(
  deps: IndexingDeps,
  scope: SearchedScope,
  source: SearchSource,
  ids: readonly string[],
): Promise<ReadAgain> {
  const there = await source.read(deps.table, scope, ids, { consistent: true });
  const entries: Indexed[] = [];
  for (const [id, searched] of there) {
    const ref = referenceOf(source.name, id);
    const text = await documentsText(deps, searched, { where: scope, source: source.name, id });
    if (text) await keepExcerptText(deps.files, scope, ref, text);
    entries.push(indexedOf(ref, searched, text));
  }
  return {
    entries,
    removed: ids.filter((id) => !there.has(id)).map((id) => referenceOf(source.name, id)),
  };
}

function indexedOf(
  ref: string,
  { title, text, also = '', category, audience, organisation, rooms, date }: Searched,
  documents: string,
): Indexed {
  const day = date === undefined ? 0 : Math.max(Math.floor(Date.parse(date) / DAY), 0);
  return {
    ref,
    title,
    text: `${text}\n${also}\n${documents}`,
    category,
    audience,
    organisation: organisationKey(organisation, rooms),
    day,
  };
}

/** One page of all that a scope has; the next is another message, so that no call grows with the scope. */
async function rebuildFurther(
  deps: IndexingDeps,
  scope: SearchedScope,
  { since, source: name, cursor = null }: Extract<SearchMessage, { rebuild: unknown }>['rebuild'],
): Promise<void> {
  const at = SOURCES.findIndex((source) => source.name === (name ?? SOURCES[0]?.name));
  const source = SOURCES[at];
  if (!source) return;
  const isFirst = name === undefined;
  if (!isFirst && !(await goesOn(deps, scope, since))) return;
  const { ids, next } = await source.all(deps.table, scope, cursor);
  const following = next === null ? SOURCES[at + 1] : source;
  await step(deps, scope, async () => {
    const { entries } = await readAgain(deps, scope, source, ids);
    return { rebuilt: { since, page: buildSegment(entries), isFirst, isLast: following === undefined } };
  });
  if (following) await deps.toIndex([{ scope, rebuild: { since, source: following.name, cursor: next } }]);
  else {
    await noteRebuilt(deps.table, deps.clock, scope, since);
    log('search.rebuilt', { scope: scope.split('#')[0], since });
  }
}

/**
 * Whether a rebuilding is still under way: not once a later one has taken its place, which then reads all that it would.
 * Told of its end again, it is noted again.
 */
async function goesOn({ table, clock }: IndexingDeps, scope: SearchedScope, since: string): Promise<boolean> {
  const { rebuilding, rebuiltSince } = await indexStateOf(table, scope, { consistent: true });
  if (rebuilding?.since === since) return true;
  if (rebuiltSince === since) await noteRebuilt(table, clock, scope, since);
  return false;
}

/** A reading that goes on no further by itself. */
const ENDED = new Set(['done', 'none', 'failed']);

/** The text of an entry's documents, as far as they have been read; it is read again once the others have been. */
async function documentsText(deps: IndexingDeps, searched: Searched, waiting: Waiting): Promise<string> {
  const { table, clock, files } = deps;
  let text = '';
  for (const { siren, document } of searched.documents ?? []) {
    const scope = organisationScope(siren);
    const readingNow = async () => (await readyDocuments(table, scope, [document], { consistent: true }))[0]?.reading;
    let reading = await readingNow();
    // A document of the repository is told of its own changes.
    if (waiting.source !== documentSource.name && !(reading && ENDED.has(reading.state))) {
      await keepWaiting(table, clock, scope, document, waiting);
      // What ended in between was told to nobody.
      reading = await readingNow();
    }
    if (reading?.length) text += `${await textOf(files, siren, document)}\n`;
  }
  return text;
}

/** A document has changed, its text maybe: so has what is found by it. */
async function wakeThoseThatWait(
  { table, clock, toIndex }: IndexingDeps,
  scope: SearchedScope,
  documents: readonly string[],
): Promise<void> {
  if (!isOrganisation(scope)) return;
  const at = clock().toISOString();
  for (const document of documents) {
    const waiting = await waitingFor(table, scope, document);
    await toIndex(waiting.map(({ where, ...entry }) => ({ scope: where, at, ...entry })));
  }
}

/** What lies in things that have changed is read again: it may be found no longer, or by others. */
async function wakeThoseWithin(
  { table, clock, toIndex }: IndexingDeps,
  scope: SearchedScope,
  { within }: SearchSource,
  ids: ReadonlySet<string>,
): Promise<void> {
  if (!within) return;
  const at = clock().toISOString();
  for (const id of ids) {
    const found = await within(table, scope, id);
    if (found === 'all') await toIndex([{ scope, rebuild: { since: at } }]);
    else await toIndex(found.map((one) => ({ scope, at, ...one })));
  }
}

const isOrganisation = (scope: SearchedScope): scope is Scope<'org'> => scopeKind(scope) === 'org';
