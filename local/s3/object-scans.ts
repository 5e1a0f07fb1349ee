/** Tags that a scanner gives to objects; found anew after a restart, as the objects have not changed. */
import type { Readable } from 'node:stream';
import type { StoredObject } from './object-version.ts';

export type Tags = Readonly<Record<string, string>>;

/** What a scanner sees of an object. */
export interface ScannedObject {
  key: string;
  /** To be read to its end, or destroyed. */
  read(): Promise<Readable>;
}

/** Scans an object, and says how it is tagged. */
export type ObjectScan = (object: ScannedObject) => Promise<Tags>;

export class ObjectScans {
  /** By what is unique to a version. None while the scan is under way. */
  readonly #tags = new Map<string, Tags | undefined>();
  readonly #read: (object: StoredObject) => Promise<Readable>;
  scan: ObjectScan | undefined;

  constructor(read: (object: StoredObject) => Promise<Readable>) {
    this.#read = read;
  }

  /** Begins the scan of an object that was made. */
  begin(object: StoredObject): void {
    if (!this.scan || this.#tags.has(object.sequence)) return;
    this.#tags.set(object.sequence, undefined);
    void this.scan({ key: object.key, read: () => this.#read(object) }).then(
      (tags) => this.#tags.set(object.sequence, tags),
      // Removed meanwhile, or unreadable: the next question begins again.
      () => this.#tags.delete(object.sequence),
    );
  }

  /** None until the scan is done. */
  tagsOf(object: StoredObject): Tags {
    this.begin(object);
    return this.#tags.get(object.sequence) ?? {};
  }
}
