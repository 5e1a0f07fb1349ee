import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ParvisFunction } from '../constructs/parvis-function.ts';
import type { Wiring } from './wiring.ts';

/** Checks a document that arrived: what it really is, its checksum, its text. */
export function onUpload(scope: Construct, { stage, data }: Wiring): ParvisFunction {
  const fn = new ParvisFunction(scope, {
    stage,
    operations: data.operations,
    name: 'on-upload',
    // Reads PDFs of up to 150 MiB.
    memory: 1024,
    timeout: Duration.minutes(2),
    traced: true,
  });
  data.table.grantTo(fn, 'RecordCheck', ['GetItem', 'UpdateItem'], ['org#*']);
  // What is found good becomes a file, in the folder where it was sent.
  data.table.grantTo(fn, 'FileDocuments', ['PutItem', 'ConditionCheckItem'], ['org#*']);
  // A file whose place was given up while it came.
  data.documents.grantTo(fn, 'EraseStrays', ['DeleteObject'], 'org');
  data.documents.grantTo(fn, 'ReadDocuments', ['GetObjectVersion', 'GetObjectVersionTagging'], 'org');
  return fn;
}
