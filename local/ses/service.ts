import { randomUUID } from 'node:crypto';
import { AwsError, arn } from '../aws.ts';
import type { AuthorisationRequest, AwsRequest, AwsResponse, AwsService } from '../aws.ts';
import { asQueryError } from '../iam/query-names.ts';
import { QueryInput, queryAnswer, queryError } from '../protocols/query.ts';
import type { SesAccount } from './account.ts';
import { checkedAddress } from './addresses.ts';
import { eventsOf } from './events.ts';
import { withHeaders } from './headers.ts';
import type { Mailboxes } from './mailboxes.ts';
import { fateOf } from './simulator.ts';
import { automaticTags, checkSize, readSubmission } from './submission.ts';
import type { Submission } from './submission.ts';

const NAMESPACE = 'http://ses.amazonaws.com/doc/2010-12-01/';

export type Publish = (topicArn: string, message: string) => Promise<unknown>;

/** As SES makes them: the time first, so that they sort. */
const newMessageId = (): string => `011e${Date.now().toString(16).padStart(12, '0')}-${randomUUID()}-000000`;

const utc = (date: Date): string => date.toUTCString().replace('GMT', '+0000');

/** SES v1 in the query protocol: SendRawEmail and GetSendQuota. */
export class SesService implements AwsService {
  readonly signingName = 'ses';
  readonly #region: string;
  readonly #account: SesAccount;
  readonly #mailboxes: Mailboxes;
  readonly #publish: Publish;

  constructor(region: string, account: SesAccount, mailboxes: Mailboxes, publish: Publish) {
    this.#region = region;
    this.#account = account;
    this.#mailboxes = mailboxes;
    this.#publish = publish;
  }

  authorisations(request: AwsRequest): AuthorisationRequest[] {
    const input = new QueryInput(request);
    if (input.action !== 'SendRawEmail') return [{ action: `ses:${input.action}`, resource: '*' }];
    const submission = readSubmission(input);
    const configurationSet = this.#configurationSet(submission);
    const resources = [
      this.#account.identityArn(submission.from),
      ...(configurationSet === undefined ? [] : [arn('ses', this.#region, `configuration-set/${configurationSet}`)]),
    ];
    const context = {
      'ses:FromAddress': submission.from,
      'ses:FeedbackAddress': checkedAddress(submission.source),
      'ses:Recipients': submission.destinations,
    };
    return resources.map((resource) => ({ action: 'ses:SendRawEmail', resource, context }));
  }

  async handle(request: AwsRequest): Promise<AwsResponse> {
    const input = new QueryInput(request);
    switch (input.action) {
      case 'SendRawEmail': {
        const MessageId = await this.#send(readSubmission(input), request);
        return queryAnswer(NAMESPACE, 'SendRawEmail', { MessageId });
      }
      case 'GetSendQuota':
        return queryAnswer(NAMESPACE, 'GetSendQuota', this.#account.quota());
      default:
        throw new AwsError('InvalidAction', `SES has no action ${input.action} here.`);
    }
  }

  error(error: AwsError): AwsResponse {
    return queryError(NAMESPACE, asQueryError(error));
  }

  /**
   * Puts a message into mailboxes under an id and a date of SES; every other byte stays as it is.
   * @returns the message's id, once it is on the disk.
   */
  async deliver(raw: Buffer, recipients: readonly string[]): Promise<string> {
    const messageId = newMessageId();
    const delivered = withHeaders(raw, {
      'Message-ID': `<${messageId}@${this.#region}.amazonses.com>`,
      Date: utc(new Date()),
    });
    const reached = new Set(recipients.filter((address) => ['delivered', 'complaint'].includes(fateOf(address))));
    await Promise.all([...reached].map((address) => this.#mailboxes.deliver(address, messageId, delivered)));
    return messageId;
  }

  async #send(submission: Submission, { principal }: AwsRequest): Promise<string> {
    checkSize(submission);
    this.#checkVerified(submission);
    const configurationSet = this.#configurationSet(submission);
    // Before anything is sent: a set that does not exist is an error of the caller.
    if (configurationSet !== undefined) this.#account.topicsFor(configurationSet, 'Send');
    this.#account.count(submission.destinations.length);
    const sentAt = new Date();
    const messageId = await this.deliver(submission.raw, submission.destinations);
    if (configurationSet === undefined) return messageId;
    const { raw, source, destinations } = submission;
    const tags = { ...automaticTags(submission, configurationSet, principal), ...submission.tags };
    const identityArn = this.#account.identityArn(submission.from);
    const mail = { messageId, sentAt, source, identityArn, destinations, raw, tags };
    // Told before the caller has its answer, so that nothing is forgotten when the host is killed.
    for (const event of eventsOf(mail, fateOf)) {
      const topics = this.#account.topicsFor(configurationSet, event.eventType);
      await Promise.all(topics.map((topicArn) => this.#publish(topicArn, JSON.stringify(event))));
    }
    return messageId;
  }

  #configurationSet({ configurationSet, from }: Submission): string | undefined {
    return configurationSet ?? this.#account.defaultConfigurationSet(from);
  }

  #checkVerified({ from, source }: Submission): void {
    const failed = [...new Set([from, checkedAddress(source)])].filter(
      (address) => !this.#account.identityFor(address),
    );
    if (failed.length === 0) return;
    throw new AwsError(
      'MessageRejected',
      `Email address is not verified. The following identities failed the check in region ${this.#region.toUpperCase()}: ${failed.join(', ')}`,
    );
  }
}
