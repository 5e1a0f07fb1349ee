import { S3Client } from '@aws-sdk/client-s3';
import type { S3Event } from 'aws-lambda';
import { type FoundGood, onUploaded } from '../../modules/documents/index.ts';
import { tellOfDeposit } from '../../modules/links/index.ts';
import { fileDocument } from '../../modules/repository/index.ts';
import { systemClock } from '../../platform/clock.ts';
import { readConfig } from '../../platform/config.ts';
import { filesIn } from '../../platform/files.ts';
import type { Scope } from '../../platform/scope.ts';
import { guardDutyIn } from '../../platform/scanner.ts';
import { createTable } from '../../platform/table.ts';
import { queueWorker, tracer } from '../queue-worker.ts';

const config = readConfig(['TABLE_NAME', 'DOCUMENTS_BUCKET']);
const table = createTable(config.TABLE_NAME);
const s3 = tracer.captureAWSv3Client(new S3Client({}));
const deps = {
  table,
  clock: systemClock,
  async file(scope: Scope<'org'>, document: FoundGood): Promise<void> {
    await fileDocument(table, scope, document, systemClock().toISOString());
    await tellOfDeposit({ table, clock: systemClock }, scope, document);
  },
  files: filesIn(s3, config.DOCUMENTS_BUCKET),
  scanner: guardDutyIn(s3, config.DOCUMENTS_BUCKET),
};

/** Checks each document that arrived; one that fails is tried again alone. */
export const handler = queueWorker(async (body) => {
  // S3 sends one test event, without records, when the notification is set up.
  const { Records = [] }: Partial<S3Event> = JSON.parse(body);
  for (const record of Records) await onUploaded(record, deps);
});
