import { createHash, randomUUID } from 'node:crypto';
import { AwsError } from '../aws.ts';
import { QueueContents } from './contents.ts';
import type { Held } from './contents.ts';
import { readReceiptHandle, sizeOf } from './message.ts';
import type { Draft, Message } from './message.ts';
import type { QueueSettings } from './settings.ts';
import { Signal } from './signal.ts';

/** Counts of messages: visible now, being worked on, and not yet due. */
export interface Depth {
  visible: number;
  inFlight: number;
  delayed: number;
}

export interface ReceiveOptions {
  /** 1 to 10. */
  max: number;
  /** Seconds to wait for a first message. */
  wait?: number;
  /** Seconds the messages stay hidden from others; the queue's own setting by default. */
  visibility?: number | undefined;
  signal?: AbortSignal | undefined;
}

/** Takes over a message that its queue has given up on. */
export type DeadLetterTarget = (queueArn: string) => Queue | undefined;

// XML 1.0 characters, which is what SQS accepts.
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** One queue: who gets which message when. Limits and errors as in the SQS API reference. */
export class Queue {
  #settings: QueueSettings;
  readonly #contents: QueueContents;
  readonly #deadLetterTarget: DeadLetterTarget;
  readonly #changed = new Signal();
  /** Messages on their way to the dead-letter queue, which nobody may receive any more. */
  readonly #leaving = new Set<string>();
  #closed = false;

  private constructor(settings: QueueSettings, contents: QueueContents, deadLetterTarget: DeadLetterTarget) {
    this.#settings = settings;
    this.#contents = contents;
    this.#deadLetterTarget = deadLetterTarget;
  }

  static async open(settings: QueueSettings, path: string, deadLetterTarget: DeadLetterTarget): Promise<Queue> {
    return new Queue(settings, await QueueContents.open(path), deadLetterTarget);
  }

  get settings(): QueueSettings {
    return this.#settings;
  }

  /** New settings for the same messages, as after a change of the template. */
  configure(settings: QueueSettings): void {
    this.#settings = settings;
    this.#changed.emit();
  }

  /** Resolves when the message is on the disk. Within five minutes the same deduplication id is one message. */
  async send(draft: Draft): Promise<Pick<Message, 'id' | 'sequence'> & { deduplicated: boolean }> {
    this.#check(draft);
    const now = Date.now();
    const deduplicationId = this.settings.fifo ? (draft.deduplicationId ?? sha256(draft.body)) : undefined;
    const earlier = deduplicationId === undefined ? undefined : this.#contents.recentlySent(deduplicationId, now);
    if (earlier) {
      await this.#contents.settled(earlier);
      return { id: earlier.id, sequence: earlier.sequence, deduplicated: true };
    }
    const message: Message = {
      id: randomUUID(),
      body: draft.body,
      attributes: draft.attributes ?? {},
      traceHeader: draft.traceHeader,
      senderId: draft.senderId,
      sentAt: now,
      sequence: this.#contents.nextSequence(),
      groupId: draft.groupId,
      deduplicationId,
      receiveCount: 0,
      visibleAt: now + (draft.delaySeconds ?? this.settings.delay) * 1000,
    };
    await this.#contents.put(message);
    this.#changed.emit();
    return { ...message, deduplicated: false };
  }

