/**
 * How files go from the browser to the bucket and back without passing through a function: addresses and forms signed
 * for a while. Signed with the SDK's own signer and without its client of S3, whose description of the whole service
 * weighs 130 kB in each function that answers pages.
 */
import { createHmac } from 'node:crypto';
import { fromEnv } from '@aws-sdk/credential-provider-env';
import { createScope, getSigningKey, SignatureV4 } from '@smithy/signature-v4';
import { systemClock } from './clock.ts';
import { Sha256 } from './sha256.ts';

/** Largest file taken. In bytes: 150 MiB, the limit of télétransmission. */
export const LARGEST_FILE = 150 * 1024 * 1024;

/** A form that may be posted to the bucket: `fields` first, the file last, under the name `file`. */
export interface DepositForm {
  url: string;
  fields: Record<string, string>;
}

export interface DepositRequest {
  key: string;
  /** Media type as the browser said it; what the file really is is found by reading it. */
  type: string;
  /** Base64 SHA-256, when the browser could compute it: S3 then refuses anything else. */
  sha256?: string | undefined;
  /** Where a browser without script goes after the post. */
  redirect?: string | undefined;
  /** Most bytes that S3 takes; absent: those of the largest file. */
  largest?: number | undefined;
  /** Metadata kept with the object; S3 sends them to whoever reads it. */
  metadata?: Readonly<Record<string, string>>;
}

/** Files that may be read by whoever is given their address. */
export interface LinkedFiles {
  /**
   * An address that gives the file for a minute, under a name of its own. `version`: that very object, whatever
   * was put under the same key since. `life`: more than that minute, in seconds.
   */
  link(
    key: string,
    options: { name: string; type: string; inline: boolean; version?: string | undefined; life?: number },
  ): Promise<string>;
  exists(key: string): Promise<boolean>;
}

/** Files of which a page shows something. */
export interface PreviewFiles extends Pick<LinkedFiles, 'link'> {
  /** The first `most` bytes of a text, whole characters. */
  beginning(key: string, most: number): Promise<string>;
}

/** Small files that pages show, read whole. */
export interface PictureFiles {
  /** Nothing when it is not there, or has more than `most` bytes. `version`: that very object. */
  picture(key: string, most: number, version?: string): Promise<Uint8Array<ArrayBuffer> | undefined>;
}

/** Files that may also be put: what the functions of members are given. */
export interface DepositFiles extends LinkedFiles, PreviewFiles, PictureFiles {
  deposit(request: DepositRequest): Promise<DepositForm>;
}

/** How long a link may be opened, and a form be posted. In seconds. */
const LINK_LIFE = 60;
const DEPOSIT_LIFE = 60 * 60;

