/**
 * Large files in parts, so that a line that is cut loses one part and not the whole: begun, each part put by the
 * browser under its own checksum, joined once all are there. No byte passes through a function. Signed as
 * `platform/deposits.ts` is.
 */
import { fromEnv } from '@aws-sdk/credential-provider-env';
import { SignatureV4 } from '@smithy/signature-v4';
import { systemClock } from './clock.ts';
import { escaped } from './deposits.ts';
import { Sha256 } from './sha256.ts';

/** How long the address of a part may be begun with. In seconds. */
const PART_LIFE = 60 * 60;

/** What a part is put with, beside its bytes: its base64 SHA-256, which the bucket checks. */
export const PART_CHECKSUM = 'x-amz-checksum-sha256';

/** A part that is there. */
export interface Part {
  number: number;
  /** In bytes. */
  size: number;
  etag: string;
  sha256: string;
}

export interface PartedFiles {
  /** @returns the name of the sending under way. */
  begin(key: string, type: string): Promise<string>;
  /** Where one part is put, with its checksum in the header {@link PART_CHECKSUM}: any other body is refused. */
  addressOfPart(key: string, upload: string, part: { number: number; sha256: string }): Promise<string>;
  /** The parts that are there, in their order; undefined when nothing of that name is under way. */
  parts(key: string, upload: string): Promise<Part[] | undefined>;
  /** @throws {Error} when a part is not as it was listed. */
  join(key: string, upload: string, parts: readonly Part[]): Promise<void>;
  /** Forgets what was sent; nothing when it is no longer under way. */
  giveUp(key: string, upload: string): Promise<void>;
}

const NAMED: Readonly<Record<string, string>> = { '&quot;': '"', '&#34;': '"', '&amp;': '&' };

/** The text of each element of that name, as S3 writes its answers: no attributes, nothing nested of the same name. */
const textsIn = (xml: string, name: string): string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([\\s\\S]*?)</${name}>`, 'g'))].map(([, text = '']) =>
    text.replace(/&(?:quot|#34|amp);/g, (sign) => NAMED[sign] ?? sign),
  );
const textIn = (xml: string, name: string): string => textsIn(xml, name)[0] ?? '';

/** A bucket may answer 200 and say in the body that it failed (CompleteMultipartUpload). */
async function answered(response: Response, what: string): Promise<string> {
  const text = await response.text();
  if (!response.ok || text.includes('<Error>')) {
    throw new Error(`The bucket answered ${response.status} ${textIn(text, 'Code')} when asked to ${what}.`);
  }
  return text;
}

const queryOf = (query: Readonly<Record<string, unknown>>): string =>
  Object.entries(query)
    .map(([name, value]) => `${escaped(name)}=${escaped(String(value))}`)
    .join('&');

/** @param place as for `depositFilesIn`. */
export function partedFilesIn(
  place: { bucket: string; origin: string; region: string },
  clock = systemClock,
): PartedFiles {
  const { bucket, region } = place;
  const { protocol, hostname, port, host } = new URL(place.origin);
  const base = hostname.startsWith(`${bucket}.`) ? '' : `/${bucket}`;
  const signer = new SignatureV4({
    service: 's3',
    region,
    credentials: fromEnv(),
    sha256: Sha256,
    uriEscapePath: false,
  });
  const pathOf = (key: string): string => `${base}/${key.split('/').map(escaped).join('/')}`;
  const at = { protocol, hostname, ...(port && { port: Number(port) }) };

  async function ask(
    method: string,
    key: string,
    query: Record<string, string>,
    { headers = {}, body }: { headers?: Record<string, string>; body?: string } = {},
  ): Promise<Response> {
    const path = pathOf(key);
    const unsigned = { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', ...headers };
    const signed = await signer.sign({ ...at, method, path, query, headers: unsigned }, { signingDate: clock() });
    const { host: _host, ...sent } = signed.headers;
    return fetch(`${place.origin}${path}?${queryOf(query)}`, { method, headers: sent, ...(body && { body }) });
  }

  return {
    async begin(key, type) {
      const headers = { 'content-type': type, 'x-amz-checksum-algorithm': 'SHA256' };
      const response = await ask('POST', key, { uploads: '' }, { headers });
      return textIn(await answered(response, 'begin a file in parts'), 'UploadId');
    },
    async addressOfPart(key, upload, { number, sha256 }) {
      const path = pathOf(key);
      const query = { partNumber: String(number), uploadId: upload };
      const headers = { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', [PART_CHECKSUM]: sha256 };
      // A checksum in the address would not be looked at: it is a header that the signature covers.
      const options = { expiresIn: PART_LIFE, signingDate: clock(), unhoistableHeaders: new Set([PART_CHECKSUM]) };
      const signed = await signer.presign({ ...at, method: 'PUT', path, query, headers }, options);
      return `${place.origin}${path}?${queryOf(signed.query ?? {})}`;
    },
    async parts(key, upload) {
      const response = await ask('GET', key, { uploadId: upload });
      if (response.status === 404) return undefined;
      const text = await answered(response, 'list the parts of a file');
      return textsIn(text, 'Part').map((part) => ({
        number: Number(textIn(part, 'PartNumber')),
        size: Number(textIn(part, 'Size')),
        etag: textIn(part, 'ETag'),
        sha256: textIn(part, 'ChecksumSHA256'),
      }));
    },
    async join(key, upload, parts) {
      const listed = parts.map(
        ({ number, etag, sha256 }) =>
          `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag><ChecksumSHA256>${sha256}</ChecksumSHA256></Part>`,
      );
      const body = `<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${listed.join('')}</CompleteMultipartUpload>`;
      const headers = { 'content-type': 'application/xml' };
      await answered(await ask('POST', key, { uploadId: upload }, { headers, body }), 'put a file together');
    },
    async giveUp(key, upload) {
      const response = await ask('DELETE', key, { uploadId: upload });
      if (response.status !== 404) await answered(response, 'give a file up');
    },
  };
}
