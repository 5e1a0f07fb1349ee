import { buffer } from 'node:stream/consumers';
import type { ObjectReader } from '../gateway/static-files.ts';
import type { S3Emulator } from '../s3/index.ts';

/** Reads files for the gateway: the domain of an origin begins with the bucket's name. */
export const bucketReader =
  (s3: Pick<S3Emulator, 'readObject'>): ObjectReader =>
  async (bucketDomain, key) => {
    const bucket = /^(.+?)\.s3[.-]/.exec(bucketDomain)?.[1] ?? bucketDomain;
    const object = await s3.readObject(bucket, key);
    if (!object) return undefined;
    const { headers } = object;
    return {
      body: await buffer(object.body),
      contentType: headers['content-type'] ?? 'application/octet-stream',
      cacheControl: headers['cache-control'],
      etag: headers['etag'] ?? '',
    };
  };
