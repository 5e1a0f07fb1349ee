import type * as z from 'zod';
import { ACCOUNT, AwsError } from '../aws.ts';
import type { Principal } from '../aws.ts';
import * as inputs from './inputs.ts';
import { md5, md5OfAttributes, receiptHandle, sequenceNumber, sizeOf, systemAttributes } from './message.ts';
import type { Message, MessageAttributes } from './message.ts';
import type { Queue } from './queue.ts';
import type { MoveTasks } from './redrive.ts';

const BATCH_MAX = 10;
const BATCH_MAX_BYTES = 1_048_576;

type SendInput = z.infer<typeof inputs.sendEntry>;

/** The sender as messages name it: an account, or a role and its session. */
export const senderId = (principal: Principal): string =>
  principal.kind === 'role' ? `${principal.roleArn.split('/').at(-1) ?? ''}:${principal.sessionName}` : ACCOUNT;

export async function sendMessage(queue: Queue, input: SendInput, principal: Principal): Promise<object> {
  const traceHeader = input.MessageSystemAttributes?.AWSTraceHeader?.StringValue;
  const sent = await queue.send({
    body: input.MessageBody,
    attributes: input.MessageAttributes ?? {},
    traceHeader,
    senderId: senderId(principal),
    delaySeconds: input.DelaySeconds,
    groupId: input.MessageGroupId,
    deduplicationId: input.MessageDeduplicationId,
  });
  return {
    MessageId: sent.id,
    MD5OfMessageBody: md5(input.MessageBody),
    MD5OfMessageAttributes: md5OfAttributes(input.MessageAttributes ?? {}),
    MD5OfMessageSystemAttributes:
      traceHeader && md5OfAttributes({ AWSTraceHeader: { DataType: 'String', StringValue: traceHeader } }),
    SequenceNumber: queue.settings.fifo ? sequenceNumber(sent) : undefined,
  };
}

export async function receiveMessage(queue: Queue, input: z.infer<typeof inputs.receiveMessage>): Promise<object> {
  const messages = await queue.receive({
    max: input.MaxNumberOfMessages,
    visibility: input.VisibilityTimeout,
    ...(input.WaitTimeSeconds !== undefined && { wait: input.WaitTimeSeconds }),
  });
  if (messages.length === 0) return {};
  const systemNames = [...input.AttributeNames, ...input.MessageSystemAttributeNames];
  return { Messages: messages.map((message) => received(message, systemNames, input.MessageAttributeNames)) };
}

function received(message: Message, systemNames: string[], attributeNames: string[]): object {
  const system = Object.entries(systemAttributes(message)).filter(
    ([name]) => systemNames.includes('All') || systemNames.includes(name),
  );
  const attributes: MessageAttributes = Object.fromEntries(
    Object.entries(message.attributes).filter(([name]) => attributeNames.some((asked) => matches(asked, name))),
  );
  const some = Object.keys(attributes).length > 0;
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandle(message),
    Body: message.body,
    MD5OfBody: md5(message.body),
    ...(system.length > 0 && { Attributes: Object.fromEntries(system) }),
    ...(some && { MessageAttributes: attributes, MD5OfMessageAttributes: md5OfAttributes(attributes) }),
  };
}

/** `All` and `.*` name every attribute, `prefix.*` those that begin so. */
const matches = (asked: string, name: string): boolean =>
  asked === 'All' || asked === name || (asked.endsWith('.*') && name.startsWith(asked.slice(0, -2)));

export function queueAttributes(queue: Queue, asked: readonly string[]): Record<string, string> {
  const { settings } = queue;
  const { visible, inFlight, delayed } = queue.depth();
  const all: Record<string, string> = {
    QueueArn: settings.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    DelaySeconds: String(settings.delay),
    MaximumMessageSize: String(settings.maximumSize),
    MessageRetentionPeriod: String(settings.retention),
    ReceiveMessageWaitTimeSeconds: String(settings.wait),
    VisibilityTimeout: String(settings.visibility),
    ...(settings.redrive && { RedrivePolicy: JSON.stringify(settings.redrive) }),
    ...(settings.fifo && { FifoQueue: 'true', ContentBasedDeduplication: String(settings.contentBasedDeduplication) }),
  };
  return Object.fromEntries(Object.entries(all).filter(([name]) => asked.includes('All') || asked.includes(name)));
}

export function startMoveTask(tasks: MoveTasks, input: z.infer<typeof inputs.startMoveTask>): object {
  return { TaskHandle: tasks.start(input.SourceArn, input.DestinationArn).TaskHandle };
}

/**
 * Runs one call for each entry of a batch, in order; a wrong entry fails alone.
 * @throws {AwsError} for a batch that is empty, too long, too large, or whose ids are wrong or repeated.
 */
export async function eachEntry<T>(
  entries: readonly { Id: string }[],
  schema: z.ZodType<T>,
  call: (entry: T) => Promise<object>,
): Promise<object> {
  checkBatch(entries);
  const outcomes = await Promise.all(entries.map((entry) => outcomeOf(entry, schema, call)));
  return {
    Successful: outcomes.filter((outcome) => !('Code' in outcome)),
    Failed: outcomes.filter((outcome) => 'Code' in outcome),
  };
}

async function outcomeOf<T>(
  entry: { Id: string },
  schema: z.ZodType<T>,
  call: (entry: T) => Promise<object>,
): Promise<object> {
  const { Id } = entry;
  const failed = (Code: string, Message: string) => ({ Id, SenderFault: true, Code, Message });
  const input = schema.safeParse(entry);
  if (!input.success) return failed('InvalidParameterValue', input.error.issues[0]?.message ?? 'not valid');
  try {
    return { Id, ...(await call(input.data)) };
  } catch (error) {
    if (error instanceof AwsError) return failed(error.code, error.message);
    throw error;
  }
}

function checkBatch(entries: readonly { Id: string }[]): void {
  if (entries.length === 0) {
    throw new AwsError('EmptyBatchRequest', 'There should be at least one entry in the request.');
  }
  if (entries.length > BATCH_MAX) {
    throw new AwsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${BATCH_MAX}. You have sent ${entries.length}.`,
    );
  }
  const wrong = entries.find(({ Id }) => !/^[\w-]{1,80}$/.test(Id));
  if (wrong) {
    throw new AwsError(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    );
  }
  if (new Set(entries.map(({ Id }) => Id)).size < entries.length) {
    throw new AwsError('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  }
  const size = entries
    .map((entry) => inputs.sendEntry.safeParse(entry))
    .reduce((sum, { data }) => sum + (data ? sizeOf(data.MessageBody, data.MessageAttributes) : 0), 0);
  if (size > BATCH_MAX_BYTES) {
    throw new AwsError(
      'BatchRequestTooLong',
      `Batch requests cannot be longer than ${BATCH_MAX_BYTES} bytes. You have sent ${size} bytes.`,
    );
  }
}
