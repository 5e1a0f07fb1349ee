/** A digest run: what it covers, what it says, who receives it. A worker killed anywhere goes on where it was. */
import * as z from 'zod';
import type { Clock } from '../../../platform/clock.ts';
import { isId } from '../../../platform/ids.ts';
import { log } from '../../../platform/log.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import { type Card, publicCardsBetween } from '../../content/index.ts';
import { closedOrganisations } from '../../organisations/index.ts';
import { fragmentsOf } from '../digest/fragments.ts';
import { dailyRun, periodOf, SETTLING, SHARDS } from '../rules.ts';
import { putFragment } from '../store/fragment.ts';
import { beginRun, lastCut, noteStep, runOf, type Run, type RunUnderWay } from '../store/run.ts';
import { subscribersDue } from '../store/subscriber.ts';

export interface PrepareDeps {
  table: Table;
  clock: Clock;
  /** Of the site, for the links. */
  origin: string;
  /** Hands messages to the mail queue, all or an error. */
  queueMails: (bodies: readonly string[]) => Promise<void>;
  pause: (milliseconds: number) => Promise<void>;
  /** A metric: so many more. */
  count: (metric: 'DigestsPrepared', value: number) => void;
}

/** What the digest queue carries: the schedule's word, or a run that the operator asked for. */
export const digestMessage = z.union([
  z.object({ run: z.literal('daily'), at: z.iso.datetime({ offset: true }) }),
  z.object({ run: z.string().refine((id) => isId('run', id)) }),
]);

/** Partition in which every public publication of the territory has a card. */
const TERRITORY = 'territoire';

/** Fragments written at the same time. */
const WRITTEN_AT_ONCE = 10;

/** @param message body of a message of the digest queue. Received twice, it is one run. */
export async function prepareDigests(deps: PrepareDeps, message: string): Promise<void> {
  const asked = digestMessage.parse(JSON.parse(message));
  const id = 'at' in asked ? dailyRun(new Date(asked.at)) : asked.run;
  const run = await runUnderWay(deps, id, 'at' in asked);
  if (!run) return;
  await settle(deps, run);
  const [published, closed] = await Promise.all([
    publicCardsBetween(deps.table, TERRITORY, new Date(run.from), new Date(run.to)),
    closedOrganisations(deps.table),
  ]);
  // A link to a page that has been closed since leads nowhere.
  const cards = published.filter(({ organisation }) => !closed.has(organisation));
  const speaking = await writeFragments(deps, run, cards);
  const counted = await noteStep(deps.table, run, { publications: cards.length, organisations: speaking.size });
  const done = await handOver(deps, counted, speaking);
  deps.count('DigestsPrepared', done.readers);
  log('digest.prepared', { run: id, readers: done.readers, publications: cards.length, organisations: speaking.size });
}

/** Another run may settle its period at the same moment: the cut is then read again. */
const TRIES = 5;

/** The run, begun if it was not. @returns undefined when it is done. */
async function runUnderWay(deps: PrepareDeps, id: string, isDaily: boolean): Promise<RunUnderWay | undefined> {
  for (let tried = 1; ; tried += 1) {
    const run = await runOf(deps.table, id);
    if (run?.state === 'done') return undefined;
    if (run?.state === 'running') return covering(run);
    if (!run && !isDaily) throw new Error(`The run ${id} was never asked for.`);
    const cut = await lastCut(deps.table);
    const period = periodOf(cut, deps.clock());
    try {
      return await beginRun(deps.table, deps.clock, id, { requested: run, cut, period });
    } catch (error) {
      if (!conditionFailed(error) || tried === TRIES) throw error;
    }
  }
}

function covering(run: Run): RunUnderWay {
  const { from, to } = run;
  if (!from || !to) throw new Error(`The run ${run.id} is under way without a period.`);
  return { ...run, from, to };
}

/** Waits until what was published before the end of the period can be read. */
async function settle({ clock, pause }: PrepareDeps, { to }: RunUnderWay): Promise<void> {
  const since = clock().getTime() - Date.parse(to);
  if (since < SETTLING) await pause(SETTLING - Math.max(since, 0));
}

/** @returns the organisations that have something to say. */
async function writeFragments(
  { table, clock, origin }: PrepareDeps,
  { id }: Run,
  cards: readonly Card[],
): Promise<Set<string>> {
  const fragments = fragmentsOf(cards, origin);
  for (let at = 0; at < fragments.length; at += WRITTEN_AT_ONCE) {
    await Promise.all(
      fragments.slice(at, at + WRITTEN_AT_ONCE).map((fragment) => putFragment(table, clock, id, fragment)),
    );
  }
  return new Set(fragments.map(({ organisation }) => organisation));
}

/** Each reader with something to read, page by page; a page handed over twice is sent once (store/delivery.ts). */
async function handOver(deps: PrepareDeps, begun: RunUnderWay, speaking: ReadonlySet<string>): Promise<Run> {
  let run: RunUnderWay = begun;
  while (run.shard < SHARDS && speaking.size > 0) {
    const { readers, next } = await subscribersDue(deps.table, run.shard, run.cursor ?? null);
    const reading = readers.filter(({ lists }) => lists.some((reference) => speaking.has(organisationOf(reference))));
    await deps.queueMails(reading.map(({ key }) => JSON.stringify({ run: run.id, subscriber: key })));
    run = await noteStep(deps.table, run, {
      shard: next === null ? run.shard + 1 : run.shard,
      cursor: next,
      readers: run.readers + reading.length,
    });
  }
  return noteStep(deps.table, run, { state: 'done', doneAt: deps.clock().toISOString() });
}

/** `217/principale` → `217`. */
const organisationOf = (reference: string): string => reference.split('/', 1)[0] ?? '';
