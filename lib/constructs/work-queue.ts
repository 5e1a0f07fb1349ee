import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { StageConfig } from '../config/index.ts';
import { acknowledge } from './acknowledge.ts';
import { FIVE_MINUTES, type Operations, pascal } from './operations.ts';
import type { ParvisFunction } from './parvis-function.ts';

export interface WorkQueueProps {
  stage: StageConfig;
  operations: Operations;
  name: string;
  /** The longest that a batch may take: the worker's time-out. */
  batchTimeout: Duration;
  /** The longest that a message may wait before somebody is told. */
  maxAge: Duration;
  /** Messages of one group in their order, one at a time; each is sent with its group and an id that it has once. */
  fifo?: boolean;
}

/** Names of queues whose messages are in order end so; the property is absent from the others. */
const orderOf = (name: string, fifo: boolean | undefined) =>
  fifo ? ({ queueName: `${name}.fifo`, fifo: true } as const) : { queueName: name };

export interface Consumption {
  /** Messages a call, 1 to 10. */
  batchSize: number;
  /** Calls at the same time, at least 2; no limit when absent. */
  maxConcurrency?: number;
}

/** Times that a message is tried before it goes to the dead letters. */
const TRIES = 5;

/** Work to do once, retried, then kept as a dead letter that rings. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly dead: DeadLetters;
  private readonly name: string;

  constructor(scope: Construct, props: WorkQueueProps) {
    super(scope, `${pascal(props.name)}Queue`);
    const { stage, operations, name, fifo = false } = props;
    this.name = name;
    this.dead = new DeadLetters(this, { stage, operations, name, fifo });
    this.queue = new Queue(this, 'Queue', {
      ...orderOf(`parvis-${stage.stage}-${name}`, fifo),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Six times the worker's time-out, as Lambda asks: a slow batch is not tried twice at once.
      visibilityTimeout: Duration.seconds(6 * props.batchTimeout.toSeconds()),
      retentionPeriod: Duration.days(14),
      deadLetterQueue: { queue: this.dead.queue, maxReceiveCount: TRIES },
    });
    operations.watch(this, {
      name: `${name}-delayed`,
      means: `The oldest message of the queue ${name} has waited more than ${props.maxAge.toMinutes()} minutes.`,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: FIVE_MINUTES, statistic: 'Maximum' }),
      above: props.maxAge.toSeconds(),
    });
  }

  /**
   * Feeds the queue to a worker, which answers the messages that it could not treat. A FIFO queue's worker is told where
   * to give them back: `SEARCH_QUEUE_URL` for `search`.
   */
  consumeWith(worker: ParvisFunction, { batchSize, maxConcurrency }: Consumption): void {
    worker.grant(
      `Consume${pascal(worker.name)}Queue`,
      ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'],
      [this.queue.queueArn],
    );
    if (this.queue.fifo) {
      // A message that failed, whose group waits for it.
      worker.grant(`GiveBackTo${pascal(worker.name)}Queue`, ['sqs:ChangeMessageVisibility'], [this.queue.queueArn]);
      worker.set(`${this.name.toUpperCase()}_QUEUE_URL`, this.queue.queueUrl);
    }
    new EventSourceMapping(worker, 'QueueSource', {
      target: worker.lambda,
      eventSourceArn: this.queue.queueArn,
      batchSize,
      reportBatchItemFailures: true,
      ...(maxConcurrency !== undefined && { maxConcurrency }),
    });
  }

  /** Lets a function send, and tells it where: `variable` holds the queue's URL. */
  grantSendTo(fn: ParvisFunction, variable: string): void {
    fn.grant(`SendTo${this.node.id}`, ['sqs:SendMessage'], [this.queue.queueArn]);
    fn.set(variable, this.queue.queueUrl);
  }
}

/** What could not be treated, kept 14 days: one message is enough to ring. */
export class DeadLetters extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, props: Pick<WorkQueueProps, 'stage' | 'operations' | 'name' | 'fifo'>) {
    super(scope, 'DeadLetters');
    const { stage, operations, name, fifo } = props;
    this.queue = new Queue(this, 'Queue', {
      ...orderOf(`parvis-${stage.stage}-${name}-dead-letters`, fifo),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    operations.watch(this, {
      name: `${name}-dead-letters`,
      means: `A message of ${name} could not be treated.`,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ period: FIVE_MINUTES, statistic: 'Maximum' }),
      above: 0,
    });
    acknowledge(this.queue, 'AwsSolutions-SQS3', 'This is where what failed ends: nothing consumes it but a person.');
  }
}
