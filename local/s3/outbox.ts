/**
 * Events on their way to the queues. An event is on disk before its change is made, and until a queue has taken it:
 * after a crash it is sent again, so a queue may hear twice of a change, never not at all.
 *
 *     <sequence>-<n>.prepared   the change may or may not have been made: looked up at the next start
 *     <sequence>-<n>.ready      the change is made
 */
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import type { QueueSender } from '../aws.ts';
import { UNFINISHED, writeDurably } from './durable.ts';
import type { BucketEvent } from './notifications.ts';

const announcedChangeSchema = z.object({
  bucket: z.string(),
  key: z.string(),
  sequence: z.string(),
  name: z.string(),
});

const keptEventSchema = z.object({ queueArn: z.string(), body: z.string(), change: announcedChangeSchema });

/** What identifies a change after a restart. */
export type AnnouncedChange = z.infer<typeof announcedChangeSchema>;

/** Events kept for one change: exactly one of the two is called. */
export interface KeptEvents {
  /** The change is made. */
  release(): Promise<void>;
  /** The change was not made. */
  abandon(): Promise<void>;
}

interface PendingEvent extends BucketEvent {
  path: string;
}

const PREPARED = '.prepared';
const READY = '.ready';
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 30_000;

export class Outbox {
  readonly #directory: string;
  readonly #queueSender: QueueSender;
  readonly #warn: (message: string) => void;
  /** Files of an earlier life. */
  readonly #left: readonly string[];
  readonly #pending: PendingEvent[] = [];
  readonly #retries = new Set<NodeJS.Timeout>();
  #started = false;
  #closed = false;
  #sending: Promise<void> = Promise.resolve();

  private constructor(
    directory: string,
    left: readonly string[],
    queueSender: QueueSender,
    warn: (message: string) => void,
  ) {
    this.#directory = directory;
    this.#left = left;
    this.#queueSender = queueSender;
    this.#warn = warn;
  }

  static async open(directory: string, queueSender: QueueSender, warn: (message: string) => void): Promise<Outbox> {
    await mkdir(directory, { recursive: true });
    return new Outbox(directory, (await readdir(directory)).sort(), queueSender, warn);
  }

  /** Keeps the events of a change about to be made. */
  async keep(events: readonly BucketEvent[], change: AnnouncedChange): Promise<KeptEvents> {
    const kept: PendingEvent[] = [];
    for (const [position, event] of events.entries()) {
      const path = join(this.#directory, `${change.sequence}-${change.name.replaceAll(':', '-')}-${position}`);
      await writeDurably(path + PREPARED, JSON.stringify({ ...event, change }));
      kept.push({ ...event, path: path + READY });
    }
    const prepared = (event: PendingEvent): string => event.path.replace(READY, PREPARED);
    return {
      release: async () => {
        for (const event of kept) {
          await rename(prepared(event), event.path);
          this.#pending.push(event);
        }
        this.#send();
      },
      abandon: async () => {
        for (const event of kept) await rm(prepared(event), { force: true });
      },
    };
  }

  /**
   * Begins to hand events over, those of an earlier life first.
   * @param wasMade tells whether a change announced before a crash took place.
   */
  async start(wasMade: (change: AnnouncedChange) => boolean): Promise<void> {
    const earlier: PendingEvent[] = [];
    for (const name of this.#left) {
      const path = join(this.#directory, name);
      if (name.endsWith(UNFINISHED)) {
        await rm(path, { force: true });
        continue;
      }
      const { change, ...event } = keptEventSchema.parse(JSON.parse(await readFile(path, 'utf8')));
      if (name.endsWith(READY) || wasMade(change)) earlier.push({ ...event, path });
      else await rm(path, { force: true });
    }
    this.#pending.unshift(...earlier);
    this.#started = true;
    this.#send();
  }

  /** Waits for the event being handed over; the others stay on disk. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const retry of this.#retries) clearTimeout(retry);
    await this.#sending;
  }

  #send(): void {
    if (!this.#started) return;
    this.#sending = this.#sending.then(async () => {
      while (!this.#closed) {
        const event = this.#pending.shift();
        if (!event) return;
        await this.#handOver(event, FIRST_RETRY_MS);
      }
    });
  }

  /** An event that its queue refuses steps aside, so that it does not hold up those for other queues. */
  async #handOver(event: PendingEvent, retryAfterMs: number): Promise<void> {
    try {
      await this.#queueSender.send(event.queueArn, event.body);
      await rm(event.path, { force: true });
    } catch (error) {
      this.#warn(
        `S3: ${event.queueArn} did not take an event, it is sent again in ${retryAfterMs} ms: ${String(error)}`,
      );
      if (this.#closed) return;
      const retry = setTimeout(() => {
        this.#retries.delete(retry);
        this.#sending = this.#sending.then(() =>
          this.#closed ? undefined : this.#handOver(event, Math.min(retryAfterMs * 2, LONGEST_RETRY_MS)),
        );
      }, retryAfterMs);
      this.#retries.add(retry);
    }
  }
}
