import { Duration } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { siteOrigin } from '../constructs/addresses.ts';
import { ParvisFunction } from '../constructs/parvis-function.ts';
import type { SigningKey } from '../constructs/signing-key.ts';
import type { Wiring } from './wiring.ts';

/** Enters acts in the registers: the only one that writes there, and the only one that signs. */
export function registerActs(scope: Construct, { stage, data, key }: Wiring & { key: SigningKey }): ParvisFunction {
  const fn = new ParvisFunction(scope, {
    stage,
    operations: data.operations,
    name: 'register-acts',
    // A file passes through it once to be hashed, in pieces.
    memory: 512,
    timeout: Duration.minutes(2),
    traced: true,
    environment: { SITE_ORIGIN: siteOrigin(scope, stage) },
  });
  data.table.grantTo(fn, 'ReadActs', ['GetItem'], ['org#*']);
  data.table.grantTo(fn, 'AppendToRegisters', ['GetItem', 'PutItem'], ['pub#*']);
  // A publication names the version that was checked.
  data.documents.grantTo(fn, 'ReadDocuments', ['GetObjectVersion'], 'org');
  data.documents.grantTo(fn, 'PutOnline', ['GetObject', 'PutObject', 'DeleteObject'], 'public');
  key.grantSignTo(fn, 'REGISTER_KEY_ARN');
  return fn;
}
