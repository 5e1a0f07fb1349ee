import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ParvisFunction } from '../constructs/parvis-function.ts';
import type { Wiring } from './wiring.ts';

/** Reads the text of documents that are ready. */
export function readDocuments(scope: Construct, { stage, data }: Wiring): ParvisFunction {
  const fn = new ParvisFunction(scope, {
    stage,
    operations: data.operations,
    name: 'read-documents',
    // A PDF of 64 MiB is held twice, once of them by PDFium.
    memory: 2048,
    timeout: Duration.minutes(2),
    traced: true,
    packaged: [
      'node_modules/@hyzyla/pdfium/dist/pdfium.wasm',
      'node_modules/@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm',
      'node_modules/@jsquash/png/codec/pkg/squoosh_png_bg.wasm',
      'node_modules/@jsquash/webp/codec/enc/webp_enc_simd.wasm',
    ],
  });
  data.table.grantTo(fn, 'RecordReading', ['GetItem', 'UpdateItem'], ['org#*']);
  data.documents.grantTo(fn, 'ReadDocuments', ['GetObjectVersion'], 'org');
  data.documents.grantTo(fn, 'KeepTexts', ['PutObject'], 'text');
  data.documents.grantTo(fn, 'KeepThumbnails', ['PutObject'], 'thumb');
  return fn;
}
