/**
 * Objects of the bucket as functions of pages read them. Signed with the SDK's own signer and without its client of S3,
 * as addresses and forms are (`platform/deposits.ts`).
 */
import { SignatureV4 } from '@smithy/signature-v4';
import type { AwsCredentials } from './aws-json.ts';
import { Sha256 } from './sha256.ts';

export interface ObjectsPlace {
  bucket: string;
  /** Where the bucket answers: at a host of its own, or under its name at another (one machine). */
  origin: string;
  region: string;
  /** On whose behalf: asked at each call. */
  credentials: () => Promise<AwsCredentials>;
}

/** Times that the bucket is asked for one object: it may be busy, or end a connection that was just taken up again. */
const MOST_TRIES = 3;

/** The first answer that is not the bucket's own fault, or the last one. */
async function answered(ask: () => Promise<Response>, tries = 1): Promise<Response> {
  try {
    const answer = await ask();
    if (answer.status < 500 || tries === MOST_TRIES) return answer;
    // Left unread, it would hold its connection.
    await answer.body?.cancel();
  } catch (error) {
    if (tries === MOST_TRIES) throw error;
  }
  return answered(ask, tries + 1);
}

/** Reads one object whole; undefined when it is not there, or not for whoever asks: S3 does not tell these apart. */
export function objectReader(place: ObjectsPlace): (key: string) => Promise<Uint8Array | undefined> {
  const { bucket, region, credentials } = place;
  const { protocol, hostname, port, host } = new URL(place.origin);
  const base = hostname.startsWith(`${bucket}.`) ? '' : `/${bucket}`;
  const signer = new SignatureV4({ service: 's3', region, credentials, sha256: Sha256, uriEscapePath: false });
  return async (key) => {
    const path = `${base}/${key.split('/').map(encodeURIComponent).join('/')}`;
    const headers = { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };
    const signed = await signer.sign({
      method: 'GET',
      protocol,
      hostname,
      path,
      headers,
      ...(port && { port: Number(port) }),
    });
    const { host: _host, ...sent } = signed.headers;
    const answer = await answered(() => fetch(`${place.origin}${path}`, { headers: sent }));
    if (answer.status === 403 || answer.status === 404) return undefined;
    if (!answer.ok) throw new Error(`The bucket answered ${answer.status} when asked for ${key}.`);
    return new Uint8Array(await answer.arrayBuffer());
  };
}
