/** What every call of an application must satisfy before its user is looked at. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { AwsError } from '../aws.ts';
import type { PoolClient } from './pools.ts';

/**
 * A client with a secret proves that it knows it, for the user it names.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/signing-up-users-in-your-app.html#cognito-user-pools-computing-secret-hash
 * @throws {AwsError} `NotAuthorizedException`
 */
export function checkSecretHash(client: PoolClient, username: string, secretHash: string | undefined): void {
  const { ClientId: id, ClientSecret: secret } = client;
  if (secret === undefined) return;
  if (secretHash === undefined) {
    const message = `Client ${id} is configured with secret but SECRET_HASH was not received`;
    throw new AwsError('NotAuthorizedException', message);
  }
  const expected = createHmac('sha256', secret)
    .update(username + id)
    .digest();
  const given = Buffer.from(secretHash, 'base64');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new AwsError('NotAuthorizedException', `Unable to verify secret hash for client ${id}`);
  }
}

/** @throws {AwsError} `InvalidParameterException` when the client was not given the flow. */
export function checkFlow(client: PoolClient, flow: string): void {
  const name = flow === 'REFRESH_TOKEN' ? 'REFRESH_TOKEN_AUTH' : flow;
  const granted = client.ExplicitAuthFlows ?? ['ALLOW_REFRESH_TOKEN_AUTH', 'ALLOW_USER_SRP_AUTH', 'ALLOW_CUSTOM_AUTH'];
  if (granted.includes(`ALLOW_${name}`) || granted.includes(name)) return;
  throw new AwsError('InvalidParameterException', `${name} flow not enabled for this client`);
}

/** Whether the client asked that nobody learn from it who has an account. */
export const hidesExistence = (client: PoolClient): boolean => client.PreventUserExistenceErrors === 'ENABLED';

export const wrongCredentials = (): AwsError =>
  new AwsError('NotAuthorizedException', 'Incorrect username or password.');

/** Refusal of an unknown user, which says no more than a wrong password does where the client asked so. */
export const unknownUser = (client: PoolClient): AwsError =>
  hidesExistence(client) ? wrongCredentials() : new AwsError('UserNotFoundException', 'User does not exist.');
