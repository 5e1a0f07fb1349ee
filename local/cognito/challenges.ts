/** Sign-ins half done: what remains to prove, for whom, until when. Held in memory, as they last minutes. */
import { randomBytes } from 'node:crypto';
import { AwsError } from '../aws.ts';
import type { PoolClient } from './pools.ts';

export type ChallengeName = 'NEW_PASSWORD_REQUIRED' | 'SOFTWARE_TOKEN_MFA' | 'MFA_SETUP';

export interface Challenge {
  name: ChallengeName;
  clientId: string;
  /** The pool's own name of the user. */
  username: string;
  /** Wrong answers so far. */
  failures: number;
  /** MFA_SETUP: a code of the new device was verified. */
  deviceVerified: boolean;
}

export interface Challenges {
  /** @returns the `Session` to give back with the answer */
  open(name: ChallengeName, client: PoolClient, username: string): string;
  /** @throws {AwsError} `NotAuthorizedException` when the session is unknown, expired, or not of this challenge. */
  read(session: string | undefined, names: readonly ChallengeName[]): Challenge;
  close(session: string): void;
}

const DEFAULT_MINUTES = 3;
const MAX_FAILURES = 5;

export function createChallenges(): Challenges {
  const opened = new Map<string, Challenge & { expires: number }>();
  return {
    open(name, client, username) {
      for (const [session, { expires }] of opened) if (expires < Date.now()) opened.delete(session);
      const session = randomBytes(48).toString('base64url');
      const expires = Date.now() + (client.AuthSessionValidity ?? DEFAULT_MINUTES) * 60_000;
      opened.set(session, { name, clientId: client.ClientId, username, failures: 0, deviceVerified: false, expires });
      return session;
    },
    read(session, names) {
      const challenge = opened.get(session ?? '');
      if (challenge === undefined || challenge.expires < Date.now() || challenge.failures >= MAX_FAILURES) {
        throw new AwsError('NotAuthorizedException', 'Invalid session for the user, session is expired.');
      }
      if (!names.includes(challenge.name))
        throw new AwsError('NotAuthorizedException', 'Invalid session for the user.');
      return challenge;
    },
    close: (session) => void opened.delete(session),
  };
}
