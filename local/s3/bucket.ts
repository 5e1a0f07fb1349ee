/** A bucket: its objects with their versions, changed one at a time, and the events that the changes give. */
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { monotonicFactory } from 'ulid';
import { BucketFiles } from './bucket-files.ts';
import type { BucketConfiguration } from './bucket-configuration.ts';
import { noSuchVersion, preconditionFailed } from './errors.ts';
import { KeyIndex } from './key-index.ts';
import { eventsFor } from './notifications.ts';
import type { ChangeCause, ChangeName } from './notifications.ts';
import { NULL_VERSION, quoted } from './object-version.ts';
import { ObjectScans, type Tags } from './object-scans.ts';
import type { ObjectDescription, ObjectVersion, StoredChecksum, StoredObject } from './object-version.ts';
import type { Outbox } from './outbox.ts';

/** Ordered by time, and within one millisecond, over all buckets of this process. */
const nextSequence = monotonicFactory();

/** A body on disk with what it is to become. */
export interface ObjectDraft extends ObjectDescription {
  key: string;
  path: string;
  size: number;
  etag: string;
  checksum?: StoredChecksum;
  partSizes?: number[];
}

/** Conditions of a write, as in the headers `If-None-Match: *` and `If-Match`. */
export interface WriteConditions {
  onlyIfAbsent?: boolean;
  onlyIfEtag?: string;
}

/** What a deletion did: the marker it left, or the version it took away. */
export interface Deletion {
  versionId?: string;
  deleteMarker: boolean;
}

export class Bucket {
  readonly name: string;
  readonly files: BucketFiles;
  readonly region: string;
  configuration: BucketConfiguration;
  readonly scans = new ObjectScans(async (object) => (await this.openBody(object)).createReadStream());
  readonly #index = new KeyIndex();
  readonly #outbox: Outbox;
  #lastChange: Promise<unknown> = Promise.resolve();

  private constructor(
    name: string,
    region: string,
    files: BucketFiles,
    outbox: Outbox,
    configuration: BucketConfiguration,
  ) {
    this.name = name;
    this.region = region;
    this.files = files;
    this.#outbox = outbox;
    this.configuration = configuration;
  }

  static async open(options: {
    name: string;
    region: string;
    directory: string;
    outbox: Outbox;
    configuration: BucketConfiguration;
  }): Promise<Bucket> {
    const files = new BucketFiles(options.directory);
    const bucket = new Bucket(options.name, options.region, files, options.outbox, options.configuration);
    for (const version of await files.open()) bucket.#index.add(version);
    return bucket;
  }

  get index(): Pick<KeyIndex, 'keys' | 'versions' | 'latest' | 'current'> {
    return this.#index;
  }

  /** @throws {AwsError} `NoSuchVersion`. */
  version(key: string, versionId: string): ObjectVersion {
    const version = this.#index.versions(key).find((candidate) => candidate.versionId === versionId);
    if (!version) throw noSuchVersion(key, versionId);
    return version;
  }

  /** What a scan said of the object; nothing before it is done. */
  tagsOf(object: StoredObject): Tags {
    return this.scans.tagsOf(object);
  }

  /** Opens the body; the caller closes it. An object replaced meanwhile is still read whole. */
  openBody(object: StoredObject): Promise<FileHandle> {
    return open(this.files.bodyPath(object), 'r');
  }

  /**
   * Makes the draft the current version; its file is moved, or left to the caller when this throws.
   * @throws {AwsError} `PreconditionFailed`.
   */
  put(
    draft: ObjectDraft,
    name: ChangeName,
    cause: ChangeCause,
    conditions: WriteConditions = {},
  ): Promise<StoredObject> {
    return this.#oneAtATime(async () => {
      const current = this.#index.current(draft.key);
      if (conditions.onlyIfAbsent && current) throw preconditionFailed('If-None-Match');
      if (conditions.onlyIfEtag !== undefined && (!current || quoted(current.etag) !== conditions.onlyIfEtag)) {
        throw preconditionFailed('If-Match');
      }
      const { path, ...description } = draft;
      const version = this.#newVersion(draft.key);
      const object: StoredObject = {
        kind: 'object',
        ...version,
        ...description,
        body: this.files.bodyName(draft.key, version.sequence),
      };
      await this.#change(name, object, cause, () => this.#commit(object, path));
      this.scans.begin(object);
      return object;
    });
  }

  /** Hides the object behind a delete marker, or removes it where no versions are kept. */
  delete(key: string, cause: ChangeCause): Promise<Deletion> {
    return this.#oneAtATime(async () => {
      if (this.configuration.versioning === 'Off') {
        const latest = this.#index.latest(key);
        if (latest) await this.#change('ObjectRemoved:Delete', latest, cause, () => this.#remove(latest));
        return { deleteMarker: false };
      }
      const marker: ObjectVersion = { kind: 'delete-marker', ...this.#newVersion(key), key };
      await this.#change('ObjectRemoved:DeleteMarkerCreated', marker, cause, () => this.#commit(marker));
      return { deleteMarker: true, versionId: marker.versionId };
    });
  }

  /** Removes one version for good. A version that is not there is no error, as on AWS. */
  deleteVersion(key: string, versionId: string, cause: ChangeCause): Promise<Deletion> {
    return this.#oneAtATime(async () => {
      const version = this.#index.versions(key).find((candidate) => candidate.versionId === versionId);
      if (!version) return { versionId, deleteMarker: false };
      await this.#change('ObjectRemoved:Delete', version, cause, () => this.#remove(version));
      return { versionId, deleteMarker: version.kind === 'delete-marker' };
    });
  }

  #newVersion(key: string): Pick<ObjectVersion, 'key' | 'versionId' | 'sequence' | 'lastModified'> {
    const sequence = nextSequence();
    return {
      key,
      sequence,
      versionId: this.configuration.versioning === 'Enabled' ? sequence : NULL_VERSION,
      lastModified: new Date().toISOString(),
    };
  }

  /** Events are on disk before the change, and go out only once it is made. */
  async #change(
    name: ChangeName,
    version: ObjectVersion,
    cause: ChangeCause,
    make: () => Promise<void>,
  ): Promise<void> {
    const events = eventsFor({ bucket: this, name, version, cause });
    const kept = await this.#outbox.keep(events, {
      bucket: this.name,
      key: version.key,
      sequence: version.sequence,
      name,
    });
    try {
      await make();
    } catch (error) {
      await kept.abandon();
      throw error;
    }
    await kept.release();
  }

  async #commit(version: ObjectVersion, receivedPath?: string): Promise<void> {
    const replaced = this.#index.versions(version.key).find((other) => other.versionId === version.versionId);
    await this.files.commit(version, receivedPath);
    this.#index.add(version);
    if (replaced) await this.files.removeBody(replaced);
  }

  async #remove(version: ObjectVersion): Promise<void> {
    await this.files.remove(version);
    this.#index.remove(version.key, version.versionId);
  }

  #oneAtATime<T>(change: () => Promise<T>): Promise<T> {
    const result = this.#lastChange.then(change);
    this.#lastChange = result.catch(() => undefined);
    return result;
  }
}