/** What S3 is told of the body of an address that is signed before its body is known. */
const UNSIGNED = { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' };

/** RFC 6266: a name that every browser reads, accents included. */
export const contentDisposition = (name: string, inline: boolean): string =>
  `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${escaped(name)}`;

/** RFC 3986: S3 signs these signs escaped, as `encodeURIComponent` does not. */
export const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** What S3 replaces by the name of the file that the browser sends, at the end of a key. */
const FILE_NAME = '${filename}';

/** A key that ends by the name of the file is known by its beginning alone. */
const keyCondition = (key: string): string[] | Record<string, string> =>
  key.endsWith(FILE_NAME) ? ['starts-with', '$key', key.slice(0, -FILE_NAME.length)] : { key };

/** `2026-11-24T09:12:00Z` → `20261124T091200Z` */
const longDate = (date: Date): string =>
  date.toISOString().replace(/\.\d{3}Z$|[-:]/g, (found) => (found.length > 1 ? 'Z' : ''));

/**
 * @param place.origin where the bucket answers: at a host of its own, or under its name at another (one machine).
 * @param place.region of the bucket.
 */
export function depositFilesIn(
  place: { bucket: string; origin: string; region: string },
  clock = systemClock,
): DepositFiles {
  const { bucket, region } = place;
  const { protocol, hostname, port, host } = new URL(place.origin);
  const base = hostname.startsWith(`${bucket}.`) ? '' : `/${bucket}`;
  const credentials = fromEnv();
  const signer = new SignatureV4({ service: 's3', region, credentials, sha256: Sha256, uriEscapePath: false });

  async function signed(
    method: string,
    key: string,
    asked: Readonly<Record<string, string>>,
    expiresIn = LINK_LIFE,
  ): Promise<string> {
    const path = `${base}/${key.split('/').map(escaped).join('/')}`;
    const request = { method, protocol, hostname, path, query: { ...asked }, headers: { host, ...UNSIGNED } };
    const options = { expiresIn, signingDate: clock() };
    const { query = {} } = await signer.presign({ ...request, ...(port && { port: Number(port) }) }, options);
    const pairs = Object.entries(query).map(([name, value]) => `${escaped(name)}=${escaped(String(value))}`);
    return `${place.origin}${path}?${pairs.join('&')}`;
  }

  return {
    link: (key, { name, type, inline, version, life }) =>
      signed(
        'GET',
        key,
        {
          'response-content-disposition': contentDisposition(name, inline),
          'response-content-type': type,
          ...(version && { versionId: version }),
        },
        life,
      ),
    async beginning(key, most) {
      const response = await fetch(await signed('GET', key, {}), { headers: { range: `bytes=0-${most - 1}` } });
      if (!response.ok)
        throw new Error(`The bucket answered ${response.status} when asked for the beginning of ${key}.`);
      // `stream`: the last character may be cut.
      return new TextDecoder().decode(await response.arrayBuffer(), { stream: true });
    },
    async picture(key, most, version) {
      const response = await fetch(await signed('GET', key, version ? { versionId: version } : {}));
      // Without the right to list, S3 answers 403 for what is not there.
      if (response.status === 403 || response.status === 404) return undefined;
      if (!response.ok) throw new Error(`The bucket answered ${response.status} when asked for ${key}.`);
      if (Number(response.headers.get('content-length')) > most) {
        await response.body?.cancel();
        return undefined;
      }
      return new Uint8Array(await response.arrayBuffer());
    },
    async exists(key) {
      const { status } = await fetch(await signed('HEAD', key, {}), { method: 'HEAD' });
      // Without the right to list, S3 answers 403 for what is not there.
      if (status === 403 || status === 404) return false;
      if (status !== 200) throw new Error(`The bucket answered ${status} when asked whether ${key} is there.`);
      return true;
    },
    async deposit({ key, type, sha256, redirect, metadata, largest = LARGEST_FILE }) {
      const now = clock();
      const date = longDate(now);
      const day = date.slice(0, 8);
      const { accessKeyId, sessionToken, secretAccessKey } = await credentials();
      const signedFields: Record<string, string> = {
        key,
        bucket,
        'Content-Type': type,
        ...(sha256 && { 'x-amz-checksum-algorithm': 'SHA256', 'x-amz-checksum-sha256': sha256 }),
        ...(redirect && { success_action_redirect: redirect }),
        ...Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [`x-amz-meta-${name}`, value])),
        'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
        'X-Amz-Credential': `${accessKeyId}/${createScope(day, region, 's3')}`,
        'X-Amz-Date': date,
        ...(sessionToken && { 'X-Amz-Security-Token': sessionToken }),
      };
      const conditions = [
        ['content-length-range', 1, largest],
        ...Object.entries(signedFields).map(([name, value]) =>
          name === 'key' ? keyCondition(value) : { [name]: value },
        ),
      ];
      const expiration = new Date(now.getTime() + DEPOSIT_LIFE * 1000).toISOString();
      const policy = Buffer.from(JSON.stringify({ expiration, conditions })).toString('base64');
      const signingKey = await getSigningKey(Sha256, { accessKeyId, secretAccessKey }, day, region, 's3');
      const signature = createHmac('sha256', signingKey).update(policy).digest('hex');
      return {
        url: `${place.origin}${base}/`,
        fields: { ...signedFields, Policy: policy, 'X-Amz-Signature': signature },
      };
    },
  };
}
