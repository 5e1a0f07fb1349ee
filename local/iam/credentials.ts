/**
 * Temporary credentials, as STS gives them, without a register to keep: the session token carries
 * the session, sealed with a key of this installation, and the secret is derived from it. They
 * therefore survive a restart, as a form presigned before a crash must.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { AwsError } from '../aws.ts';
import type { CredentialSource, Principal } from '../aws.ts';

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
}

export interface SessionOptions {
  sessionName: string;
  tags?: Readonly<Record<string, string>>;
  /** JSON of a session policy. */
  sessionPolicy?: string;
  /** When the credentials stop being accepted. Left out: never, for what the host itself starts. */
  expires?: Date;
}

export interface CredentialRegistry extends CredentialSource {
  /** Credentials of a session of the role. */
  issue(roleArn: string, options: SessionOptions): Credentials;
  /** Long-term credentials of the host (provisioning, tests): allowed everything. */
  readonly host: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** @throws {AwsError} `ExpiredTokenException` when the session is over. */
  resolve(
    accessKeyId: string,
    sessionToken?: string,
  ): Promise<{ secretAccessKey: string; principal: Principal } | undefined>;
}

const session = z.object({
  id: z.string(),
  roleArn: z.string(),
  sessionName: z.string(),
  tags: z.record(z.string(), z.string()),
  sessionPolicy: z.string().optional(),
  /** Milliseconds since the epoch. */
  expires: z.number().optional(),
});

/** What a token says, once it was found to be ours. */
interface KnownSession {
  accessKeyId: string;
  secretAccessKey: string;
  expires: number | undefined;
  principal: Principal;
}

const MOST_KEPT = 1000;

/** @param directory where the sealing key is kept, created at the first start. */
export function createCredentialRegistry(directory: string): CredentialRegistry {
  const key = sealingKey(directory);
  const seal = (purpose: string, text: string): Buffer =>
    createHmac('sha256', key).update(`${purpose}\n${text}`).digest();
  const host = { accessKeyId: accessKeyId('AKIA', 'host'), secretAccessKey: seal('host', '').toString('base64') };

  const open = (token: string): z.infer<typeof session> | undefined => {
    const [payload = '', signature = ''] = token.split('.');
    const given = Buffer.from(signature, 'base64url');
    const expected = seal('token', payload);
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    return session.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()));
  };

  /** Three HMACs and a JSON that never change for a token: kept, for each call to a service brings one. */
  const opened = new Map<string, KnownSession>();
  const knownOf = (token: string): KnownSession | undefined => {
    const kept = opened.get(token);
    if (kept) return kept;
    const content = open(token);
    if (!content) return undefined;
    const { expires, roleArn, sessionName, tags, sessionPolicy } = content;
    const known: KnownSession = {
      accessKeyId: accessKeyId('ASIA', token),
      secretAccessKey: seal('secret', token).toString('base64'),
      expires,
      principal: { kind: 'role', roleArn, sessionName, tags, sessionPolicy },
    };
    if (opened.size >= MOST_KEPT) opened.clear();
    opened.set(token, known);
    return known;
  };

  return {
    host,
    issue(roleArn, { sessionName, tags = {}, sessionPolicy, expires }) {
      const id = randomBytes(9).toString('base64url');
      const content = { id, roleArn, sessionName, tags, sessionPolicy, expires: expires?.getTime() };
      const payload = Buffer.from(JSON.stringify(content)).toString('base64url');
      const sessionToken = `${payload}.${seal('token', payload).toString('base64url')}`;
      const secretAccessKey = seal('secret', sessionToken).toString('base64');
      return { accessKeyId: accessKeyId('ASIA', sessionToken), secretAccessKey, sessionToken };
    },
    async resolve(id, token) {
      if (id === host.accessKeyId) {
        return token === undefined ? { secretAccessKey: host.secretAccessKey, principal: { kind: 'host' } } : undefined;
      }
      const known = token === undefined ? undefined : knownOf(token);
      if (known?.accessKeyId !== id) return undefined;
      if (known.expires !== undefined && known.expires <= Date.now()) {
        throw new AwsError('ExpiredTokenException', 'The security token included in the request is expired');
      }
      const { secretAccessKey, principal } = known;
      return { secretAccessKey, principal };
    },
  };
}

/** Twenty characters as AWS gives them: the prefix tells temporary (ASIA) from long-term (AKIA) keys. */
function accessKeyId(prefix: 'ASIA' | 'AKIA', text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const hash = createHash('sha256').update(text).digest();
  return prefix + Array.from(hash.subarray(0, 16), (byte) => alphabet.charAt(byte % 32)).join('');
}

function sealingKey(directory: string): Buffer {
  const path = join(directory, 'credentials.key');
  mkdirSync(directory, { recursive: true });
  const kept = existsSync(path) ? readFileSync(path) : Buffer.alloc(0);
  if (kept.length === 32) return kept;
  const created = randomBytes(32);
  writeFileSync(path, created, { mode: 0o600 });
  return created;
}
