import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { createSns } from '../../../local/sns/index.ts';
import type { Sns } from '../../../local/sns/index.ts';
import { createSqs } from '../../../local/sqs/index.ts';
import type { Sqs } from '../../../local/sqs/index.ts';
import { openEndpoint, REGION, resource, temporaryDirectory } from '../support/endpoint.ts';
import type { Endpoint } from '../support/endpoint.ts';
import { provisionQueue } from '../sqs/queues.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let endpoint: Endpoint;
let sqs: Sqs;
let sns: Sns;
let client: SNSClient;
let topicArn: string;
const calls: { functionArn: string; event: unknown }[] = [];

beforeEach(async () => {
  directory = await temporaryDirectory();
  endpoint = await openEndpoint();
  sqs = await createSqs({ directory: directory.path, region: REGION, endpoint: endpoint.url });
  calls.length = 0;
  sns = await createSns({
    region: REGION,
    queues: sqs,
    functions: {
      invoke(functionArn, event) {
        calls.push({ functionArn, event });
        return Promise.resolve({ payload: null });
      },
    },
  });
  endpoint.serve(sns.services);
  client = new SNSClient(endpoint.client());
  topicArn = (await sns.providers['AWS::SNS::Topic']?.(resource('AWS::SNS::Topic', {}, 'events')))?.ref ?? '';
});

afterEach(async () => {
  client.destroy();
  await sns.close();
  await sqs.close();
  await endpoint.close();
  await directory.remove();
});

const subscribe = (properties: Record<string, unknown>) =>
  sns.providers['AWS::SNS::Subscription']?.(
    resource('AWS::SNS::Subscription', { TopicArn: topicArn, ...properties }, `to-${String(properties['Endpoint'])}`),
  );

describe('SNS', () => {
  it('hands a notification raw to one queue and in its envelope to another', async () => {
    const raw = await provisionQueue(sqs, 'raw');
    const wrapped = await provisionQueue(sqs, 'wrapped');
    await subscribe({ Protocol: 'sqs', Endpoint: raw.arn, RawMessageDelivery: true });
    await subscribe({ Protocol: 'sqs', Endpoint: wrapped.arn });
    const { MessageId } = await client.send(
      new PublishCommand({
        TopicArn: topicArn,
        Subject: 'Avis & nouvelles',
        Message: '{"eventType":"Bounce"}',
        MessageAttributes: { kind: { DataType: 'String', StringValue: 'bounce' } },
      }),
    );
    const [first] = await sqs.receive(raw.arn, { max: 1, waitSeconds: 0 });
    const [second] = await sqs.receive(wrapped.arn, { max: 1, waitSeconds: 0 });
    expect(first?.body).toBe('{"eventType":"Bounce"}');
    expect(JSON.parse(second?.body ?? '')).toMatchObject({
      Type: 'Notification',
      MessageId,
      TopicArn: topicArn,
      Subject: 'Avis & nouvelles',
      Message: '{"eventType":"Bounce"}',
      MessageAttributes: { kind: { Type: 'String', Value: 'bounce' } },
    });
  });

  it('calls a function with the event of its trigger', async () => {
    const functionArn = `arn:aws:lambda:${REGION}:000000000000:function:listener`;
    await subscribe({ Protocol: 'lambda', Endpoint: functionArn });
    await sns.publish(topicArn, 'hello');
    await sns.close();
    expect(calls).toEqual([
      {
        functionArn,
        event: {
          Records: [
            expect.objectContaining({ EventSource: 'aws:sns', Sns: expect.objectContaining({ Message: 'hello' }) }),
          ],
        },
      },
    ]);
  });

  it('says when the topic does not exist, and refuses a filter that it would not apply', async () => {
    const publish = client.send(new PublishCommand({ TopicArn: `${topicArn}-none`, Message: 'hello' }));
    await expect(publish).rejects.toMatchObject({ name: 'NotFoundException', message: 'Topic does not exist' });
    const filtered = { Protocol: 'lambda', Endpoint: 'arn', FilterPolicy: { kind: ['bounce'] } };
    await expect(async () => subscribe(filtered)).rejects.toThrow('Filter policies');
  });
});
