/** Dead letters, treated as docs/operations.md says. */
import { ReceiveMessageCommand, StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import { ACCOUNT } from '../../../local/aws.ts';
import type { TestCloud } from '../../support/cloud.ts';
import { awaited } from './await.ts';
import { type QueueName, queueUrl, withSqs } from './queues.ts';

export interface DeadLetter {
  body: string;
  /** How often it was tried. */
  tries: number;
}

type DeadLettersOf = QueueName | 'change';

/** The first message that could not be treated, once there is one; looked at, not taken. */
export const deadLetterOf = (cloud: TestCloud, queue: DeadLettersOf): Promise<DeadLetter> =>
  awaited(`A dead letter of ${queue}`, () =>
    withSqs(cloud, async (sqs) => {
      const QueueUrl = await queueUrl(sqs, `${queue}-dead-letters`);
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          VisibilityTimeout: 0,
          MaxNumberOfMessages: 1,
          MessageSystemAttributeNames: ['ApproximateReceiveCount'],
        }),
      );
      const [first] = Messages;
      return first && { body: first.Body ?? '', tries: Number(first.Attributes?.ApproximateReceiveCount) };
    }),
  );

/** Sends all dead letters back to their queue. */
export const sendBack = (cloud: TestCloud, queue: QueueName): Promise<unknown> =>
  withSqs(cloud, (sqs) =>
    sqs.send(
      new StartMessageMoveTaskCommand({
        SourceArn: `arn:aws:sqs:${cloud.region}:${ACCOUNT}:parvis-local-${queue}-dead-letters`,
      }),
    ),
  );
