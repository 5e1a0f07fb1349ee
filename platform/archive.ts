/** Zip files read one entry at a time, within bounds: every office document is one. */
import { type Entry, openPromise, type ZipFile } from 'yauzl';

/** Entries looked at: a large report has a few hundred. */
const MOST_ENTRIES = 10_000;

export interface ArchiveEntry {
  /** Path within the archive. */
  name: string;
  /** Unpacked, as the archive's directory says; reading fails when it is another. In bytes. */
  size: number;
}

export interface Archive {
  entries: readonly ArchiveEntry[];
  /**
   * The unpacked bytes of an entry, in pieces; none when there is no such entry.
   * @throws {ArchiveProblem} once more than `most` bytes came out, or when the entry is not what the directory says.
   */
  read(name: string, most: number): AsyncGenerator<Uint8Array>;
  close(): void;
}

export type ArchiveFault = 'damaged' | 'too-many-entries' | 'too-large';

/** The archive cannot be read, or would take more than it is given. */
export class ArchiveProblem extends Error {
  readonly kind: ArchiveFault;

  constructor(kind: ArchiveFault, cause?: unknown) {
    super(`The archive is ${kind}`, { cause });
    this.name = 'ArchiveProblem';
    this.kind = kind;
  }
}

/** @throws {ArchiveProblem} */
export async function openArchive(path: string): Promise<Archive> {
  const zip = await damagedWhenItFails(openPromise(path, { autoClose: false }));
  try {
    if (zip.entryCount > MOST_ENTRIES) throw new ArchiveProblem('too-many-entries');
    const entries = await damagedWhenItFails(entriesOf(zip));
    const byName = new Map(entries.map((entry) => [entry.fileName, entry]));
    return {
      entries: entries.map(({ fileName, uncompressedSize }) => ({ name: fileName, size: uncompressedSize })),
      async *read(name, most) {
        const entry = byName.get(name);
        if (!entry) return;
        if (entry.uncompressedSize > most) throw new ArchiveProblem('too-large');
        const stream = await damagedWhenItFails(zip.openReadStreamPromise(entry));
        try {
          for await (const piece of stream) yield piece;
        } catch (cause) {
          // The bytes that come out are not those that the directory announced.
          throw new ArchiveProblem('damaged', cause);
        } finally {
          stream.destroy();
        }
      },
      close: () => zip.close(),
    };
  } catch (error) {
    zip.close();
    throw error;
  }
}

async function entriesOf(zip: ZipFile): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    entries.push(entry);
    if (entries.length > MOST_ENTRIES) throw new ArchiveProblem('too-many-entries');
  }
  return entries;
}

async function damagedWhenItFails<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (cause) {
    throw cause instanceof ArchiveProblem ? cause : new ArchiveProblem('damaged', cause);
  }
}
