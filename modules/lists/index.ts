/** Lists: who receives what by mail, with proof of consent, and the letter of the morning. */
import type { Scope } from '../../platform/scope.ts';
import type { Table } from '../../platform/table.ts';
import { MAIN_LIST, nextDigestAt } from './rules.ts';
import { listOf } from './store/list.ts';

export { onListChange, type ListChangeDeps, queueMessagesOf, type QueueMessage } from './events.ts';
export { mails } from './mails.ts';
export { listRoutes } from './routes/lists.tsx';
export { digestOperatorRoutes } from './routes/operator.tsx';
export { subscriptionRoutes } from './routes/subscription.tsx';
export type { Issues } from './service/issues.ts';
export { type MailEventDeps, onMailEvent } from './service/mail-event.ts';
export { type PrepareDeps, prepareDigests } from './service/prepare-digests.ts';
export { type SendDeps, sendQueued } from './service/send.ts';
export { dismissReaders, readersForOperator, readersOf as readersOfOrganisation } from './service/dismissing.ts';
export { publicListOf } from './store/list.ts';
export { subscriberKey } from './store/subscriber.ts';

/** What a public publication reaches by mail, and when. Half a read unit. */
export async function nextLetter(
  table: Table,
  scope: Scope<'org'>,
  now: Date,
): Promise<{ readers: number; leavesAt: Date }> {
  const list = await listOf(table, scope, MAIN_LIST);
  return { readers: list?.readers ?? 0, leavesAt: nextDigestAt(now) };
}
