/**
 * The files of one bucket.
 *
 *     objects/<2 hex>/<sha256 of the key>.<version>.json    what is kept beside the body, and the commit: a version
 *     objects/<2 hex>/<sha256 of the key>.<sequence>.body   exists when, and only when, its description does
 *     incoming/                                             bodies being received
 *     uploads/<upload id>/                                  parts of multipart uploads
 *
 * A key never becomes a path, so it may hold anything.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { syncDirectory, UNFINISHED, writeDurably } from './durable.ts';
import { objectVersionSchema } from './object-version.ts';
import type { ObjectVersion, StoredObject } from './object-version.ts';

const DESCRIPTION = '.json';

export class BucketFiles {
  readonly incoming: string;
  readonly uploads: string;
  readonly #objects: string;

  constructor(directory: string) {
    this.incoming = join(directory, 'incoming');
    this.uploads = join(directory, 'uploads');
    this.#objects = join(directory, 'objects');
  }

  /** Removes what a crash left half done, and reads every version. */
  async open(): Promise<ObjectVersion[]> {
    await rm(this.incoming, { recursive: true, force: true });
    for (const directory of [this.incoming, this.uploads, this.#objects]) await mkdir(directory, { recursive: true });
    const versions: ObjectVersion[] = [];
    for (const shelf of await readdir(this.#objects))
      versions.push(...(await this.#openShelf(join(this.#objects, shelf))));
    return versions;
  }

  async #openShelf(shelf: string): Promise<ObjectVersion[]> {
    const names = await readdir(shelf);
    const versions: ObjectVersion[] = [];
    for (const name of names.filter((candidate) => candidate.endsWith(DESCRIPTION))) {
      versions.push(objectVersionSchema.parse(JSON.parse(await readFile(join(shelf, name), 'utf8'))));
    }
    const bodies = new Set(versions.map((version) => (version.kind === 'object' ? version.body : '')));
    for (const name of names) {
      const orphan = name.endsWith(UNFINISHED) || (!name.endsWith(DESCRIPTION) && !bodies.has(name));
      if (orphan) await rm(join(shelf, name), { force: true });
    }
    return versions;
  }

  /** Name of the body that the version of that sequence has. */
  bodyName(key: string, sequence: string): string {
    return `${hashOf(key)}.${sequence}.body`;
  }

  bodyPath(object: Pick<StoredObject, 'key' | 'body'>): string {
    return join(this.#shelf(object.key), object.body);
  }

  /** Moves a received body to its place and commits the description: the version exists when this returns. */
  async commit(version: ObjectVersion, receivedPath?: string): Promise<void> {
    const description = this.#descriptionPath(version);
    const shelf = dirname(description);
    if ((await mkdir(shelf, { recursive: true })) !== undefined) await syncDirectory(this.#objects);
    if (version.kind === 'object' && receivedPath !== undefined) await rename(receivedPath, this.bodyPath(version));
    await writeDurably(description, JSON.stringify(version));
  }

  /** The body goes after its description: a crash between the two leaves an orphan, removed at the next start. */
  async remove(version: ObjectVersion): Promise<void> {
    const description = this.#descriptionPath(version);
    await rm(description, { force: true });
    await syncDirectory(dirname(description));
    await this.removeBody(version);
  }

  async removeBody(version: ObjectVersion): Promise<void> {
    if (version.kind === 'object') await rm(this.bodyPath(version), { force: true });
  }

  #shelf(key: string): string {
    return join(this.#objects, hashOf(key).slice(0, 2));
  }

  #descriptionPath(version: ObjectVersion): string {
    return join(this.#shelf(version.key), `${hashOf(version.key)}.${version.versionId}${DESCRIPTION}`);
  }
}

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');
