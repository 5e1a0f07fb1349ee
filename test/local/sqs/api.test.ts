import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { openBench } from './queues.ts';
import type { Bench } from './queues.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const bodies = (answer: { Messages?: { Body?: string }[] | undefined }) =>
  (answer.Messages ?? []).map(({ Body }) => Body);

describe('SQS through the SDK', () => {
  it('carries a message with its attributes, and checksums that the SDK accepts', async () => {
    const { url } = await bench.queue('mail');
    const MessageAttributes = {
      kind: { DataType: 'String', StringValue: 'délibération' },
      key: { DataType: 'Binary', BinaryValue: Buffer.from([1, 2, 3]) },
    };
    const sent = await bench.client.send(
      new SendMessageCommand({ QueueUrl: url, MessageBody: 'Nérac 🏛', MessageAttributes }),
    );
    const { Messages } = await bench.client.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    );
    expect(Messages).toHaveLength(1);
    expect(Messages?.[0]).toMatchObject({
      Body: 'Nérac 🏛',
      MessageId: sent.MessageId,
      MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
      Attributes: { ApproximateReceiveCount: '1', SenderId: '000000000000' },
      MessageAttributes: { kind: { StringValue: 'délibération' } },
    });
    expect(Buffer.from(Messages?.[0]?.MessageAttributes?.['key']?.BinaryValue ?? [])).toEqual(Buffer.from([1, 2, 3]));
  });

  it('hides a received message until its visibility time-out, then gives it again, counted', async () => {
    const { url } = await bench.queue('mail', { VisibilityTimeout: 1 });
    await bench.client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'one' }));
    const first = await bench.client.send(new ReceiveMessageCommand({ QueueUrl: url }));
    const hidden = await bench.client.send(new ReceiveMessageCommand({ QueueUrl: url }));
    const again = await bench.client.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        WaitTimeSeconds: 5,
        MessageSystemAttributeNames: ['ApproximateReceiveCount'],
      }),
    );
    expect([bodies(first), bodies(hidden), bodies(again)]).toEqual([['one'], [], ['one']]);
    expect(again.Messages?.[0]?.Attributes).toEqual({ ApproximateReceiveCount: '2' });
  });

  it('does not let the handle of a lapsed receipt remove what another consumer works on', async () => {
    const { url } = await bench.queue('mail');
    await bench.client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'one' }));
    const late = await bench.client.send(new ReceiveMessageCommand({ QueueUrl: url, VisibilityTimeout: 0 }));
    const current = await bench.client.send(new ReceiveMessageCommand({ QueueUrl: url }));
    await bench.client.send(
      new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: late.Messages?.[0]?.ReceiptHandle }),
    );
    await bench.client.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: url,
        ReceiptHandle: current.Messages?.[0]?.ReceiptHandle,
        VisibilityTimeout: 0,
      }),
    );
    const third = await bench.client.send(new ReceiveMessageCommand({ QueueUrl: url }));
    expect(bodies(third)).toEqual(['one']);
  });

  it('wakes a long poll as soon as a message comes', async () => {
    const { url } = await bench.queue('mail', { ReceiveMessageWaitTimeSeconds: 20 });
    const poll = bench.client.send(new ReceiveMessageCommand({ QueueUrl: url }));
    await bench.client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'at last' }));
    expect(bodies(await poll)).toEqual(['at last']);
  });

  it('holds a delayed message back, and counts it so', async () => {
    const { url } = await bench.queue('mail');
    await bench.client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'later', DelaySeconds: 1 }));
    const { Attributes } = await bench.client.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
    );
    expect(Attributes).toMatchObject({ ApproximateNumberOfMessagesDelayed: '1', ApproximateNumberOfMessages: '0' });
    const now = await bench.client.send(new ReceiveMessageCommand({ QueueUrl: url }));
    const later = await bench.client.send(new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 5 }));
    expect([bodies(now), bodies(later)]).toEqual([[], ['later']]);
  });

  it('takes a batch entry by entry: a wrong one fails alone', async () => {
    const { url } = await bench.queue('mail');
    const sent = await bench.client.send(
      new SendMessageBatchCommand({
        QueueUrl: url,
        Entries: [
          { Id: 'a', MessageBody: 'A' },
          { Id: 'b', MessageBody: '\u0000' },
          { Id: 'c', MessageBody: 'C' },
        ],
      }),
    );
    expect(sent.Successful?.map(({ Id }) => Id)).toEqual(['a', 'c']);
    expect(sent.Failed).toEqual([
      expect.objectContaining({ Id: 'b', Code: 'InvalidMessageContents', SenderFault: true }),
    ]);
    const { Messages = [] } = await bench.client.send(
      new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10 }),
    );
    await bench.client.send(
      new DeleteMessageBatchCommand({
        QueueUrl: url,
        Entries: Messages.map(({ ReceiptHandle }, index) => ({ Id: `m${index}`, ReceiptHandle })),
      }),
    );
    const { Attributes } = await bench.client.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['ApproximateNumberOfMessagesNotVisible'] }),
    );
    expect(Attributes).toEqual({ ApproximateNumberOfMessagesNotVisible: '0' });
  });

  it.each([
    ['an empty batch', [], 'EmptyBatchRequest'],
    ['twice the same id', [entry('a'), entry('a')], 'BatchEntryIdsNotDistinct'],
    ['an id with a blank', [entry('a b')], 'InvalidBatchEntryId'],
    ['eleven entries', Array.from({ length: 11 }, (_, index) => entry(`e${index}`)), 'TooManyEntriesInBatchRequest'],
    [
      'more than 1 MiB in all',
      [entry('a', 'x'.repeat(600_000)), entry('b', 'x'.repeat(600_000))],
      'BatchRequestTooLong',
    ],
  ])('refuses %s', async (_what, Entries, name) => {
    const { url } = await bench.queue('mail');
    await expect(bench.client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }))).rejects.toMatchObject({
      name,
    });
  });

  it('says when there is no such queue, when a body is too long, and when a number is out of range', async () => {
    const { url } = await bench.queue('mail', { MaximumMessageSize: 1024 });
    const send = (QueueUrl: string, MessageBody: string) =>
      bench.client.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    await expect(send(`${url}-not`, 'one')).rejects.toMatchObject({ name: 'QueueDoesNotExist' });
    await expect(send(url, 'é'.repeat(513))).rejects.toMatchObject({ name: 'InvalidParameterValue' });
    await expect(
      bench.client.send(new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 11 })),
    ).rejects.toMatchObject({ name: 'InvalidParameterValue' });
  });

  it('answers the address of a queue by its name, and empties it', async () => {
    const { url } = await bench.queue('mail');
    await bench.client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'one' }));
    const { QueueUrl } = await bench.client.send(new GetQueueUrlCommand({ QueueName: 'mail' }));
    await bench.client.send(new PurgeQueueCommand({ QueueUrl }));
    expect(QueueUrl).toBe(url);
    expect(bodies(await bench.client.send(new ReceiveMessageCommand({ QueueUrl })))).toEqual([]);
  });
});

function entry(Id: string, MessageBody = 'body') {
  return { Id, MessageBody };
}
