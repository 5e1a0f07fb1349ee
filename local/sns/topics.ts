import * as z from 'zod';
import { AwsError } from '../aws.ts';

/** Attributes of a notification, which an envelope carries along. */
export type NotificationAttributes = Record<string, { Type: string; Value: string }>;

export interface Notification {
  message: string;
  subject?: string | undefined;
  attributes?: NotificationAttributes;
  /** FIFO topics hand these on to FIFO queues. */
  groupId?: string | undefined;
  deduplicationId?: string | undefined;
}

const parsedIfText = (value: unknown): unknown => (typeof value === 'string' ? JSON.parse(value) : value);
const flag = z.union([z.boolean(), z.stringbool()]);

/** AWS::SNS::Subscription. What is not listed here is refused, rather than silently not done. */
export const subscriptionSchema = z.object({
  TopicArn: z.string(),
  Protocol: z.enum(['sqs', 'lambda']),
  Endpoint: z.string(),
  RawMessageDelivery: flag.default(false),
  RedrivePolicy: z.preprocess(parsedIfText, z.object({ deadLetterTargetArn: z.string() })).optional(),
  FilterPolicy: z.never({ error: 'Filter policies are not implemented on one machine.' }).optional(),
});

export type Subscription = z.infer<typeof subscriptionSchema> & { arn: string };

/** A topic and who listens to it. */
export class Topics {
  readonly #subscriptions = new Map<string, Map<string, Subscription>>();

  add(topicArn: string): void {
    if (!this.#subscriptions.has(topicArn)) this.#subscriptions.set(topicArn, new Map());
  }

  /** @throws {AwsError} `NotFound` when there is no such topic. */
  subscribe(subscription: Subscription): void {
    this.#of(subscription.TopicArn).set(subscription.arn, subscription);
  }

  /** @throws {AwsError} `NotFound` when there is no such topic. */
  subscriptions(topicArn: string): Subscription[] {
    return [...this.#of(topicArn).values()];
  }

  #of(topicArn: string): Map<string, Subscription> {
    const subscriptions = this.#subscriptions.get(topicArn);
    if (!subscriptions) throw new AwsError('NotFound', 'Topic does not exist', 404);
    return subscriptions;
  }
}
