import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config/index.ts';
import { Sender } from '../constructs/sender.ts';
import { WorkQueue } from '../constructs/work-queue.ts';
import { onMailEvent } from '../functions/on-mail-event.ts';
import { sendMail } from '../functions/send-mail.ts';
import type { DataStack } from './data.ts';

/** Mail: the domain it is signed for, what waits to be sent, what came back. */
export class MailStack extends Stack {
  /** Mail to send. */
  readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, stage: StageConfig, data: DataStack, props: StackProps) {
    super(scope, id, props);
    const { operations } = data;
    this.queue = new WorkQueue(this, {
      stage,
      operations,
      name: 'mail',
      batchTimeout: Duration.minutes(2),
      maxAge: Duration.minutes(30),
    });
    const events = new WorkQueue(this, {
      stage,
      operations,
      name: 'mail-event',
      batchTimeout: Duration.seconds(30),
      maxAge: Duration.minutes(60),
    });
    const sender = new Sender(this, 'Sender', { stage, operations, events });
    // Two at a time: the account's rate is the limit, not the number of workers.
    this.queue.consumeWith(sendMail(this, { stage, data, sender }), { batchSize: 10, maxConcurrency: 2 });
    events.consumeWith(onMailEvent(this, { stage, data }), { batchSize: 10 });
  }
}
