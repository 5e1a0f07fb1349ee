/** Where the messages that a change asks for are put. */
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { readConfig } from '../../platform/config.ts';
import type { Message } from './follow.ts';

/** What puts messages into their queues. */
export function messageSender(sqs: SQSClient): (message: Message) => Promise<void> {
  const config = readConfig([
    'MAIL_QUEUE_URL',
    'DIGEST_QUEUE_URL',
    'COPY_QUEUE_URL',
    'READING_QUEUE_URL',
    'RECOGNITION_QUEUE_URL',
    'DEPARTURE_QUEUE_URL',
    'REGISTER_QUEUE_URL',
  ]);
  const queues: Readonly<Record<Message['queue'], string>> = {
    mail: config.MAIL_QUEUE_URL,
    digest: config.DIGEST_QUEUE_URL,
    copy: config.COPY_QUEUE_URL,
    reading: config.READING_QUEUE_URL,
    recognition: config.RECOGNITION_QUEUE_URL,
    departure: config.DEPARTURE_QUEUE_URL,
    register: config.REGISTER_QUEUE_URL,
  };
  return async ({ queue, body, group, id }) => {
    const order = { MessageGroupId: group, MessageDeduplicationId: id };
    await sqs.send(new SendMessageCommand({ QueueUrl: queues[queue], MessageBody: body, ...order }));
  };
}
