import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ParvisFunction } from '../constructs/parvis-function.ts';
import type { Wiring } from './wiring.ts';

/** Reads pages that are pictures, in French: Tesseract with its data beside it, nothing fetched. */
export function recogniseText(scope: Construct, { stage, data }: Wiring): ParvisFunction {
  const fn = new ParvisFunction(scope, {
    stage,
    operations: data.operations,
    name: 'recognise-text',
    // Under 400 MB are used: this is for the share of processor, 1.7 cores of which a page uses one.
    memory: 3008,
    timeout: Duration.minutes(5),
    traced: true,
    packaged: [
      'node_modules/@hyzyla/pdfium/dist/pdfium.wasm',
      'node_modules/@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm',
      'node_modules/@jsquash/png/codec/pkg/squoosh_png_bg.wasm',
      'node_modules/@tesseract.js-data/fra/4.0.0_best_int/fra.traineddata.gz',
      'node_modules/tesseract.js-core/tesseract-core-relaxedsimd.wasm',
      'node_modules/tesseract.js-core/tesseract-core-simd.wasm',
    ],
    threads: { 'tesseract.cjs': 'node_modules/tesseract.js/src/worker-script/node/index.js' },
  });
  data.table.grantTo(fn, 'RecordReading', ['GetItem', 'UpdateItem'], ['org#*']);
  data.documents.grantTo(fn, 'ReadDocuments', ['GetObjectVersion'], 'org');
  data.documents.grantTo(fn, 'AddToTexts', ['GetObject', 'PutObject'], 'text');
  return fn;
}
