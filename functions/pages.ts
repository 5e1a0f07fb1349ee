/** What the functions that answer pages have in common: configuration, table, keys, wrapping. */
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import { systemClock } from '../platform/clock.ts';
import { readConfig } from '../platform/config.ts';
import type { SigningProvider } from '../platform/confinement.ts';
import { createApp } from '../platform/http/app.ts';
import { httpHandler } from '../platform/http/lambda.ts';
import type { Route } from '../platform/http/route.ts';
import { logger } from '../platform/log.ts';
import { rotatingSecret, secretsManager, type Signer, signerWith } from '../platform/secrets.ts';
import { createTable } from '../platform/table.ts';

/** Made once for the life of the container. `credentials`: what signs calls to the table; left out, the function's own. */
export function pagesDependencies(credentials?: SigningProvider) {
  const config = readConfig([
    'TABLE_NAME',
    'SITE_ORIGIN',
    'ORIGIN_KEY_ARN',
    'TERRITORY_CODE',
    'TERRITORY_NAME',
    'TERRITORY_HUE',
    'EXPOSE_TIMINGS',
    'LEFT_KEPT_DAYS',
  ]);
  const secrets = secretsManager();
  return {
    secrets,
    table: createTable(config.TABLE_NAME, { credentials }),
    clock: systemClock,
    originKey: rotatingSecret(secrets, config.ORIGIN_KEY_ARN),
    origin: config.SITE_ORIGIN,
    territory: { code: config.TERRITORY_CODE, name: config.TERRITORY_NAME, hue: config.TERRITORY_HUE },
    leftKeptFor: Number(config.LEFT_KEPT_DAYS),
    exposeTimings: config.EXPOSE_TIMINGS === 'true',
  };
}

/** Signs links, codes and cursors with the key of its function. */
export const linkSigner = (secrets: ReturnType<typeof secretsManager>): Signer =>
  signerWith(rotatingSecret(secrets, readConfig(['LINK_KEY_ARN']).LINK_KEY_ARN));

/**
 * The Lambda handler over these routes. `filesOrigin`: where the browser sends and reads files. `confined`: members'
 * requests are made on behalf of the organisation that they work for.
 */
export function pagesHandler(
  dependencies: ReturnType<typeof pagesDependencies>,
  routes: readonly Route[],
  { filesOrigin, confined = false }: { filesOrigin?: string; confined?: boolean } = {},
) {
  const origins = { site: dependencies.origin, files: filesOrigin };
  return middy(httpHandler(createApp({ ...dependencies, origins, confined }, routes))).use(injectLambdaContext(logger));
}
