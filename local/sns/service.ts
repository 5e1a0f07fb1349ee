import { AwsError } from '../aws.ts';
import type { AuthorisationRequest, AwsRequest, AwsResponse, AwsService } from '../aws.ts';
import { asQueryError } from '../iam/query-names.ts';
import { QueryInput, queryAnswer, queryError } from '../protocols/query.ts';
import type { Notification, NotificationAttributes } from './topics.ts';

const NAMESPACE = 'http://sns.amazonaws.com/doc/2010-03-31/';
const MAX_BYTES = 262_144;

function attributes(input: QueryInput): NotificationAttributes {
  const entries = 'MessageAttributes.entry';
  return Object.fromEntries(
    input.list(entries, '.Name').map((name, index) => {
      const value = `${entries}.${index + 1}.Value`;
      const Value = input.optional(`${value}.StringValue`) ?? input.optional(`${value}.BinaryValue`) ?? '';
      return [name, { Type: input.required(`${value}.DataType`), Value }];
    }),
  );
}

/** SNS in the query protocol: Publish, the only action a function needs. */
export class SnsService implements AwsService {
  readonly signingName = 'sns';
  readonly #publish: (topicArn: string, notification: Notification) => Promise<string>;

  constructor(publish: (topicArn: string, notification: Notification) => Promise<string>) {
    this.#publish = publish;
  }

  authorisations(request: AwsRequest): AuthorisationRequest[] {
    const input = new QueryInput(request);
    return [{ action: `sns:${input.action}`, resource: input.optional('TopicArn') ?? '*' }];
  }

  async handle(request: AwsRequest): Promise<AwsResponse> {
    const input = new QueryInput(request);
    if (input.action !== 'Publish') throw new AwsError('InvalidAction', `SNS has no action ${input.action} here.`);
    const message = input.required('Message');
    if (message === '') throw new AwsError('InvalidParameter', 'Invalid parameter: Empty message');
    if (Buffer.byteLength(message) > MAX_BYTES) {
      throw new AwsError('InvalidParameter', 'Invalid parameter: Message too long');
    }
    const MessageId = await this.#publish(input.required('TopicArn'), {
      message,
      subject: input.optional('Subject'),
      attributes: attributes(input),
      groupId: input.optional('MessageGroupId'),
      deduplicationId: input.optional('MessageDeduplicationId'),
    });
    return queryAnswer(NAMESPACE, 'Publish', { MessageId });
  }

  error(error: AwsError): AwsResponse {
    return queryError(NAMESPACE, asQueryError(error));
  }
}
