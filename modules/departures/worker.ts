/**
 * The worker of departures: takes away, puts back, erases, a batch at a call. Every message may come twice; one that
 * was killed goes on where it was. Everything is done on behalf of the one organisation: the cloud refuses any other's.
 */
import * as z from 'zod';
import type { Clock } from '../../platform/clock.ts';
import { onBehalfOf } from '../../platform/confinement.ts';
import type { PurgedFiles } from '../../platform/purge.ts';
import { newAct, TERRITORY_JOURNAL } from '../../platform/journal.ts';
import { log } from '../../platform/log.ts';
import { actScope, caseScope, journalScope, organisationScope, publicScope } from '../../platform/scope.ts';
import { conditionFailed, type Table } from '../../platform/table.ts';
import { putPublicationsBack, takePublicationsAway } from '../content/index.ts';
import { dismissReaders } from '../lists/index.ts';
import { closeMemberships, organisationsLeft, voidInvitations } from '../organisations/index.ts';
import { askForCopyOnLeaving } from '../privacy/index.ts';
import { isDue, type StepName, stepOf } from './rules.ts';
import {
  beginErasing,
  type Departure,
  departureOf,
  emptyPartition,
  endDeparture,
  forgetDeparture,
  noteProgress,
} from './store.ts';

export interface DepartureWorkerDeps {
  table: Table;
  clock: Clock;
  files: PurgedFiles;
  /** Items that a batch holds. */
  batch?: number;
}

/** What the queue carries: the schedule's word, or an organisation's SIREN. */
const message = z.union([z.object({ run: z.literal('daily') }), z.object({ siren: z.string() })]);

const BATCH = 100;

export async function treatDeparture(deps: DepartureWorkerDeps, body: string): Promise<void> {
  const asked = message.parse(JSON.parse(body));
  if ('run' in asked) return eraseThoseDue(deps);
  try {
    await onBehalfOf(asked.siren, () => goOn(deps, asked.siren));
  } catch (error) {
    // Another delivery of the same message was faster.
    if (!conditionFailed(error)) throw error;
  }
}

/** Each whose delay is over: what follows is asked for by the change. */
async function eraseThoseDue({ table, clock }: DepartureWorkerDeps): Promise<void> {
  const due = (await organisationsLeft(table)).filter((one) => isDue(one, clock()));
  for (const { siren } of due) {
    try {
      await onBehalfOf(siren, async () => {
        const departure = await departureOf(table, siren);
        if (departure?.phase === 'withdrawn') await beginErasing(table, departure);
      });
    } catch (error) {
      // Brought back at this very moment, or told twice.
      if (!conditionFailed(error)) throw error;
    }
  }
}

/** One batch of the step that is to be done. */
async function goOn(deps: DepartureWorkerDeps, siren: string): Promise<void> {
  const departure = await departureOf(deps.table, siren);
  if (!departure || departure.phase === 'withdrawn') return;
  const name = stepOf(departure);
  if (name === undefined) return finish(deps, departure);
  const cursor = await WORK[name](deps, departure);
  const { phase, step } = departure;
  if (cursor !== undefined) return noteProgress(deps.table, departure, { phase, step, cursor });
  const next = { phase, step: step + 1, cursor: undefined };
  const isWithdrawn = phase === 'withdrawing' && stepOf(next) === undefined;
  return noteProgress(deps.table, departure, isWithdrawn ? { ...next, phase: 'withdrawn' as const, step: 0 } : next);
}

async function finish({ table, clock }: DepartureWorkerDeps, departure: Departure): Promise<void> {
  const { phase, name, siren } = departure;
  if (phase === 'restoring') return forgetDeparture(table, departure);
  const nobody = { actor: undefined, from: undefined };
  const act = newAct(actScope(TERRITORY_JOURNAL), clock, nobody, [TERRITORY_JOURNAL], {
    name: 'organisation-erased',
    about: { name },
  });
  await endDeparture(table, departure, act);
  log('organisation.erased', { siren });
}

/** @returns where the step goes on; undefined when it is done. */
type Work = (deps: DepartureWorkerDeps, departure: Departure) => Promise<string | undefined>;

const size = ({ batch = BATCH }: DepartureWorkerDeps): number => batch;

const WORK: Readonly<Record<StepName, Work>> = {
  async copy({ table, clock }, { siren, name, decision, askedBy }) {
    await askForCopyOnLeaving(table, clock, { siren, name, decision, askedBy });
    return undefined;
  },
  async invitations({ table, clock }, { siren }) {
    await voidInvitations(table, organisationScope(siren), clock());
    return undefined;
  },
  publications(deps, { siren, phase, cursor }) {
    const page = { after: cursor, limit: size(deps) };
    const move = phase === 'restoring' ? putPublicationsBack : takePublicationsAway;
    return move(deps.table, organisationScope(siren), page);
  },
  readers(deps, { siren, name, cursor, decision }) {
    const { table, clock } = deps;
    return dismissReaders({ table, clock }, { siren, name, decision }, { after: cursor, limit: size(deps) });
  },
  async people(deps, { siren }) {
    return (await closeMemberships(deps.table, organisationScope(siren), size(deps))) ? undefined : 'more';
  },
  async files({ files }, { siren }) {
    const documents = ['org', 'public', 'text', 'thumb'].map((prefix) => `${prefix}/${siren}/`);
    for (const prefix of [...documents, `search/org/${siren}/`, `search/pub/${siren}/`]) {
      if (!(await files.purge(prefix))) return prefix;
    }
    return undefined;
  },
  async items(deps, { siren }) {
    const partitions = [organisationScope(siren), publicScope(siren), journalScope(siren)] as const;
    for (const scope of partitions) {
      if (!(await emptyPartition(deps.table, scope, size(deps)))) return scope;
    }
    const messages = caseScope(`org_${siren}`);
    return (await emptyPartition(deps.table, messages, size(deps), { beginning: 'message#' })) ? undefined : messages;
  },
};
