/**
 * Cognito user pools on one machine: cognito-local 5 holds users and groups, behind a shim that
 * signs in, checks secrets, passwords and codes as AWS does, and keeps no password in clear.
 */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { DefaultConfig } from 'cognito-local/lib/server/config.js';
import type { Services } from 'cognito-local/lib/services/index.js';
import type { Emulator, FunctionInvoker } from '../aws.ts';
import { readIfPresent, writeDurably } from '../durable/files.ts';
import { delegatedOperations } from './administration.ts';
import { createChallenges } from './challenges.ts';
import { createMessages } from './messages.ts';
import type { DeliverMail } from './messages.ts';
import { appClientOperations } from './federation/app-clients.ts';
import { createHostedDomain } from './federation/hosted-domain.ts';
import { createIdentityProviders } from './federation/identity-providers.ts';
import { mfaOperations } from './mfa.ts';
import { sixDigits } from './passwords.ts';
import { clock, openPools } from './pools.ts';
import { cognitoProviders } from './providers.ts';
import { recoveryOperations } from './recovery.ts';
import { createService } from './service.ts';
import { signInOperations } from './sign-in.ts';
import { signOutOperations } from './sign-out.ts';
import { createTokenIssuer } from './tokens.ts';
import type { TokenIssuer } from './tokens.ts';

export { isHostedRequest } from './federation/hosted-domain.ts';
export { isJwksRequest } from './service.ts';
export type { DeliverMail } from './messages.ts';

export interface CognitoOptions {
  /** Root of the local cloud's data: Cognito keeps its own under `cognito/`. */
  directory: string;
  region: string;
  /** Calls the CustomMessage trigger. */
  invoker: FunctionInvoker;
  /** Receives the mails that Cognito sends by itself. */
  deliverMail: DeliverMail;
  /** Where browsers reach the pool's domain: scheme, host and port. */
  domainOrigin: () => string;
}

export interface Cognito extends Emulator {
  /** Public keys of every pool: what `aws-jwt-verify` caches to verify tokens. */
  readonly jwks: TokenIssuer['jwks'];
}

export async function createCognito(options: CognitoOptions): Promise<Cognito> {
  const { directory, region, invoker, deliverMail } = options;
  const own = join(directory, 'cognito');
  const pools = await openPools(join(own, 'pools'));
  const tokens = await createTokenIssuer(join(own, 'signing-key.pem'), region);
  const messages = createMessages(pools, invoker, deliverMail, region);
  const parts = { pools, tokens, messages, challenges: createChallenges() };
  const outside = createIdentityProviders(join(own, 'identity-providers'), pools);
  const withDomain = new Set<string>();
  const domain = createHostedDomain(parts, outside, (id) => withDomain.has(id), options.domainOrigin);
  const operations = {
    ...delegatedOperations(parts, libraryServices(pools.service, messages)),
    ...signInOperations(parts),
    ...signOutOperations(parts),
    ...recoveryOperations(parts),
    ...mfaOperations(parts),
    ...outside.operations,
    ...appClientOperations(pools, outside),
  };
  return {
    jwks: tokens.jwks,
    providers: cognitoProviders(pools, await installationKey(join(own, 'installation')), region, withDomain),
    services: [createService(operations, parts, domain)],
    close: async () => undefined,
  };
}

/** What cognito-local's operations ask for. Those that sign in, issue tokens or call other triggers are not its own. */
function libraryServices(cognito: Services['cognito'], messages: Services['messages']): Services {
  const notUsed = (): never => {
    throw new Error('This part of cognito-local is not used.');
  };
  return {
    clock,
    cognito,
    messages,
    config: DefaultConfig,
    otp: sixDigits,
    tokenGenerator: { generate: notUsed },
    triggers: {
      enabled: () => false,
      customMessage: notUsed,
      customEmailSender: notUsed,
      postAuthentication: notUsed,
      postConfirmation: notUsed,
      preSignUp: notUsed,
      preTokenGeneration: notUsed,
      userMigration: notUsed,
    },
  };
}

async function installationKey(path: string): Promise<string> {
  const kept = await readIfPresent(path);
  if (kept !== undefined) return kept;
  const created = randomBytes(16).toString('hex');
  await writeDurably(path, created);
  return created;
}
