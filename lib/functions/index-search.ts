import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ParvisFunction } from '../constructs/parvis-function.ts';
import type { WorkQueue } from '../constructs/work-queue.ts';
import type { Wiring } from './wiring.ts';

/** Keeps the indexes of the search: reads again what has changed, as each of its readers may. */
export function indexSearch(
  scope: Construct,
  { stage, data, searches }: Wiring & { searches: WorkQueue },
): ParvisFunction {
  const fn = new ParvisFunction(scope, {
    stage,
    operations: data.operations,
    name: 'index-search',
    // Holds an index of 20,000 entries twice, while it makes the next.
    memory: 512,
    timeout: Duration.minutes(1),
    traced: true,
  });
  data.table.grantTo(fn, 'ReadWhatIsFound', ['BatchGetItem', 'Query'], ['org#*', 'grp#*', 'net', 'pub#*']);
  data.table.grantTo(fn, 'KeepStates', ['PutItem'], ['org#*', 'grp#*', 'net', 'pub#*']);
  // That an index which the operator asked for has been made again.
  data.table.grantTo(fn, 'NoteRebuilt', ['UpdateItem'], ['sys']);
  data.documents.grantTo(fn, 'ReadTexts', ['GetObject'], 'text');
  data.documents.grantTo(fn, 'KeepIndexes', ['GetObject', 'PutObject', 'DeleteObject'], 'search');
  // An index that is made again is read page by page: each asks for the next.
  searches.grantSendTo(fn, 'SEARCH_QUEUE_URL');
  return fn;
}
