/** Messages for a queue, in as few calls as SQS allows. */
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';

/** Messages in one call, and calls at the same time. */
const IN_A_CALL = 10;
const CALLS_AT_ONCE = 5;

async function send(client: SQSClient, url: string, bodies: readonly string[]): Promise<void> {
  const Entries = bodies.map((MessageBody, at) => ({ Id: String(at), MessageBody }));
  const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
  if (Failed.length > 0)
    throw new Error(`SQS did not take ${Failed.length} of ${bodies.length} messages: ${Failed[0]?.Code}.`);
}

/** What puts messages into a queue: all of them, or an error after which some may be there twice. */
export const queueIn =
  (client: SQSClient, url: string) =>
  async (bodies: readonly string[]): Promise<void> => {
    const calls: (readonly string[])[] = [];
    for (let at = 0; at < bodies.length; at += IN_A_CALL) calls.push(bodies.slice(at, at + IN_A_CALL));
    for (let at = 0; at < calls.length; at += CALLS_AT_ONCE) {
      await Promise.all(calls.slice(at, at + CALLS_AT_ONCE).map((each) => send(client, url, each)));
    }
  };
