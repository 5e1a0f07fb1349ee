import { ArnFormat, Duration, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config/index.ts';
import { filesOrigin, siteOrigin } from '../constructs/addresses.ts';
import { ParvisFunction } from '../constructs/parvis-function.ts';
import type { DataStack } from '../stacks/data.ts';

/** What every function stands on. */
export interface Wiring {
  stage: StageConfig;
  data: DataStack;
}

/**
 * Pages make much that lives for milliseconds: left alone, Node keeps 100 MB of it before it cleans up. In MB.
 * Measured: 220 MB resident after 300 pages without, under 150 with, for the same processor time.
 */
const SMALL_HEAP = '--max-semi-space-size=2 --max-old-space-size=96';

/** A function that answers pages: same settings for all, rights of its own. */
export function pagesFunction(
  scope: Construct,
  name: string,
  { stage, data }: Wiring,
  files: readonly string[] = [],
): ParvisFunction {
  const fn = new ParvisFunction(scope, {
    stage,
    operations: data.operations,
    name,
    files,
    // A whole CPU share would be 1,769 MB; at 512 a page of 20 items stays under 20 ms.
    memory: 512,
    timeout: Duration.seconds(20),
    environment: {
      SITE_ORIGIN: siteOrigin(scope, stage),
      TERRITORY_CODE: stage.territory.code,
      TERRITORY_NAME: stage.territory.name,
      TERRITORY_HUE: stage.territory.hue,
      LEFT_KEPT_DAYS: String(stage.retention.leftOrganisations),
      EXPOSE_TIMINGS: String(stage.exposeTimings),
      NODE_OPTIONS: SMALL_HEAP,
    },
  });
  data.originKey.grantTo(fn, 'ORIGIN_KEY_ARN');
  return fn;
}

/** Secrets of organisations' own identity providers, on their way to Cognito: one each, by SIREN. */
export function grantProviderSecrets(
  scope: Construct,
  fn: ParvisFunction,
  { stage }: Wiring,
  sid: string,
  actions: readonly ('CreateSecret' | 'PutSecretValue' | 'GetSecretValue' | 'DeleteSecret')[],
): void {
  const prefix = `parvis-${stage.stage}/provider/`;
  fn.set('PROVIDER_SECRETS', prefix);
  fn.grantUnder(
    sid,
    actions.map((action) => `secretsmanager:${action}`),
    `${Stack.of(scope).formatArn({ service: 'secretsmanager', resource: 'secret', resourceName: prefix, arnFormat: ArnFormat.COLON_RESOURCE_NAME })}*`,
    'A secret of each organisation that asks for its own provider, made at run time.',
  );
}

/** Tells a function where the browser sends and reads documents. */
export function tellFilesOrigin(scope: Construct, fn: ParvisFunction, { stage, data }: Wiring): void {
  fn.set('FILES_ORIGIN', filesOrigin(scope, stage, data.documents.bucket));
}
