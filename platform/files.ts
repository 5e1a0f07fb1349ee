/** Files in S3: they go from the browser to the bucket and back without passing through a function. */
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

/** Largest file taken. In bytes: 150 MiB, the limit of télétransmission. */
export const LARGEST_FILE = 150 * 1024 * 1024;

/** A form that may be posted to the bucket: `fields` first, the file last, under the name `file`. */
export interface DepositForm {
  url: string;
  fields: Record<string, string>;
}

export interface Files {
  /**
   * An address that gives the file for a minute, under a name of its own. `version`: that very object, whatever
   * was put under the same key since; the same for `read` and `copy`.
   */
  link(
    key: string,
    options: { name: string; type: string; inline: boolean; version?: string | undefined },
  ): Promise<string>;
  exists(key: string): Promise<boolean>;
  read(key: string, version?: string): Promise<{ size: number; body: AsyncIterable<Uint8Array> }>;
  copy(from: string, to: string, version?: string): Promise<void>;
  remove(key: string): Promise<void>;
}

/** How long a link may be opened. In seconds. */
const LINK_LIFE = 60;

const isMissing = (error: unknown): boolean =>
  error instanceof Error && ['NotFound', 'NoSuchKey', 'Forbidden', 'AccessDenied', '403'].includes(error.name);

/** RFC 6266: a name that every browser reads, accents included. */
export const contentDisposition = (name: string, inline: boolean): string =>
  `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`;

export function filesIn(client: S3Client, bucket: string): Files {
  return {
    link: (key, { name, type, inline, version }) =>
      getSignedUrl(
        client,
        new GetObjectCommand({
          Bucket: bucket,
          Key: key,
          VersionId: version,
          ResponseContentType: type,
          ResponseContentDisposition: contentDisposition(name, inline),
        }),
        { expiresIn: LINK_LIFE },
      ),
    async exists(key) {
      try {
        await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
        return true;
      } catch (error) {
        // Without the right to list, S3 answers 403 for what is not there.
        if (isMissing(error)) return false;
        throw error;
      }
    },
    async read(key, version) {
      const { Body, ContentLength } = await client.send(
        new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: version }),
      );
      if (!(Body instanceof Readable)) throw new Error(`The object ${key} has no body.`);
      return { size: ContentLength ?? 0, body: Body };
    },
    async copy(from, to, version) {
      const path = from.split('/').map(encodeURIComponent).join('/');
      const source = `${bucket}/${path}${version ? `?versionId=${encodeURIComponent(version)}` : ''}`;
      await client.send(new CopyObjectCommand({ Bucket: bucket, Key: to, CopySource: source }));
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
    },
  };
}
