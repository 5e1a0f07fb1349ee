import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { FIVE_MINUTES } from '../constructs/operations.ts';
import { ParvisFunction } from '../constructs/parvis-function.ts';
import type { WorkQueue } from '../constructs/work-queue.ts';
import type { Wiring } from './wiring.ts';

/** Queues that are told of changes, beside that of mail. */
export interface ToldOfChanges {
  mail: WorkQueue;
  digests: WorkQueue;
  copies: WorkQueue;
  reading: WorkQueue;
  recognition: WorkQueue;
  departures: WorkQueue;
  register: WorkQueue;
  searches: WorkQueue;
}

/** What follows from a change: mail to send, digests to prepare, public copies to make or remove. */
export function onChange(
  scope: Construct,
  { stage, data, mail, digests, copies, reading, recognition, departures, register, searches }: Wiring & ToldOfChanges,
): ParvisFunction {
  const { operations } = data;
  const fn = new ParvisFunction(scope, {
    stage,
    operations,
    name: 'on-change',
    memory: 512,
    timeout: Duration.minutes(1),
    traced: true,
    environment: { TERRITORY_CODE: stage.territory.code },
  });
  data.table.grantTo(fn, 'KeepReadersOfLists', ['PutItem', 'UpdateItem', 'DeleteItem'], ['org#*']);
  data.table.grantTo(fn, 'OpenPublicLists', ['PutItem'], ['pub#*']);
  // Who leaves an organisation leaves its groups; a group renamed is renamed everywhere.
  data.table.grantTo(fn, 'LeaveGroups', ['GetItem', 'Query', 'UpdateItem', 'DeleteItem'], ['grp#*']);
  // A suspended organisation too: each of its members is told in her own partition.
  data.table.grantTo(fn, 'KeepGroupsOfPersons', ['Query', 'UpdateItem', 'DeleteItem'], ['usr#*']);
  data.table.grantTo(fn, 'CountGroups', ['UpdateItem'], ['net']);
  // A body that joins has its group, which its communes may enter.
  data.table.grantTo(fn, 'OpenGroupsOfBodies', ['PutItem', 'ConditionCheckItem'], ['grp#*']);
  // A decision told late does not undo the one that came after it.
  data.table.grantTo(fn, 'KnowPresentDecision', ['GetItem'], ['case#*']);
  data.table.grantTo(fn, 'FindCommunesOfBodies', ['GetItem', 'Query'], ['reg#*']);
  data.table.grantTo(fn, 'FindWhoHasJoined', ['GetItem'], ['pub#*']);
  // A référent removes a reader whom she cannot read: it is done here.
  data.table.grantTo(fn, 'RemoveReaders', ['GetItem', 'UpdateItem'], ['sub#*']);
  // What others read of a member follows from her line and her particulars.
  data.table.grantTo(fn, 'ReadMembers', ['GetItem', 'Query'], ['org#*']);
  data.table.grantTo(fn, 'KeepDirectory', ['PutItem', 'DeleteItem'], ['net', 'pub#*']);
  // A suspended organisation says so where its public page is read.
  data.table.grantTo(fn, 'CarryState', ['UpdateItem'], ['pub#*']);
  // Journals are only ever added to: nobody may update them nor delete from them.
  data.table.grantTo(fn, 'AddToJournals', ['PutItem'], ['jnl#*']);
  data.table.grantTo(fn, 'CountUsage', ['PutItem', 'UpdateItem'], ['use#*']);
  data.table.grantTo(fn, 'KeepLinesOfDirectory', ['GetItem', 'BatchWriteItem'], ['net']);
  mail.grantSendTo(fn, 'MAIL_QUEUE_URL');
  digests.grantSendTo(fn, 'DIGEST_QUEUE_URL');
  copies.grantSendTo(fn, 'COPY_QUEUE_URL');
  reading.grantSendTo(fn, 'READING_QUEUE_URL');
  recognition.grantSendTo(fn, 'RECOGNITION_QUEUE_URL');
  departures.grantSendTo(fn, 'DEPARTURE_QUEUE_URL');
  register.grantSendTo(fn, 'REGISTER_QUEUE_URL');
  // Notes in each scope that its index is behind, with the rights above.
  searches.grantSendTo(fn, 'SEARCH_QUEUE_URL');
  // A publication names the version that was checked.
  data.documents.grantTo(fn, 'ReadDocuments', ['GetObjectVersion'], 'org');
  // What nothing holds any more, once the trash is emptied.
  data.documents.grantTo(fn, 'EraseDocuments', ['DeleteObject'], 'org');
  data.documents.grantTo(fn, 'EraseTexts', ['DeleteObject'], 'text');
  data.documents.grantTo(fn, 'CopyAndEraseThumbnails', ['GetObject', 'DeleteObject'], 'thumb');
  data.documents.grantTo(fn, 'PublishAndWithdraw', ['PutObject', 'DeleteObject'], 'public');
  operations.watch(fn, {
    name: 'change-delayed',
    means: 'Changes wait more than 15 minutes before they take effect.',
    metric: fn.lambda.metric('IteratorAge', { period: FIVE_MINUTES, statistic: 'Maximum' }),
    above: Duration.minutes(15).toMilliseconds(),
  });
  return fn;
}
