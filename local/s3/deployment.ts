/** Copies the files of assets into a bucket, as CDK's BucketDeployment does with `aws s3 sync`. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Bucket } from './bucket.ts';
import type { ChangeCause } from './notifications.ts';
import { receiveBody } from './receive.ts';

export interface FileDeployment {
  /** A file of a later directory replaces that of the same name in an earlier one. */
  directories: readonly string[];
  /** Under which the files stand in the bucket, without a slash at its end; empty for none. */
  prefix: string;
  /** Removes what stands under the prefix and is in no directory. */
  prune: boolean;
  /** Such as `cache-control`; they replace what is guessed from the name. */
  headers: Readonly<Record<string, string>>;
  metadata: Readonly<Record<string, string>>;
}

/** What a site is made of; the rest goes as bytes. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.avif': 'image/avif',
  '.css': 'text/css',
  '.csv': 'text/csv',
  '.gif': 'image/gif',
  '.html': 'text/html',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};

const DEPLOYER: ChangeCause = {
  principal: { kind: 'host' },
  requestId: 'BUCKETDEPLOYMENT',
  remoteAddress: '127.0.0.1',
};

/** Writes only what is new or different, so that a restart costs nothing. */
export async function deployFiles(bucket: Bucket, deployment: FileDeployment): Promise<void> {
  const start = deployment.prefix === '' ? '' : `${deployment.prefix.replace(/\/$/, '')}/`;
  const files = new Map<string, string>();
  for (const directory of deployment.directories) {
    for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const path = join(entry.parentPath, entry.name);
      files.set(start + relative(directory, path).split(sep).join('/'), path);
    }
  }
  for (const [key, path] of files) await deployFile(bucket, key, path, deployment);
  if (!deployment.prune) return;
  const surplus = bucket.index.keys().filter((key) => key.startsWith(start) && !files.has(key));
  for (const key of surplus) {
    if (bucket.index.current(key)) await bucket.delete(key, DEPLOYER);
  }
}

async function deployFile(bucket: Bucket, key: string, path: string, deployment: FileDeployment): Promise<void> {
  const systemHeaders = Object.entries(deployment.headers).map(([name, value]) => [name.toLowerCase(), value]);
  const headers: Record<string, string> = {
    'content-type': CONTENT_TYPES[extname(path).toLowerCase()] ?? 'binary/octet-stream',
    ...Object.fromEntries(systemHeaders),
  };
  const metadata = { ...deployment.metadata };
  const present = bucket.index.current(key);
  const etag = createHash('md5')
    .update(await readFile(path))
    .digest('hex');
  const described =
    present && isDeepStrictEqual({ headers, metadata }, { headers: present.headers, metadata: present.metadata });
  if (described && present.etag === etag) return;
  const received = await receiveBody(bucket.files.incoming, createReadStream(path), {});
  try {
    await bucket.put(
      { key, path: received.path, size: received.size, etag, headers, metadata },
      'ObjectCreated:Put',
      DEPLOYER,
    );
  } finally {
    await rm(received.path, { force: true });
  }
}
