import * as z from 'zod';
import { arn } from '../aws.ts';
import type { ResourceToProvision } from '../aws.ts';

/** How a queue behaves; durations in seconds, sizes in bytes. */
export interface QueueSettings {
  name: string;
  arn: string;
  fifo: boolean;
  contentBasedDeduplication: boolean;
  delay: number;
  maximumSize: number;
  retention: number;
  wait: number;
  visibility: number;
  redrive?: RedrivePolicy;
}

const redriveSchema = z.object({
  deadLetterTargetArn: z.string(),
  maxReceiveCount: z.coerce.number().int().min(1).max(1000),
});

export type RedrivePolicy = z.infer<typeof redriveSchema>;

const parsedIfText = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value);
const flag = z.union([z.boolean(), z.stringbool()]);

/** Names, ranges and defaults: CloudFormation reference, AWS::SQS::Queue. */
const propertiesSchema = z.object({
  QueueName: z.string().max(80).optional(),
  FifoQueue: flag.default(false),
  ContentBasedDeduplication: flag.default(false),
  DelaySeconds: z.coerce.number().int().min(0).max(900).default(0),
  MaximumMessageSize: z.coerce.number().int().min(1024).max(1_048_576).default(1_048_576),
  MessageRetentionPeriod: z.coerce.number().int().min(60).max(1_209_600).default(345_600),
  ReceiveMessageWaitTimeSeconds: z.coerce.number().int().min(0).max(20).default(0),
  VisibilityTimeout: z.coerce.number().int().min(0).max(43_200).default(30),
  RedrivePolicy: z.preprocess(parsedIfText, redriveSchema).optional(),
});

/** @throws {z.ZodError} naming the property of the template that SQS would refuse. */
export function queueSettings(region: string, { properties, defaultName }: ResourceToProvision): QueueSettings {
  const given = propertiesSchema.parse(properties);
  const name = given.QueueName ?? (given.FifoQueue ? `${defaultName.slice(0, 75)}.fifo` : defaultName.slice(0, 80));
  return {
    name,
    arn: arn('sqs', region, name),
    fifo: given.FifoQueue,
    contentBasedDeduplication: given.ContentBasedDeduplication,
    delay: given.DelaySeconds,
    maximumSize: given.MaximumMessageSize,
    retention: given.MessageRetentionPeriod,
    wait: given.ReceiveMessageWaitTimeSeconds,
    visibility: given.VisibilityTimeout,
    ...(given.RedrivePolicy && { redrive: given.RedrivePolicy }),
  };
}
