/** The keys of a bucket in the order of their UTF-8 bytes, each with its versions, newest first. */
import type { ObjectVersion, StoredObject } from './object-version.ts';

/** UTF-8 order is code point order; comparing strings would be UTF-16 order, which differs beyond U+FFFF. */
export const compareKeys = (left: string, right: string): number =>
  Buffer.compare(Buffer.from(left), Buffer.from(right));

export class KeyIndex {
  readonly #versions = new Map<string, ObjectVersion[]>();
  #sorted: string[] | undefined;

  /** Adds a version, in the place of the one that has the same id. */
  add(version: ObjectVersion): void {
    const others = this.versions(version.key).filter((other) => other.versionId !== version.versionId);
    if (!this.#versions.has(version.key)) this.#insert(version.key);
    const versions = [...others, version].sort((left, right) => (left.sequence < right.sequence ? 1 : -1));
    this.#versions.set(version.key, versions);
  }

  remove(key: string, versionId: string): void {
    const versions = this.versions(key).filter((version) => version.versionId !== versionId);
    if (versions.length > 0) {
      this.#versions.set(key, versions);
    } else if (this.#versions.delete(key)) {
      this.#sorted = undefined;
    }
  }

  /** Newest first; empty for an unknown key. */
  versions(key: string): readonly ObjectVersion[] {
    return this.#versions.get(key) ?? [];
  }

  /** The newest version, which may be a delete marker. */
  latest(key: string): ObjectVersion | undefined {
    return this.versions(key)[0];
  }

  /** The object that a reader sees, if any. */
  current(key: string): StoredObject | undefined {
    const latest = this.latest(key);
    return latest?.kind === 'object' ? latest : undefined;
  }

  /** Every key, in order. */
  keys(): readonly string[] {
    this.#sorted ??= [...this.#versions.keys()].sort(compareKeys);
    return this.#sorted;
  }

  /** Keeps the order when it is known; a bucket being read from disk is sorted once, at the first listing. */
  #insert(key: string): void {
    if (!this.#sorted) return;
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compareKeys(this.#sorted[middle] ?? '', key) < 0) low = middle + 1;
      else high = middle;
    }
    this.#sorted.splice(low, 0, key);
  }
}
