import { AwsError } from '../aws.ts';
import type { AuthorisationRequest, AwsRequest, AwsResponse, AwsService } from '../aws.ts';
import { jsonAnswer, jsonError, jsonInput, jsonOperation } from '../protocols/json.ts';
import * as inputs from './inputs.ts';
import { eachEntry, queueAttributes, receiveMessage, sendMessage, startMoveTask } from './operations.ts';
import type { Queue } from './queue.ts';
import type { MoveTasks } from './redrive.ts';

const INVALID = 'InvalidParameterValue';

/** Names of the time of the query protocol, which the SDK still reads from a header. */
const QUERY_CODES: Readonly<Record<string, string>> = {
  AccessDeniedException: 'AccessDenied',
  QueueDoesNotExist: 'AWS.SimpleQueueService.NonExistentQueue',
  MessageNotInflight: 'AWS.SimpleQueueService.MessageNotInflight',
  EmptyBatchRequest: 'AWS.SimpleQueueService.EmptyBatchRequest',
  TooManyEntriesInBatchRequest: 'AWS.SimpleQueueService.TooManyEntriesInBatchRequest',
  InvalidBatchEntryId: 'AWS.SimpleQueueService.InvalidBatchEntryId',
  BatchEntryIdsNotDistinct: 'AWS.SimpleQueueService.BatchEntryIdsNotDistinct',
  BatchRequestTooLong: 'AWS.SimpleQueueService.BatchRequestTooLong',
};

/** Operations that IAM knows under the name of another; the rest are their own. */
const ACTIONS: Readonly<Record<string, string>> = {
  SendMessageBatch: 'SendMessage',
  DeleteMessageBatch: 'DeleteMessage',
  ChangeMessageVisibilityBatch: 'ChangeMessageVisibility',
};

/** The queues as the API sees them. */
export interface QueueDirectory {
  /** @throws {AwsError} `QueueDoesNotExist`. */
  byName(name: string): Queue;
  arnOf(name: string): string;
  urlOf(name: string): string;
}

const nameIn = (queueUrl: string): string => queueUrl.slice(queueUrl.lastIndexOf('/') + 1);

/** SQS in AWS JSON 1.0, the protocol of the SDK v3. */
export class SqsService implements AwsService {
  readonly signingName = 'sqs';
  readonly #queues: QueueDirectory;
  readonly #tasks: MoveTasks;

  constructor(queues: QueueDirectory, tasks: MoveTasks) {
    this.#queues = queues;
    this.#tasks = tasks;
  }

  authorisations(request: AwsRequest): AuthorisationRequest[] {
    const operation = jsonOperation(request);
    switch (operation) {
      case 'StartMessageMoveTask': {
        const { SourceArn, DestinationArn } = jsonInput(request, inputs.startMoveTask, INVALID);
        // AWS moves the messages with the caller's own rights on both queues.
        const needs = ['StartMessageMoveTask', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'];
        return [
          ...needs.map((action) => ({ action: `sqs:${action}`, resource: SourceArn })),
          ...(DestinationArn === undefined ? [] : [{ action: 'sqs:SendMessage', resource: DestinationArn }]),
        ];
      }
      case 'ListMessageMoveTasks':
        return [
          { action: 'sqs:ListMessageMoveTasks', resource: jsonInput(request, inputs.listMoveTasks, INVALID).SourceArn },
        ];
      case 'GetQueueUrl': {
        const { QueueName } = jsonInput(request, inputs.getQueueUrl, INVALID);
        return [{ action: 'sqs:GetQueueUrl', resource: this.#queues.arnOf(QueueName) }];
      }
      default: {
        const { QueueUrl } = jsonInput(request, inputs.queueOnly, INVALID);
        const resource = this.#queues.arnOf(nameIn(QueueUrl));
        return [{ action: `sqs:${ACTIONS[operation] ?? operation}`, resource }];
      }
    }
  }

  async handle(request: AwsRequest): Promise<AwsResponse> {
    return jsonAnswer('1.0', await this.#answer(jsonOperation(request), request));
  }

  error(error: AwsError): AwsResponse {
    const code = QUERY_CODES[error.code] ?? error.code;
    const fault = error.status < 500 ? 'Sender' : 'Receiver';
    return jsonError('1.0', error, { 'x-amzn-query-error': `${code};${fault}` });
  }

  async #answer(operation: string, request: AwsRequest): Promise<object> {
    switch (operation) {
      case 'SendMessage': {
        const input = jsonInput(request, inputs.sendMessage, INVALID);
        return sendMessage(this.#queue(input), input, request.principal);
      }
      case 'SendMessageBatch': {
        const { Entries, queue } = this.#batch(request);
        return eachEntry(Entries, inputs.sendEntry, (entry) => sendMessage(queue, entry, request.principal));
      }
      case 'ReceiveMessage': {
        const input = jsonInput(request, inputs.receiveMessage, INVALID);
        return receiveMessage(this.#queue(input), input);
      }
      case 'DeleteMessage': {
        const input = jsonInput(request, inputs.deleteMessage, INVALID);
        await this.#queue(input).remove(input.ReceiptHandle);
        return {};
      }
      case 'DeleteMessageBatch': {
        const { Entries, queue } = this.#batch(request);
        return eachEntry(Entries, inputs.deleteEntry, async ({ ReceiptHandle }) => {
          await queue.remove(ReceiptHandle);
          return {};
        });
      }
      case 'ChangeMessageVisibility': {
        const input = jsonInput(request, inputs.changeVisibility, INVALID);
        await this.#queue(input).changeVisibility(input.ReceiptHandle, input.VisibilityTimeout);
        return {};
      }
      case 'ChangeMessageVisibilityBatch': {
        const { Entries, queue } = this.#batch(request);
        return eachEntry(Entries, inputs.changeVisibilityEntry, async ({ ReceiptHandle, VisibilityTimeout }) => {
          await queue.changeVisibility(ReceiptHandle, VisibilityTimeout);
          return {};
        });
      }
      case 'GetQueueUrl': {
        const { QueueName } = jsonInput(request, inputs.getQueueUrl, INVALID);
        return { QueueUrl: this.#queues.urlOf(this.#queues.byName(QueueName).settings.name) };
      }
      case 'GetQueueAttributes': {
        const input = jsonInput(request, inputs.getQueueAttributes, INVALID);
        return { Attributes: queueAttributes(this.#queue(input), input.AttributeNames) };
      }
      case 'PurgeQueue':
        await this.#queue(jsonInput(request, inputs.queueOnly, INVALID)).purge();
        return {};
      case 'StartMessageMoveTask':
        return startMoveTask(this.#tasks, jsonInput(request, inputs.startMoveTask, INVALID));
      case 'ListMessageMoveTasks': {
        const input = jsonInput(request, inputs.listMoveTasks, INVALID);
        return { Results: this.#tasks.list(input.SourceArn, input.MaxResults) };
      }
      default:
        throw new AwsError('UnknownOperationException', `SQS has no operation ${operation} here.`);
    }
  }

  #queue({ QueueUrl }: { QueueUrl: string }): Queue {
    return this.#queues.byName(nameIn(QueueUrl));
  }

  #batch(request: AwsRequest) {
    const input = jsonInput(request, inputs.batch, INVALID);
    return { Entries: input.Entries, queue: this.#queue(input) };
  }
}
