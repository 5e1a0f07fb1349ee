import { fileURLToPath } from 'node:url';
import { S3Client } from '@aws-sdk/client-s3';
import { picturesWith, Recogniser, recogniseText } from '../../modules/reading/index.ts';
import { readConfig } from '../../platform/config.ts';
import { filesIn } from '../../platform/files.ts';
import { createTable } from '../../platform/table.ts';
import { queueWorker, tracer } from '../queue-worker.ts';

const config = readConfig(['TABLE_NAME', 'DOCUMENTS_BUCKET']);
const beside = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
const deps = {
  table: createTable(config.TABLE_NAME),
  files: filesIn(tracer.captureAWSv3Client(new S3Client({})), config.DOCUMENTS_BUCKET),
  openPicture: picturesWith({ jpeg: beside('./mozjpeg_dec.wasm'), png: beside('./squoosh_png_bg.wasm') }),
  // Put beside the bundle by lib/functions/recognise-text.ts.
  recogniser: new Recogniser({ languages: beside('.'), script: beside('./tesseract.cjs') }),
};

/** Reads pages that are pictures, a few a call. */
export const handler = queueWorker((body) => recogniseText(deps, body));
