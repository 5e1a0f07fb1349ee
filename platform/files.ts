/** Files in S3, as workers read, put, copy and remove them. How browsers reach them: `platform/deposits.ts`. */
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';

export interface Files {
  /** `version`: that very object, whatever was put under the same key since; the same for `copy`. */
  read(key: string, version?: string): Promise<{ size: number; body: AsyncIterable<Uint8Array> }>;
  /** Whole: what is as large as a document comes by a form (`platform/deposits.ts`). `type`: its media type. */
  put(key: string, bytes: Uint8Array, type: string): Promise<void>;
  copy(from: string, to: string, version?: string): Promise<void>;
  remove(key: string): Promise<void>;
}

export function filesIn(client: S3Client, bucket: string): Files {
  return {
    async read(key, version) {
      const { Body, ContentLength } = await client.send(
        new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: version }),
      );
      if (!(Body instanceof Readable)) throw new Error(`The object ${key} has no body.`);
      return { size: ContentLength ?? 0, body: Body };
    },
    async put(key, bytes, type) {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes, ContentType: type }));
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
