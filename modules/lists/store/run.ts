/** Digest runs: what each covers, how far it is, and where the next one begins. Nothing about a person. */
import { createWriteTransaction, Entity } from 'electrodb';
import { type Clock, timeToLive } from '../../../platform/clock.ts';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import { type ActItem, actEntity } from '../../../platform/journal.ts';
import { systemScope as scope } from '../../../platform/scope.ts';
import { committed, conditionFailed, type Table } from '../../../platform/table.ts';
import { type Period, RUN_LIFE } from '../rules.ts';

/** `requested` by the operator, then `running`; those of the morning begin as `running`. */
export const RUN_STATES = ['requested', 'running', 'done'] as const;

const runModel = {
  model: entityNamed('digest-run'),
  attributes: {
    scope: scopeAttribute,
    id: { type: 'string', required: true },
    state: { type: RUN_STATES, required: true },
    /** When it was asked for, or began. */
    createdAt: { type: 'string', required: true },
    /** What it covers. */
    from: { type: 'string' },
    to: { type: 'string' },
    /** Where it goes on after a crash. */
    shard: { type: 'number', required: true },
    cursor: { type: 'string' },
    publications: { type: 'number', required: true },
    organisations: { type: 'number', required: true },
    /** Readers whose letter was handed to the mail queue. */
    readers: { type: 'number', required: true },
    doneAt: { type: 'string' },
    /** One more at each step: of two workers at the same run, one goes on. */
    version: { type: 'number', required: true },
    ttl: { type: 'number', required: true },
  },
  indexes: { primary: inScope(['id'], 'digest-run#${id}') },
} as const;

/** The end of the last period covered. */
const cutModel = {
  model: entityNamed('digest-cut'),
  attributes: { scope: scopeAttribute, cut: { type: 'string', required: true } },
  indexes: { primary: inScope([], 'digest-cut') },
} as const;

const entities = perTable((table) => {
  const options = { client: table.client, table: table.name };
  return { run: new Entity(runModel, options), cut: new Entity(cutModel, options), act: actEntity(table) };
});

export type Run = NonNullable<Awaited<ReturnType<typeof runOf>>>;
/** A run under way: what it covers is settled. */
export type RunUnderWay = Run & Period;

export async function runOf(table: Table, id: string) {
  const { data } = await entities(table).run.get({ scope, id }).go({ consistent: true });
  return data ?? undefined;
}

export async function lastCut(table: Table): Promise<string | undefined> {
  const { data } = await entities(table).cut.get({ scope }).go({ consistent: true });
  return data?.cut;
}

const beginning = (clock: Clock, id: string) => ({
  scope,
  id,
  createdAt: clock().toISOString(),
  shard: 0,
  publications: 0,
  organisations: 0,
  readers: 0,
  version: 1,
  ttl: timeToLive(clock(), RUN_LIFE),
});

/** Asks for a run. Asked twice under one id, it is one run. */
export async function requestRun(table: Table, clock: Clock, id: string, act: ActItem): Promise<void> {
  try {
    await committed(
      createWriteTransaction(entities(table), (e) => [
        e.run.create({ ...beginning(clock, id), state: 'requested' }).commit(),
        e.act.create(act).commit(),
      ]).go(),
    );
  } catch (error) {
    if (!conditionFailed(error)) throw error;
  }
}

/**
 * Settles what a run covers and moves the cut, both or neither: two runs never cover the same. Refused when another
 * run moved the cut meanwhile.
 * @param requested the run that the operator asked for; absent for that of the morning.
 */
export async function beginRun(
  table: Table,
  clock: Clock,
  id: string,
  options: { requested: Run | undefined; cut: string | undefined; period: Period },
): Promise<RunUnderWay> {
  const { requested, cut, period } = options;
  const begun = { ...(requested ?? beginning(clock, id)), ...period, state: 'running' as const };
  const { version } = begun;
  await committed(
    createWriteTransaction(entities(table), (e) => [
      requested
        ? e.run
            .patch({ scope, id })
            .set({ ...period, state: 'running', version: version + 1 })
            .where((run, { eq }) => eq(run.version, version))
            .commit()
        : e.run.create({ ...begun, version: version + 1 }).commit(),
      cut === undefined
        ? e.cut.create({ scope, cut: period.to }).commit()
        : e.cut
            .patch({ scope })
            .set({ cut: period.to })
            .where((present, { eq }) => eq(present.cut, cut))
            .commit(),
    ]).go(),
  );
  return { ...begun, version: version + 1 };
}

type Step = Partial<Pick<Run, 'shard' | 'publications' | 'organisations' | 'readers' | 'state' | 'doneAt'>> & {
  cursor?: string | null;
};

/** Notes how far a run is. Refused when another worker is at it. */
export async function noteStep<R extends Run>(table: Table, run: R, { cursor, ...step }: Step): Promise<R> {
  const version = run.version + 1;
  const patch = entities(table)
    .run.patch({ scope, id: run.id })
    .set({ ...step, ...(cursor ? { cursor } : {}), version });
  const written = cursor === null ? patch.remove(['cursor']) : patch;
  await written.where((present, { eq }) => eq(present.version, run.version)).go();
  return { ...run, ...step, cursor: cursor === undefined ? run.cursor : (cursor ?? undefined), version };
}

/** The last runs, newest first: those of the morning and those asked for lie apart. Two queries. */
export async function lastRuns(table: Table, limit: number): Promise<Run[]> {
  const { run } = entities(table);
  const pages = await Promise.all(
    ['daily-', 'run_'].map((id) => run.query.primary({ scope }).begins({ id }).go({ order: 'desc', limit })),
  );
  return pages
    .flatMap(({ data }) => data)
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
    .slice(0, limit);
}
