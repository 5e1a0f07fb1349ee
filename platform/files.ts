/** Files in S3: they go from the browser to the bucket and back without passing through a function. */
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

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
  /** Metadata kept with the object; S3 sends them to whoever reads it. */
  metadata?: Readonly<Record<string, string>>;
}

export interface Files {
  deposit(request: DepositRequest): Promise<DepositForm>;
  /**
   * An address that gives the file for a minute, under a name of its own. `version`: that very object, whatever
   * was put under the same key since; the same for `read` and `copy`.
   */
  link(key: string, options: { name: string; type: string; inline: boolean; version?: string | undefined }): Promise<string>;
  exists(key: string): Promise<boolean>;
  read(key: string, version?: string): Promise<{ size: number; body: AsyncIterable<Uint8Array> }>;
  copy(from: string, to: string, version?: string): Promise<void>;
  remove(key: string): Promise<void>;
}

/** How long a form may be posted, and a link opened. In seconds. */
const DEPOSIT_LIFE = 60 * 60;
const LINK_LIFE = 60;

const isMissing = (error: unknown): boolean =>
  error instanceof Error && ['NotFound', 'NoSuchKey', 'Forbidden', 'AccessDenied', '403'].includes(error.name);

/** RFC 6266: a name that every browser reads, accents included. */
export const contentDisposition = (name: string, inline: boolean): string =>
  `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`;

export function filesIn(client: S3Client, bucket: string): Files {
  return {
    async deposit({ key, type, sha256, redirect, metadata }) {
      const fields: Record<string, string> = { 'Content-Type': type };
      if (sha256) {
        fields['x-amz-checksum-algorithm'] = 'SHA256';
        fields['x-amz-checksum-sha256'] = sha256;
      }
      if (redirect) fields.success_action_redirect = redirect;
      for (const [name, value] of Object.entries(metadata ?? {})) fields[`x-amz-meta-${name}`] = value;
      return createPresignedPost(client, {
        Bucket: bucket,
        Key: key,
        Expires: DEPOSIT_LIFE,
        Fields: fields,
        Conditions: [['content-length-range', 1, LARGEST_FILE]],
      });
    },
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
      if (!Body) throw new Error(`The object ${key} has no body.`);
      return { size: ContentLength ?? 0, body: Body as AsyncIterable<Uint8Array> };
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
