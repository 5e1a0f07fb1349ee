import { fileURLToPath } from 'node:url';
import { S3Client } from '@aws-sdk/client-s3';
import { readDocument, thumbnailsWith } from '../../modules/reading/index.ts';
import { readConfig } from '../../platform/config.ts';
import { filesIn } from '../../platform/files.ts';
import { createTable } from '../../platform/table.ts';
import { queueWorker, tracer } from '../queue-worker.ts';

const config = readConfig(['TABLE_NAME', 'DOCUMENTS_BUCKET']);
const deps = {
  table: createTable(config.TABLE_NAME),
  // Put beside the bundle by lib/functions/read-documents.ts.
  thumbnailOf: thumbnailsWith(fileURLToPath(new URL('./webp_enc_simd.wasm', import.meta.url))),
  files: filesIn(tracer.captureAWSv3Client(new S3Client({})), config.DOCUMENTS_BUCKET),
};

/** Reads the text of each document that is ready. */
export const handler = queueWorker((body) => readDocument(deps, body));
