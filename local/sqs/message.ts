import { createHash } from 'node:crypto';
import * as z from 'zod';

const attributeSchema = z.object({
  DataType: z.string().min(1),
  StringValue: z.string().optional(),
  /** Base64, as the JSON protocol carries it. */
  BinaryValue: z.string().optional(),
});

export const attributesSchema = z.record(z.string(), attributeSchema);

export type MessageAttribute = z.infer<typeof attributeSchema>;
export type MessageAttributes = z.infer<typeof attributesSchema>;

/** A message as the queue keeps it. Times are epoch milliseconds. */
export const messageSchema = z.object({
  id: z.string(),
  body: z.string(),
  attributes: attributesSchema,
  traceHeader: z.string().optional(),
  senderId: z.string(),
  sentAt: z.number(),
  sequence: z.number(),
  groupId: z.string().optional(),
  deduplicationId: z.string().optional(),
  /** Queue that gave up on the message, when this one is its dead-letter queue. */
  deadLetterSource: z.string().optional(),
  receiveCount: z.number(),
  firstReceivedAt: z.number().optional(),
  visibleAt: z.number(),
});

export type Message = z.infer<typeof messageSchema>;

/** What a sender gives; the queue adds identity, times and counters. */
export interface Draft {
  body: string;
  attributes?: MessageAttributes;
  traceHeader?: string | undefined;
  senderId: string;
  delaySeconds?: number | undefined;
  groupId?: string | undefined;
  deduplicationId?: string | undefined;
}

export const md5 = (content: string): string => createHash('md5').update(content).digest('hex');

function lengthPrefixed(content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/**
 * The checksum that SQS gives of message attributes, undefined when there is none.
 * Source: SQS developer guide, "Calculating the MD5 message digest for message attributes".
 */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const hash = createHash('md5');
  for (const name of names) {
    const attribute = attributes[name];
    if (!attribute) continue;
    const binary = attribute.DataType.startsWith('Binary');
    hash.update(lengthPrefixed(name));
    hash.update(lengthPrefixed(attribute.DataType));
    hash.update(Buffer.from([binary ? 2 : 1]));
    hash.update(
      lengthPrefixed(binary ? Buffer.from(attribute.BinaryValue ?? '', 'base64') : (attribute.StringValue ?? '')),
    );
  }
  return hash.digest('hex');
}

/** Bytes that count towards the size limit: the body, and each attribute's name, type and value. */
export function sizeOf(body: string, attributes: MessageAttributes = {}): number {
  let size = Buffer.byteLength(body);
  for (const [name, { DataType, StringValue, BinaryValue }] of Object.entries(attributes)) {
    size += Buffer.byteLength(name) + Buffer.byteLength(DataType) + Buffer.byteLength(StringValue ?? '');
    size += Buffer.byteLength(BinaryValue ?? '', 'base64');
  }
  return size;
}

/** The system attributes of a message, as ReceiveMessage and a Lambda event name them. */
export function systemAttributes(message: Message): Record<string, string> {
  return {
    ApproximateReceiveCount: String(message.receiveCount),
    SentTimestamp: String(message.sentAt),
    SenderId: message.senderId,
    ...(message.firstReceivedAt !== undefined && {
      ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    }),
    ...(message.traceHeader !== undefined && { AWSTraceHeader: message.traceHeader }),
    ...(message.groupId !== undefined && { MessageGroupId: message.groupId }),
    ...(message.deduplicationId !== undefined && {
      MessageDeduplicationId: message.deduplicationId,
      SequenceNumber: sequenceNumber(message),
    }),
    ...(message.deadLetterSource !== undefined && { DeadLetterQueueSourceArn: message.deadLetterSource }),
  };
}

export const sequenceNumber = ({ sequence }: Pick<Message, 'sequence'>): string => String(sequence).padStart(20, '0');

/** Each receipt has its own handle, so that a late consumer cannot remove what another one works on. */
export const receiptHandle = (message: Message): string =>
  Buffer.from(`${message.id}#${message.receiveCount}`).toString('base64url');

/** The message and receipt that a handle names, undefined when it is not a handle. */
export function readReceiptHandle(handle: string): { id: string; receiveCount: number } | undefined {
  const [id, count] = Buffer.from(handle, 'base64url').toString().split('#');
  const receiveCount = Number(count);
  return id && Number.isInteger(receiveCount) ? { id, receiveCount } : undefined;
}