  /** Takes over a message as it is; the same message twice, as after a crash halfway, is one. */
  async accept(message: Message): Promise<void> {
    if (this.#contents.get(message.id)) return;
    await this.#contents.put(message);
    this.#changed.emit();
  }

  /** Up to `max` messages, as soon as there is one; none when the time is up, the signal aborts or the queue closes. */
  async receive(options: ReceiveOptions): Promise<Message[]> {
    const deadline = Date.now() + (options.wait ?? this.settings.wait) * 1000;
    for (;;) {
      if (this.#closed || options.signal?.aborted) return [];
      const changes = this.#changed.count;
      const taken = await this.#take(options.max, options.visibility ?? this.settings.visibility);
      const now = Date.now();
      if (taken.length > 0 || now >= deadline) return taken;
      await this.#changed.after(changes, Math.min(deadline, this.#nextVisibleAt(now)) - now, options.signal);
    }
  }

  /** A handle of an earlier receipt removes nothing, and is no error, as on AWS. */
  async remove(handle: string): Promise<void> {
    const held = this.#receipt(handle);
    if (!held) return;
    await this.#contents.remove(held.message.id);
    // The next message of its group may go now.
    if (this.settings.fifo) this.#changed.emit();
  }

  /** Seconds from now; 0 gives the message back at once. */
  async changeVisibility(handle: string, seconds: number): Promise<void> {
    const held = this.#receipt(handle);
    if (!held || held.message.visibleAt <= Date.now()) {
      throw new AwsError('MessageNotInflight', `The message referred to is not in flight: ${handle}`);
    }
    await this.#contents.hide(held.message.id, Date.now() + seconds * 1000);
    this.#changed.emit();
  }

  purge(): Promise<void> {
    return this.#contents.purge();
  }

  depth(): Depth {
    const now = Date.now();
    const depth = { visible: 0, inFlight: 0, delayed: 0 };
    for (const { message } of this.#contents.all()) {
      if (this.#expired(message, now)) continue;
      depth[message.visibleAt <= now ? 'visible' : message.receiveCount > 0 ? 'inFlight' : 'delayed'] += 1;
    }
    return depth;
  }

  /**
   * Moves the oldest message that nobody works on to another queue, as a new message.
   * @returns false when there is none.
   * @throws {AwsError} when `destination` knows no queue for it.
   */
  async moveOldest(destination: (message: Message) => Queue): Promise<boolean> {
    const now = Date.now();
    for (const { message } of this.#contents.all()) {
      if (message.visibleAt > now || this.#leaving.has(message.id)) continue;
      const { deadLetterSource: _left, firstReceivedAt: _before, ...kept } = message;
      const sequence = this.#contents.nextSequence();
      await this.#handOver(message, destination(message), {
        ...kept,
        id: randomUUID(),
        sentAt: now,
        sequence,
        receiveCount: 0,
        visibleAt: 0,
      });
      return true;
    }
    return false;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#changed.emit();
    await this.#contents.close();
  }

  #check(draft: Draft): void {
    const { fifo, contentBasedDeduplication, maximumSize } = this.settings;
    const invalid = (message: string) => new AwsError('InvalidParameterValue', message);
    if (draft.body === '')
      throw new AwsError('MissingParameter', 'The request must contain the parameter MessageBody.');
    if (FORBIDDEN.test(draft.body)) {
      throw new AwsError('InvalidMessageContents', 'Invalid characters found in the message body.');
    }
    if (sizeOf(draft.body, draft.attributes) > maximumSize) {
      throw invalid(`One or more parameters are invalid. Reason: Message must be shorter than ${maximumSize} bytes.`);
    }
    if (!fifo) {
      if (draft.deduplicationId !== undefined) {
        throw invalid(
          'The request includes a parameter that is not valid for this queue type: MessageDeduplicationId.',
        );
      }
      return;
    }
    if (draft.groupId === undefined) {
      throw new AwsError('MissingParameter', 'The request must contain the parameter MessageGroupId.');
    }
    if (draft.deduplicationId === undefined && !contentBasedDeduplication) {
      throw invalid(
        'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
      );
    }
    if (draft.delaySeconds) {
      throw invalid(`Value ${draft.delaySeconds} for parameter DelaySeconds is invalid for this queue type.`);
    }
  }

  async #take(max: number, visibility: number): Promise<Message[]> {
    const now = Date.now();
    const takenNow: Held[] = [];
    const gone: Promise<void>[] = [];
    const busyGroups = new Set<string>();
    for (const held of this.#contents.all()) {
      const { message } = held;
      if (takenNow.length === max) break;
      const group = this.settings.fifo ? message.groupId : undefined;
      if (group !== undefined && busyGroups.has(group)) continue;
      if (this.#expired(message, now)) {
        gone.push(this.#contents.remove(message.id));
      } else if (message.visibleAt > now || this.#leaving.has(message.id)) {
        // In order within its group: what follows waits for this one.
        if (group !== undefined) busyGroups.add(group);
      } else if (this.#givenUp(message)) {
        if (group !== undefined) busyGroups.add(group);
        gone.push(this.#moveToDeadLetters(message));
      } else {
        takenNow.push(held);
      }
    }
    const counted = takenNow.map((held) => this.#contents.received(held, now, now + visibility * 1000));
    await Promise.all([...gone, ...counted]);
    // A copy, so that a later receipt does not change what this consumer holds.
    return takenNow.map(({ message }) => ({ ...message }));
  }

  #givenUp(message: Message): boolean {
    const { redrive } = this.settings;
    return redrive !== undefined && message.receiveCount >= redrive.maxReceiveCount;
  }

  async #moveToDeadLetters(message: Message): Promise<void> {
    const arn = this.settings.redrive?.deadLetterTargetArn;
    const target = arn === undefined ? undefined : this.#deadLetterTarget(arn);
    if (!target) throw new AwsError('InternalFailure', `The dead-letter queue ${String(arn)} does not exist.`, 500);
    await this.#handOver(message, target, { ...message, deadLetterSource: this.settings.arn, visibleAt: 0 });
  }

  async #handOver(message: Message, target: Queue, as: Message): Promise<void> {
    this.#leaving.add(message.id);
    try {
      await target.accept(as);
      await this.#contents.remove(message.id);
    } finally {
      this.#leaving.delete(message.id);
    }
    this.#changed.emit();
  }

  #expired(message: Message, now: number): boolean {
    return message.sentAt + this.settings.retention * 1000 < now;
  }

  #nextVisibleAt(now: number): number {
    let next = Infinity;
    for (const { message } of this.#contents.all()) {
      if (message.visibleAt > now) next = Math.min(next, message.visibleAt);
    }
    return next;
  }

  #receipt(handle: string): Held | undefined {
    const read = readReceiptHandle(handle);
    if (!read) throw new AwsError('ReceiptHandleIsInvalid', `The input receipt handle "${handle}" is invalid.`, 404);
    const held = this.#contents.get(read.id);
    return held?.message.receiveCount === read.receiveCount ? held : undefined;
  }
}
