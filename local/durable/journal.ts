import { mkdir, open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { readIfPresent, syncDirectory, writeDurably } from './files.ts';

interface Append {
  line: string;
  durable: boolean;
  done: () => void;
  failed: (cause: unknown) => void;
}

/** A line that is not JSON is what a full disk left of a write: its sender was told that it failed. */
function readEntry(line: string): unknown[] {
  try {
    return line === '' ? [] : [JSON.parse(line)];
  } catch {
    return [];
  }
}

/**
 * A file of JSON lines that only grows, and is rewritten from time to time.
 *
 * Entries appended in the same turn share one write and one fsync, so that a burst of messages
 * costs the disk no more than one. A line cut by a crash was never acknowledged: it is dropped at
 * the next start.
 */
export class Journal {
  readonly #path: string;
  #file: FileHandle;
  #waiting: Append[] = [];
  #work: Promise<void> = Promise.resolve();
  #scheduled = false;
  #torn = false;
  #length: number;

  private constructor(path: string, file: FileHandle, length: number) {
    this.#path = path;
    this.#file = file;
    this.#length = length;
  }

  /** Opens or creates the journal and gives back the entries it holds, oldest first. */
  static async open(path: string): Promise<{ journal: Journal; entries: unknown[] }> {
    await mkdir(dirname(path), { recursive: true });
    const text = (await readIfPresent(path)) ?? '';
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    const entries = whole.split('\n').flatMap(readEntry);
    const file = await open(path, 'a');
    // Without this a new line would be glued to the cut one and both would be lost.
    await file.truncate(Buffer.byteLength(whole));
    await syncDirectory(dirname(path));
    return { journal: new Journal(path, file, entries.length), entries };
  }

  /** Number of entries in the file, for deciding when to rewrite it. */
  get length(): number {
    return this.#length;
  }

  /**
   * Adds an entry; resolves when the system has it, and with `durable` when the disk has it. What the
   * system has survives the end of the process, what the disk has survives a power cut.
   */
  append(entry: object, { durable = true }: { durable?: boolean } = {}): Promise<void> {
    const line = `${JSON.stringify(entry)}\n`;
    const written = new Promise<void>((done, failed) => this.#waiting.push({ line, durable, done, failed }));
    this.#schedule();
    return written;
  }

  /** Replaces the content by what `entries` gives when its turn comes; appends made meanwhile come after it. */
  async rewrite(entries: () => object[]): Promise<void> {
    this.#work = this.#work.then(async () => {
      // The snapshot already holds what these would add, and is durable before they are acknowledged.
      const covered = this.#waiting.splice(0);
      const lines = entries().map((entry) => `${JSON.stringify(entry)}\n`);
      try {
        await writeDurably(this.#path, lines.join(''));
        await this.#file.close();
        this.#file = await open(this.#path, 'a');
        this.#length = lines.length;
        for (const append of covered) append.done();
      } catch (error) {
        for (const append of covered) append.failed(error);
      }
    });
    await this.#work;
  }

  async close(): Promise<void> {
    await this.#flush();
    await this.#file.close();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      void this.#flush();
    });
  }

  #flush(): Promise<void> {
    this.#work = this.#work.then(() => this.#write());
    return this.#work;
  }

  async #write(): Promise<void> {
    const batch = this.#waiting.splice(0);
    if (batch.length === 0) return;
    try {
      const lines = batch.map(({ line }) => line).join('');
      await this.#file.appendFile(this.#torn ? `\n${lines}` : lines);
      this.#torn = false;
      if (batch.some(({ durable }) => durable)) await this.#file.datasync();
      this.#length += batch.length;
      for (const append of batch) append.done();
    } catch (error) {
      this.#torn = true;
      for (const append of batch) append.failed(error);
    }
  }
}
