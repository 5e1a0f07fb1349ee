/** What follows from changes of the table: messages to queues, the lists of a new organisation, who reads them. */
import * as z from 'zod';
import type { Change } from '../../platform/changes.ts';
import type { Clock } from '../../platform/clock.ts';
import { newAct } from '../../platform/journal.ts';
import type { MailReference } from '../../platform/mail/outbox.ts';
import { organisationScope } from '../../platform/scope.ts';
import type { Table } from '../../platform/table.ts';
import { MAIN_LIST } from './rules.ts';
import { addReader, createList, removeReader } from './store/list.ts';
import { leaveLists, listReference, subscriberOf } from './store/subscriber.ts';
import { mainListName } from './texts.ts';

export interface QueueMessage {
  queue: 'mail' | 'digest';
  body: string;
}

const newMail = z.object({ scope: z.string(), id: z.string(), state: z.literal('queued') });
const requestedRun = z.object({ id: z.string(), state: z.literal('requested') });

/** Messages that a change puts into queues: a mail of the outbox, a digest run asked for. */
export function queueMessagesOf({ kind, entity, after }: Change): QueueMessage[] {
  if (kind !== 'insert') return [];
  if (entity === 'mail') {
    const mail = newMail.safeParse(after);
    if (!mail.success) return [];
    const reference: MailReference = { scope: mail.data.scope, id: mail.data.id };
    return [{ queue: 'mail', body: JSON.stringify(reference) }];
  }
  if (entity === 'digest-run') {
    const run = requestedRun.safeParse(after);
    return run.success ? [{ queue: 'digest', body: JSON.stringify({ run: run.data.id }) }] : [];
  }
  return [];
}

export interface ListChangeDeps {
  table: Table;
  clock: Clock;
}

const organisation = z.object({ siren: z.string(), name: z.string() });
const subscription = z.object({
  key: z.string(),
  organisation: z.string(),
  list: z.string(),
  state: z.string(),
  masked: z.string(),
  confirmedAt: z.string(),
});
const owner = z
  .string()
  .regex(/^org#\d{9}$/)
  .transform((scope) => scope.slice(scope.indexOf('#') + 1));
const reader = z.object({ scope: owner, key: z.string(), list: z.string(), removedAt: z.string() });

/** Keeps lists in step with what happened. Everything here may be told twice; per partition, in order. */
export async function onListChange(change: Change, deps: ListChangeDeps): Promise<void> {
  const { kind, entity, before, after } = change;
  if (entity === 'organisation' && kind === 'insert') return openMainList(deps, organisation.parse(after));
  if (entity === 'subscription') return mirror(deps, before, after);
  if (entity === 'reader' && kind === 'modify') return leaveForGood(deps, reader.parse(after));
}

async function openMainList(
  { table, clock }: ListChangeDeps,
  { siren, name }: z.infer<typeof organisation>,
): Promise<void> {
  const list = { id: MAIN_LIST, name: mainListName(name), createdAt: clock().toISOString() };
  const nobody = { actor: undefined, from: undefined };
  const act = newAct(organisationScope(siren), clock, nobody, [siren], {
    name: 'list-opened',
    about: { name: list.name },
  });
  await createList(table, siren, list, act);
}

/** The organisation sees her readers in its own partition, without their addresses. */
async function mirror({ table }: ListChangeDeps, before: Change['before'], after: Change['after']): Promise<void> {
  const [past, present] = [before, after].map((item) => (item ? subscription.parse(item) : undefined));
  const [was, is] = [past?.state === 'active', present?.state === 'active'];
  if (present && is && !was) {
    const { organisation: siren, list, key, masked, confirmedAt: since } = present;
    await addReader(table, siren, list, { key, masked, since });
  }
  if (past && was && !is) await removeReader(table, past.organisation, past.list, past.key);
}

/** The référent removed a reader: done where the reader's address is, which the référent's function cannot read. */
async function leaveForGood(
  { table, clock }: ListChangeDeps,
  { scope: siren, list, key }: z.infer<typeof reader>,
): Promise<void> {
  const subscriber = await subscriberOf(table, key);
  if (!subscriber?.lists.includes(listReference(siren, list))) return;
  await leaveLists(table, subscriber, [{ organisation: siren, list }], {
    at: clock().toISOString(),
    who: 'organisation',
  });
}
