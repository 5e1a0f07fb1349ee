import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws.ts';
import type { Queue } from './queue.ts';

/** Moving back what a dead-letter queue holds, once its cause is repaired. */
interface MoveTask {
  TaskHandle: string;
  Status: 'RUNNING' | 'COMPLETED' | 'FAILED';
  SourceArn: string;
  DestinationArn?: string | undefined;
  ApproximateNumberOfMessagesMoved: number;
  ApproximateNumberOfMessagesToMove: number;
  FailureReason?: string;
  StartedTimestamp: number;
}

/** The move tasks of this run of the host, newest first. */
export class MoveTasks {
  readonly #queues: ReadonlyMap<string, Queue>;
  readonly #tasks: MoveTask[] = [];

  constructor(queues: ReadonlyMap<string, Queue>) {
    this.#queues = queues;
  }

  list(sourceArn: string, max: number): MoveTask[] {
    return this.#tasks.filter((task) => task.SourceArn === sourceArn).slice(0, max);
  }

  /**
   * Starts to move all messages, to `destinationArn` or each to the queue that gave up on it.
   * @throws {AwsError} `ResourceNotFoundException`, or `InvalidParameterValue` when the source is no dead-letter queue.
   */
  start(sourceArn: string, destinationArn: string | undefined): MoveTask {
    const source = this.#existing(sourceArn);
    if (destinationArn !== undefined) this.#existing(destinationArn);
    const feeds = [...this.#queues.values()].some(
      ({ settings }) => settings.redrive?.deadLetterTargetArn === sourceArn,
    );
    if (!feeds) throw new AwsError('InvalidParameterValue', 'Source queue must be configured as a Dead Letter Queue.');
    const task: MoveTask = {
      TaskHandle: Buffer.from(JSON.stringify({ taskId: randomUUID(), sourceArn })).toString('base64'),
      Status: 'RUNNING',
      SourceArn: sourceArn,
      DestinationArn: destinationArn,
      ApproximateNumberOfMessagesMoved: 0,
      ApproximateNumberOfMessagesToMove: source.depth().visible,
      StartedTimestamp: Date.now(),
    };
    this.#tasks.unshift(task);
    void this.#run(task, source);
    return task;
  }

  async #run(task: MoveTask, source: Queue): Promise<void> {
    try {
      // Only as many as there were: what fails again meanwhile is not moved twice.
      while (task.ApproximateNumberOfMessagesMoved < task.ApproximateNumberOfMessagesToMove) {
        const moved = await source.moveOldest(({ deadLetterSource }) =>
          this.#existing(task.DestinationArn ?? deadLetterSource ?? ''),
        );
        if (!moved) break;
        task.ApproximateNumberOfMessagesMoved += 1;
      }
      task.Status = 'COMPLETED';
    } catch (error) {
      task.Status = 'FAILED';
      task.FailureReason = error instanceof Error ? error.message : String(error);
    }
  }

  #existing(arn: string): Queue {
    const queue = this.#queues.get(arn);
    if (!queue) throw new AwsError('ResourceNotFoundException', `The resource ${arn} does not exist.`, 404);
    return queue;
  }
}
