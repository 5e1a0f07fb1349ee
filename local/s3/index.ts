/**
 * S3 on one machine: buckets on disk behind an address of their own, spoken to by the real SDK, by browsers through
 * presigned URLs and forms, and by nobody unsigned. Answers 501 to what it does not provide.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Authoriser, CredentialSource, Emulator, QueueSender } from '../aws.ts';
import { Bucket } from './bucket.ts';
import type { BucketConfiguration } from './bucket-configuration.ts';
import { Endpoint } from './endpoint.ts';
import type { ObjectScan } from './object-scans.ts';
import { objectHeaders } from './object-version.ts';
import { Outbox } from './outbox.ts';
import type { AnnouncedChange } from './outbox.ts';
import { s3Providers } from './providers.ts';
import { listen } from './server.ts';

export interface S3Options {
  /** Where the data of all services stand; those of S3 go to `s3` in it. */
  directory: string;
  region: string;
  /** On 127.0.0.1; 0 for any free one. */
  port: number;
  credentials: CredentialSource;
  authoriser: Authoriser;
  queueSender: QueueSender;
  /** Directory that holds the files of an asset, named by its object key `<hash>.zip`. */
  assetSource?: (objectKey: string) => Promise<string>;
  /** Takes a line about what went wrong without an answer to anybody. */
  warn?: (message: string) => void;
}

export type { ObjectScan };

/** An object as the gateway serves it. */
export interface ReadableObject {
  /** By lower-case name: content-type, etag, cache-control, … and content-length. */
  headers: Record<string, string>;
  /** To be read to its end, or destroyed. */
  body: Readable;
}

export interface S3Emulator extends Emulator {
  /** For `AWS_ENDPOINT_URL_S3` and the template's `FilesOrigin`: `http://127.0.0.1:4748`. */
  readonly origin: string;
  /**
   * Begins to hand events over, those kept from before a restart first. To be called once the buckets and the queues
   * are provisioned; until then events are kept.
   */
  start(): Promise<void>;
  /** Has every object of a bucket scanned when it is made; the tags that the scan gives are the object's. */
  scanObjects(bucket: string, scan: ObjectScan): void;
  /** What CloudFront reads from a bucket; undefined when there is no such object. */
  readObject(bucket: string, key: string): Promise<ReadableObject | undefined>;
}

/** Opens the data and listens. @throws when the port is taken. */
export async function createS3(options: S3Options): Promise<S3Emulator> {
  const { region, warn = console.warn } = options;
  const directory = join(options.directory, 's3');
  const outbox = await Outbox.open(join(directory, 'outbox'), options.queueSender, warn);
  const endpoint = new Endpoint(options.authoriser);

  async function openBucket(name: string, configuration: BucketConfiguration): Promise<Bucket> {
    const known = endpoint.buckets.get(name);
    if (known) {
      known.configuration = configuration;
      return known;
    }
    const place = join(directory, 'buckets', name);
    await mkdir(place, { recursive: true });
    const bucket = await Bucket.open({ name, region, directory: place, outbox, configuration });
    endpoint.buckets.set(name, bucket);
    return bucket;
  }

  const server = await listen(options.port, { endpoint, credentials: options.credentials, region, warn });
  return {
    origin: server.origin,
    services: [],
    providers: s3Providers({
      region,
      openBucket,
      bucket: (name) => endpoint.bucket(name),
      assetSource: options.assetSource ?? ((key) => Promise.reject(new Error(`Nothing knows the asset ${key}.`))),
    }),
    start: () => outbox.start((change) => wasMade(endpoint, change)),
    scanObjects(bucketName, scan) {
      endpoint.bucket(bucketName).scans.scan = scan;
    },
    async readObject(bucketName, key) {
      const bucket = endpoint.buckets.get(bucketName);
      const object = bucket?.index.current(key);
      if (!bucket || !object) return undefined;
      const body = (await bucket.openBody(object)).createReadStream();
      return { headers: { ...objectHeaders(object), 'content-length': String(object.size) }, body };
    },
    async close() {
      await server.close();
      await outbox.close();
    },
  };
}

/** A change announced before a crash took place if the version it made is there, or the one it removed is not. */
function wasMade(endpoint: Endpoint, change: AnnouncedChange): boolean {
  const versions = endpoint.buckets.get(change.bucket)?.index.versions(change.key) ?? [];
  const present = versions.some((version) => version.sequence === change.sequence);
  return change.name === 'ObjectRemoved:Delete' ? !present : present;
}
