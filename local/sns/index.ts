import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { arn } from '../aws.ts';
import type { Emulator, FunctionInvoker, ProvisionedResource, QueueSender, ResourceToProvision } from '../aws.ts';
import { envelope, envelopeBody, functionEvent } from './envelope.ts';
import { SnsService } from './service.ts';
import { subscriptionSchema, Topics } from './topics.ts';
import type { Notification, Subscription } from './topics.ts';

export type { Notification } from './topics.ts';

export interface SnsOptions {
  region: string;
  queues: QueueSender;
  functions: FunctionInvoker;
}

export interface Sns extends Emulator {
  /**
   * Hands a notification to every subscriber and gives back its id. Queues have it on disk when this
   * returns; functions are called in the background, with three attempts.
   * @throws {AwsError} `NotFound` when there is no such topic.
   */
  publish(topicArn: string, message: string | Notification): Promise<string>;
}

const topicSchema = z.object({ TopicName: z.string().optional(), FifoTopic: z.boolean().optional() });

/** SNS: it keeps nothing itself, what its subscribers accepted is durable. */
export function createSns({ region, queues, functions }: SnsOptions): Promise<Sns> {
  const topics = new Topics();
  const calls = new Set<Promise<void>>();
  const stopping = new AbortController();

  async function callFunction(subscription: Subscription, event: object): Promise<void> {
    for (const delay of [0, 1_000, 5_000]) {
      if (delay > 0) await pause(delay, undefined, { signal: stopping.signal });
      const { error } = await functions.invoke(subscription.Endpoint, event);
      if (error === undefined) return;
    }
    const deadLetters = subscription.RedrivePolicy?.deadLetterTargetArn;
    if (deadLetters !== undefined) await queues.send(deadLetters, JSON.stringify(event));
  }

  function inBackground(call: Promise<void>): void {
    // A call cut short by the end of the host is the only failure left here.
    const done = call.catch(() => undefined).finally(() => calls.delete(done));
    calls.add(done);
  }

  async function publish(topicArn: string, given: string | Notification): Promise<string> {
    const notification = typeof given === 'string' ? { message: given } : given;
    const id = randomUUID();
    const { groupId, deduplicationId } = notification;
    const deliveries = topics.subscriptions(topicArn).map(async (subscription) => {
      const wrapped = envelope(id, topicArn, notification, subscription, region);
      if (subscription.Protocol === 'lambda') {
        inBackground(callFunction(subscription, functionEvent(wrapped, subscription)));
        return;
      }
      const body = subscription.RawMessageDelivery ? notification.message : envelopeBody(wrapped);
      await queues.send(subscription.Endpoint, body, {
        ...(groupId !== undefined && { groupId }),
        ...(deduplicationId !== undefined && { deduplicationId }),
      });
    });
    await Promise.all(deliveries);
    return id;
  }

  function provisionTopic({ properties, defaultName }: ResourceToProvision): Promise<ProvisionedResource> {
    const given = topicSchema.parse(properties);
    const name = given.TopicName ?? (given.FifoTopic ? `${defaultName}.fifo` : defaultName);
    const topicArn = arn('sns', region, name);
    topics.add(topicArn);
    return Promise.resolve({ ref: topicArn, attributes: { TopicArn: topicArn, TopicName: name } });
  }

  function provisionSubscription({ stack, logicalId, properties }: ResourceToProvision): Promise<ProvisionedResource> {
    const given = subscriptionSchema.parse(properties);
    // The same resource is the same subscription after a restart.
    const id = createHash('sha256').update(`${stack}/${logicalId}`).digest('hex').slice(0, 32);
    const subscription: Subscription = { ...given, arn: `${given.TopicArn}:${id}` };
    topics.subscribe(subscription);
    return Promise.resolve({ ref: subscription.arn, attributes: { Arn: subscription.arn } });
  }

  return Promise.resolve({
    providers: {
      'AWS::SNS::Topic': (resource) => provisionTopic(resource),
      'AWS::SNS::Subscription': (resource) => provisionSubscription(resource),
      // Who may publish is for IAM and the services of this machine; the policy adds nothing here.
      'AWS::SNS::TopicPolicy': ({ defaultName }) =>
        Promise.resolve({ ref: defaultName, attributes: { Id: defaultName } }),
    },
    services: [new SnsService(publish)],
    publish,
    async close() {
      stopping.abort();
      await Promise.all(calls);
    },
  });
}
