/** `ReportBatchItemFailures`: which records of a batch a function could not work on. */
import { isRecord, listOf } from '../provision/values.ts';
import type { Outcome } from './protocol.ts';

/**
 * Identifiers of the failed records: none for a success, `'all'` when the function failed, or named a
 * record that it was not given, or none at all in an entry (so AWS reads it).
 */
export function failedItems(
  outcome: Outcome,
  reportsItemFailures: boolean,
  identifiers: readonly string[],
): readonly string[] | 'all' {
  if (outcome.error) return 'all';
  if (!reportsItemFailures) return [];
  const answer: unknown = JSON.parse(outcome.payload);
  if (!isRecord(answer)) return [];
  const failed: string[] = [];
  for (const failure of listOf(answer['batchItemFailures'])) {
    const identifier = isRecord(failure) ? failure['itemIdentifier'] : undefined;
    if (typeof identifier !== 'string' || !identifiers.includes(identifier)) return 'all';
    failed.push(identifier);
  }
  return failed;
}
