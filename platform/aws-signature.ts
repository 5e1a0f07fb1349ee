/**
 * Signatures of what is posted to AWS's JSON services: version 4, of a body that is known, to an address without query.
 * The SDK's own signer, which signs all else, makes the same in four times the time, and a page needs up to seven.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';

/** What a call is signed with. */
export interface AwsCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export interface Posted {
  path: string;
  /** In lower case, `host` among them. */
  headers: Readonly<Record<string, string>>;
  body: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
/** As many organisations as a container works for in a while. */
const MOST_KEYS_KEPT = 100;

const sha256 = (text: string): string => hash('sha256', text, 'hex');
const hmac = (key: string | Buffer | KeyObject, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest();

/** Gives the headers of a post with those that sign it. */
export function signerFor(service: string, region: string) {
  // As Node uses it: a key given as bytes is made into one anew at each signature, which takes longer than the signature.
  const keys = new Map<string, KeyObject>();

  /** Follows from the secret, and is good for one day (`20261124`). */
  function keyOf({ secretAccessKey }: AwsCredentials, day: string): KeyObject {
    const name = `${day} ${secretAccessKey}`;
    const kept = keys.get(name);
    if (kept) return kept;
    const bytes = [day, region, service].reduce<string | Buffer>(hmac, `AWS4${secretAccessKey}`);
    const key = createSecretKey(hmac(bytes, 'aws4_request'));
    if (keys.size >= MOST_KEYS_KEPT) keys.clear();
    keys.set(name, key);
    return key;
  }

  return (posted: Posted, credentials: AwsCredentials, at: Date): Record<string, string> => {
    const time = at.toISOString().replace(/[-:]|\.\d+/g, '');
    const day = time.slice(0, 8);
    const headers: Record<string, string> = { ...posted.headers, 'x-amz-date': time };
    if (credentials.sessionToken !== undefined) headers['x-amz-security-token'] = credentials.sessionToken;
    const names = Object.keys(headers).sort();
    const signed = names.join(';');
    const lines = names.map((name) => `${name}:${headers[name]}\n`).join('');
    const request = `POST\n${posted.path}\n\n${lines}\n${signed}\n${sha256(posted.body)}`;
    const scope = `${day}/${region}/${service}/aws4_request`;
    const signature = hmac(keyOf(credentials, day), `${ALGORITHM}\n${time}\n${scope}\n${sha256(request)}`);
    headers['authorization'] =
      `${ALGORITHM} Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${signed}, Signature=${signature.toString('hex')}`;
    return headers;
  };
}
