import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { openBench } from './queues.ts';
import type { Bench } from './queues.ts';

let bench: Bench;
beforeEach(async () => {
  bench = await openBench();
});
afterEach(() => bench.close());

const receive = (arn: string, max = 10) => bench.sqs.receive(arn, { max, waitSeconds: 0 });
const giveBack = (arn: string, records: { receiptHandle: string }[]) =>
  bench.sqs.makeVisible(
    arn,
    records.map(({ receiptHandle }) => receiptHandle),
    0,
  );

describe('redrive', () => {
  it('moves a message to the dead-letter queue after the last attempt, under the same id', async () => {
    const dead = await bench.queue('mail-dead');
    const mail = await bench.queue('mail', {
      RedrivePolicy: { deadLetterTargetArn: dead.arn, maxReceiveCount: 2 },
    });
    await bench.sqs.send(mail.arn, 'poison');
    const first = await receive(mail.arn);
    await giveBack(mail.arn, first);
    await giveBack(mail.arn, await receive(mail.arn));
    expect(await receive(mail.arn)).toEqual([]);
    const [lost] = await receive(dead.arn);
    expect(lost).toMatchObject({
      body: 'poison',
      messageId: first[0]?.messageId,
      attributes: { DeadLetterQueueSourceArn: mail.arn, ApproximateReceiveCount: '3' },
    });
    expect(bench.sqs.depth(mail.arn)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
  });

  it('brings dead letters back to the queues that gave up on them', async () => {
    const dead = await bench.queue('dead');
    const redrive = { RedrivePolicy: { deadLetterTargetArn: dead.arn, maxReceiveCount: 1 } };
    const one = await bench.queue('one', redrive);
    const two = await bench.queue('two', redrive);
    for (const { arn } of [one, two]) {
      await bench.sqs.send(arn, `of ${arn}`);
      await giveBack(arn, await receive(arn));
      await receive(arn);
    }
    await bench.client.send(new StartMessageMoveTaskCommand({ SourceArn: dead.arn }));
    const back = await Promise.all([one, two].map(({ arn }) => bench.sqs.receive(arn, { max: 1, waitSeconds: 20 })));
    expect(back.flat().map(({ body, attributes }) => [body, attributes.ApproximateReceiveCount])).toEqual([
      [`of ${one.arn}`, '1'],
      [`of ${two.arn}`, '1'],
    ]);
    const { Results } = await bench.client.send(new ListMessageMoveTasksCommand({ SourceArn: dead.arn }));
    expect(Results?.[0]).toMatchObject({ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 2 });
  });

  it('refuses to move from a queue that is no dead-letter queue, and a queue whose dead-letter queue is missing', async () => {
    const mail = await bench.queue('mail');
    await expect(bench.client.send(new StartMessageMoveTaskCommand({ SourceArn: mail.arn }))).rejects.toThrow(
      'Dead Letter Queue',
    );
    const RedrivePolicy = { deadLetterTargetArn: `${mail.arn}-none`, maxReceiveCount: 1 };
    await expect(bench.queue('other', { RedrivePolicy })).rejects.toThrow('Dead letter target does not exist');
  });
});

describe('FIFO queues', () => {
  const fifo = { FifoQueue: true, ContentBasedDeduplication: true };

  it('keep the order of each group, and hold a group while one of its messages is worked on', async () => {
    const { arn, url } = await bench.queue('index.fifo', fifo);
    await bench.client.send(
      new SendMessageBatchCommand({
        QueueUrl: url,
        Entries: ['a1', 'a2', 'b1', 'a3', 'b2'].map((MessageBody) => ({
          Id: MessageBody,
          MessageBody,
          MessageGroupId: MessageBody.slice(0, 1),
        })),
      }),
    );
    const first = await receive(arn, 1);
    const others = await receive(arn);
    expect([first, others].map((records) => records.map(({ body }) => body))).toEqual([['a1'], ['b1', 'b2']]);
    await bench.sqs.remove(
      arn,
      first.map(({ receiptHandle }) => receiptHandle),
    );
    expect((await receive(arn)).map(({ body }) => body)).toEqual(['a2', 'a3']);
  });

  it('go on with a group once they have given up on one of its messages, and take that one back', async () => {
    const dead = await bench.queue('dead.fifo', fifo);
    const RedrivePolicy = { deadLetterTargetArn: dead.arn, maxReceiveCount: 1 };
    const { arn, url } = await bench.queue('index.fifo', { ...fifo, RedrivePolicy });
    for (const MessageBody of ['poison', 'next']) {
      await bench.client.send(new SendMessageCommand({ QueueUrl: url, MessageBody, MessageGroupId: 'a' }));
    }
    await giveBack(arn, await receive(arn, 1));
    const soon = { max: 10, waitSeconds: 20 };
    const next = await bench.sqs.receive(arn, soon);
    expect(next.map(({ body }) => body)).toEqual(['next']);
    await bench.sqs.remove(
      arn,
      next.map(({ receiptHandle }) => receiptHandle),
    );
    expect(bench.sqs.depth(dead.arn).visible).toBe(1);

    await bench.client.send(new StartMessageMoveTaskCommand({ SourceArn: dead.arn }));
    const [again] = await bench.sqs.receive(arn, soon);
    expect(again).toMatchObject({ body: 'poison', attributes: { MessageGroupId: 'a', ApproximateReceiveCount: '1' } });
  });

  it('take the same deduplication id once, for as long as it is remembered, restarts included', async () => {
    const { arn, url } = await bench.queue('index.fifo', fifo);
    const send = (MessageBody: string, MessageDeduplicationId?: string) =>
      bench.client.send(
        new SendMessageCommand({ QueueUrl: url, MessageBody, MessageGroupId: 'a', MessageDeduplicationId }),
      );
    const one = await send('same');
    const two = await send('same');
    await send('same', 'another id');
    const seen = await receive(arn);
    expect(two).toMatchObject({ MessageId: one.MessageId, SequenceNumber: one.SequenceNumber });
    expect(seen.map(({ body }) => body)).toEqual(['same', 'same']);
    await bench.sqs.remove(
      arn,
      seen.map(({ receiptHandle }) => receiptHandle),
    );
    const again = await bench.restarted();
    await again.providers['AWS::SQS::Queue']?.({
      stack: 'test',
      logicalId: 'index',
      type: 'AWS::SQS::Queue',
      defaultName: 'index',
      properties: { QueueName: 'index.fifo', ...fifo },
    });
    await again.send(arn, 'same', { groupId: 'a' });
    expect(again.depth(arn).visible).toBe(0);
  });

  it('demand a group and a way to tell duplicates', async () => {
    const { url } = await bench.queue('strict.fifo', { FifoQueue: true });
    const send = (input: object) =>
      bench.client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'one', ...input }));
    await expect(send({})).rejects.toMatchObject({ name: 'MissingParameter' });
    await expect(send({ MessageGroupId: 'a' })).rejects.toThrow('ContentBasedDeduplication');
  });
});

describe('many consumers', () => {
  it('give each message to one of them', async () => {
    const { arn, url } = await bench.queue('mail');
    const polls = Array.from({ length: 5 }, () => bench.sqs.receive(arn, { max: 4, waitSeconds: 4 }));
    const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: `m${index}`, MessageBody: `m${index}` }));
    await bench.client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
    const received = (await Promise.all(polls)).flat().map(({ messageId }) => messageId);
    expect(new Set(received).size).toBe(received.length);
    expect(received).toHaveLength(10);
  });

  it('ends a poll when its signal aborts, taking nothing', async () => {
    const { arn, url } = await bench.queue('mail');
    const stop = new AbortController();
    const poll = bench.sqs.receive(arn, { max: 1, waitSeconds: 20, signal: stop.signal });
    stop.abort();
    expect(await poll).toEqual([]);
    await bench.client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'one' }));
    const { Messages } = await bench.client.send(new ReceiveMessageCommand({ QueueUrl: url }));
    expect(Messages).toHaveLength(1);
  });
});
