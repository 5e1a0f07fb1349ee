import * as z from 'zod';
import { Journal } from '../durable/journal.ts';
import { messageSchema } from './message.ts';
import type { Message } from './message.ts';

/** SQS remembers a deduplication id this long. */
const DEDUPLICATION_MS = 5 * 60_000;

/** A journal is rewritten when it has grown to this many entries, most of them about messages that are gone. */
const REWRITE_FROM = 2_000;

const sentSchema = z.object({ deduplicationId: z.string(), id: z.string(), sequence: z.number(), sentAt: z.number() });

const entrySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('put'), message: messageSchema }),
  z.object({ kind: z.literal('sent'), sent: sentSchema }),
  z.object({ kind: z.literal('received'), id: z.string(), count: z.number(), first: z.number() }),
  z.object({ kind: z.literal('hidden'), id: z.string(), until: z.number() }),
  z.object({ kind: z.literal('removed'), id: z.string() }),
  z.object({ kind: z.literal('purged') }),
]);

type Entry = z.infer<typeof entrySchema>;
type Sent = z.infer<typeof sentSchema>;

/** A message in memory. `heldUntil` is the part of its invisibility that a restart honours. */
export interface Held {
  message: Message;
  heldUntil: number;
}

/**
 * The messages of one queue, in the order of their arrival, kept in memory and in a journal.
 *
 * Every change is made in memory and appended in the same turn, so that the journal, and a rewrite
 * of it, always tell the same story. A restart makes what was being worked on visible at once:
 * its consumer died with the process. Delays asked for explicitly are honoured.
 */
export class QueueContents {
  readonly #journal: Journal;
  readonly #held = new Map<string, Held>();
  readonly #sent = new Map<string, Sent>();
  #lastSequence = 0;
  #rewriting = false;

  private constructor(journal: Journal) {
    this.#journal = journal;
  }

  static async open(path: string): Promise<QueueContents> {
    const { journal, entries } = await Journal.open(path);
    const contents = new QueueContents(journal);
    for (const entry of entries) contents.#replay(entrySchema.parse(entry));
    return contents;
  }

  get(id: string): Held | undefined {
    return this.#held.get(id);
  }

  /** All messages, oldest first. */
  all(): IterableIterator<Held> {
    return this.#held.values();
  }

  nextSequence(): number {
    // From the clock, so that it keeps growing when a rewrite has forgotten all earlier messages.
    this.#lastSequence = Math.max(this.#lastSequence + 1, Date.now() * 1000);
    return this.#lastSequence;
  }

  /** The message already sent under this deduplication id in the last five minutes. */
  recentlySent(deduplicationId: string, now: number): Sent | undefined {
    const sent = this.#sent.get(deduplicationId);
    return sent && now - sent.sentAt < DEDUPLICATION_MS ? sent : undefined;
  }

  /** Resolves when the message is on the disk. */
  async put(message: Message): Promise<void> {
    this.#replay({ kind: 'put', message });
    try {
      await this.#journal.append({ kind: 'put', message } satisfies Entry);
    } catch (error) {
      this.#held.delete(message.id);
      if (message.deduplicationId !== undefined) this.#sent.delete(message.deduplicationId);
      throw error;
    }
  }

  /** Resolves when everything appended so far is on the disk. */
  async settled(sent: Sent): Promise<void> {
    await this.#journal.append({ kind: 'sent', sent } satisfies Entry);
  }

  /** Counts a receipt. The count must survive a message that kills its consumer and the host with it. */
  received(held: Held, now: number, visibleAt: number): Promise<void> {
    const first = held.message.firstReceivedAt ?? now;
    const entry = { kind: 'received', id: held.message.id, count: held.message.receiveCount + 1, first } as const;
    this.#replay(entry);
    held.message.visibleAt = visibleAt;
    return this.#append(entry);
  }

  hide(id: string, until: number): Promise<void> {
    return this.#apply({ kind: 'hidden', id, until });
  }

  async remove(id: string): Promise<void> {
    await this.#apply({ kind: 'removed', id });
    this.#rewriteIfWorthIt();
  }

  async purge(): Promise<void> {
    await this.#apply({ kind: 'purged' });
    this.#rewriteIfWorthIt();
  }

  close(): Promise<void> {
    return this.#journal.close();
  }

  #apply(entry: Entry): Promise<void> {
    this.#replay(entry);
    return this.#append(entry);
  }

  // Not forced to the disk: what a power cut undoes here is repeated, never lost.
  #append(entry: Entry): Promise<void> {
    return this.#journal.append(entry, { durable: false });
  }

  #replay(entry: Entry): void {
    switch (entry.kind) {
      case 'put': {
        const { message } = entry;
        this.#held.set(message.id, { message, heldUntil: message.visibleAt });
        this.#lastSequence = Math.max(this.#lastSequence, message.sequence);
        const { id, deduplicationId, sequence, sentAt } = message;
        if (deduplicationId !== undefined) this.#sent.set(deduplicationId, { id, deduplicationId, sequence, sentAt });
        break;
      }
      case 'sent':
        this.#sent.set(entry.sent.deduplicationId, entry.sent);
        break;
      case 'received': {
        const held = this.#held.get(entry.id);
        if (!held) break;
        held.message.receiveCount = entry.count;
        held.message.firstReceivedAt = entry.first;
        held.message.visibleAt = held.heldUntil = 0;
        break;
      }
      case 'hidden': {
        const held = this.#held.get(entry.id);
        if (held) held.message.visibleAt = held.heldUntil = entry.until;
        break;
      }
      case 'removed':
        this.#held.delete(entry.id);
        break;
      case 'purged':
        this.#held.clear();
        break;
    }
  }

  #rewriteIfWorthIt(): void {
    const { length } = this.#journal;
    if (this.#rewriting || length < REWRITE_FROM || length < 4 * this.#held.size) return;
    this.#rewriting = true;
    void this.#journal.rewrite(() => this.#snapshot()).finally(() => (this.#rewriting = false));
  }

  #snapshot(): Entry[] {
    const now = Date.now();
    for (const [key, sent] of this.#sent) if (now - sent.sentAt >= DEDUPLICATION_MS) this.#sent.delete(key);
    return [
      ...[...this.#held.values()].map(({ message, heldUntil }): Entry => ({
        kind: 'put',
        message: { ...message, visibleAt: heldUntil },
      })),
      ...[...this.#sent.values()].map((sent): Entry => ({ kind: 'sent', sent })),
    ];
  }
}
