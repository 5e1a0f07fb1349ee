/** The queue of the search: messages of one scope are treated one after the other. */
import { randomUUID } from 'node:crypto';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SearchMessage } from '../modules/search/index.ts';

/** What puts messages into it. Two changes of one thing within five minutes are two messages. */
export const searchQueue =
  (client: SQSClient, url: string) =>
  async (messages: readonly SearchMessage[]): Promise<void> => {
    for (const message of messages) {
      await client.send(
        new SendMessageCommand({
          QueueUrl: url,
          MessageBody: JSON.stringify(message),
          MessageGroupId: message.scope,
          MessageDeduplicationId: randomUUID(),
        }),
      );
    }
  };
