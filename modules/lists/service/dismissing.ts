/** An organisation leaves the territory: its readers receive nothing of it any more, and are told. */
import type { Clock } from '../../../platform/clock.ts';
import { idOf } from '../../../platform/ids.ts';
import { newMail } from '../../../platform/mail/outbox.ts';
import { organisationScope, subscriberScope } from '../../../platform/scope.ts';
import { conditionFailed, type Table } from '../../../platform/table.ts';
import { MAIN_LIST } from '../rules.ts';
import { listsOf, readersOfLists, removeReader, readersAfter } from '../store/list.ts';
import { leaveLists, listReference, subscriberOf } from '../store/subscriber.ts';

interface DismissDeps {
  table: Table;
  clock: Clock;
}

interface Leaving {
  siren: string;
  name: string;
  /** Version of the decision: each reader is told of it once. */
  decision: number;
}

/**
 * A page of them, of whichever list. Their consent goes nowhere else; each is told by mail. May be done again.
 * @returns the last of the page, when others follow.
 */
export async function dismissReaders(
  deps: DismissDeps,
  leaving: Leaving,
  page: { after: string | undefined; limit: number },
): Promise<string | undefined> {
  const scope = organisationScope(leaving.siren);
  const { readers, next } = await readersAfter(deps.table, scope, page);
  for (const { list, key } of readers) await dismiss(deps, leaving, list, key);
  return next;
}

/** A mail event, or she herself, may change her profile at the same moment. */
const TRIES = 4;

async function dismiss({ table, clock }: DismissDeps, { siren, name, decision }: Leaving, list: string, key: string) {
  for (let tried = 1; ; tried += 1) {
    const subscriber = await subscriberOf(table, key);
    // She has left, or was forgotten, and the organisation's own line has not followed yet.
    if (!subscriber?.lists.includes(listReference(siren, list)))
      return void (await removeReader(table, siren, list, key));
    const about = { template: 'organisation-left-readers', to: subscriber.email, parameters: { organisation: name } };
    const mail = {
      ...newMail(subscriberScope(key), clock, about),
      id: idOf('mel', `left ${siren} ${decision} ${list} ${key}`),
    };
    try {
      return await leaveLists(table, subscriber, [{ organisation: siren, list }], {
        at: clock().toISOString(),
        who: 'organisation',
        mail,
      });
    } catch (error) {
      if (!conditionFailed(error) || tried === TRIES) throw error;
    }
  }
}

/** Readers of all the lists of an organisation together, for its référent. Half a read unit. */
export async function readersOf(table: Table, siren: string): Promise<number> {
  const lists = await listsOf(table, organisationScope(siren));
  return lists.reduce((sum, { readers }) => sum + readers, 0);
}

/** The same for the operator, who may read nothing else of it: those of its main list. */
export const readersForOperator = (table: Table, siren: string): Promise<number> =>
  readersOfLists(table, [siren], MAIN_LIST);
