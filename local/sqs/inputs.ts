import * as z from 'zod';
import { attributesSchema } from './message.ts';

/** What each operation of the SQS API takes, with the ranges of its reference. */
const queueUrl = { QueueUrl: z.string().min(1) };
const visibility = z.number().int().min(0).max(43_200);
const systemAttributes = z.object({ AWSTraceHeader: z.object({ StringValue: z.string() }).optional() }).optional();

const message = {
  MessageBody: z.string(),
  DelaySeconds: z.number().int().min(0).max(900).optional(),
  MessageAttributes: attributesSchema.optional(),
  MessageSystemAttributes: systemAttributes,
  MessageGroupId: z.string().min(1).max(128).optional(),
  MessageDeduplicationId: z.string().min(1).max(128).optional(),
};

export const sendMessage = z.object({ ...queueUrl, ...message });

export const receiveMessage = z.object({
  ...queueUrl,
  MaxNumberOfMessages: z.number().int().min(1).max(10).default(1),
  VisibilityTimeout: visibility.optional(),
  WaitTimeSeconds: z.number().int().min(0).max(20).optional(),
  AttributeNames: z.array(z.string()).default([]),
  MessageSystemAttributeNames: z.array(z.string()).default([]),
  MessageAttributeNames: z.array(z.string()).default([]),
});

export const deleteMessage = z.object({ ...queueUrl, ReceiptHandle: z.string().min(1) });
export const changeVisibility = z.object({ ...deleteMessage.shape, VisibilityTimeout: visibility });

/** Entries are checked one by one, so that a wrong one fails alone. */
export const batch = z.object({ ...queueUrl, Entries: z.array(z.looseObject({ Id: z.string() })) });
export const sendEntry = z.object(message);
export const deleteEntry = deleteMessage.omit({ QueueUrl: true });
export const changeVisibilityEntry = changeVisibility.omit({ QueueUrl: true });

export const queueOnly = z.object(queueUrl);
export const getQueueUrl = z.object({ QueueName: z.string().min(1) });
export const getQueueAttributes = z.object({ ...queueUrl, AttributeNames: z.array(z.string()).default([]) });
export const startMoveTask = z.object({ SourceArn: z.string(), DestinationArn: z.string().optional() });
export const listMoveTasks = z.object({
  SourceArn: z.string(),
  MaxResults: z.number().int().min(1).max(10).default(1),
});
