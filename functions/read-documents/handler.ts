import { fileURLToPath } from 'node:url';
import { S3Client } from '@aws-sdk/client-s3';
import { picturesWith, readDocument, thumbnailsWith } from '../../modules/reading/index.ts';
import { readConfig } from '../../platform/config.ts';
import { filesIn } from '../../platform/files.ts';
import { createTable } from '../../platform/table.ts';
import { queueWorker, tracer } from '../queue-worker.ts';

const config = readConfig(['TABLE_NAME', 'DOCUMENTS_BUCKET']);
// Put there by lib/functions/read-documents.ts.
const beside = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const deps = {
  table: createTable(config.TABLE_NAME),
  thumbnails: thumbnailsWith(beside('./webp_enc_simd.wasm')),
  openPicture: picturesWith({ jpeg: beside('./mozjpeg_dec.wasm'), png: beside('./squoosh_png_bg.wasm') }),
  files: filesIn(tracer.captureAWSv3Client(new S3Client({})), config.DOCUMENTS_BUCKET),
};

/** Reads the text of each document that is ready. */
export const handler = queueWorker((body) => readDocument(deps, body));
