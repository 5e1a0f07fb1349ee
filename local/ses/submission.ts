import { AwsError } from '../aws.ts';
import type { Principal } from '../aws.ts';
import type { QueryInput } from '../protocols/query.ts';
import { addressesIn, checkedAddress } from './addresses.ts';
import { headerFields, headerValues } from './headers.ts';

/** Limits of SES v1: developer guide, "Service quotas in Amazon SES". */
export const MAX_RECIPIENTS = 50;
export const MAX_MESSAGE_BYTES = 10 * 1024 * 1024;

/** What a call of SendRawEmail asks for. */
export interface Submission {
  raw: Buffer;
  /** As given in the call, or the From header: name and address. */
  source: string;
  /** Bare address of the From header, which must be verified. */
  from: string;
  destinations: string[];
  configurationSet: string | undefined;
  tags: Record<string, string[]>;
}

const invalid = (message: string): AwsError => new AwsError('InvalidParameterValue', message);

/** Header fields that a message may have once: RFC 5322, 3.6. */
const ONCE = ['From', 'To', 'Cc', 'Bcc', 'Subject', 'Reply-To', 'Date', 'Message-ID'];

/** @throws {AwsError} `InvalidParameterValue` for what SES would not read. */
export function readSubmission(input: QueryInput): Submission {
  const raw = Buffer.from(input.required('RawMessage.Data'), 'base64');
  const fields = headerFields(raw);
  const values = (name: string): string[] => headerValues(fields, name);
  const twice = ONCE.find((name) => values(name).length > 1);
  if (twice) throw invalid(`Duplicate header '${twice}'.`);
  const [fromHeader] = values('From');
  if (fromHeader === undefined) throw invalid(`Missing required header 'From'.`);
  const listed = input.list('Destinations.member');
  const destinations = listed.length > 0 ? listed : ['To', 'Cc', 'Bcc'].flatMap(values).flatMap(addressesIn);
  return {
    raw,
    source: input.optional('Source') ?? fromHeader,
    from: checkedAddress(fromHeader),
    destinations: destinations.map(checkedAddress),
    configurationSet: input.optional('ConfigurationSetName'),
    tags: tagsOf(input),
  };
}

function tagsOf(input: QueryInput): Record<string, string[]> {
  const names = input.list('Tags.member', '.Name');
  const values = input.list('Tags.member', '.Value');
  const tags = names.map((name, index): [string, string[]] => [name, [values[index] ?? '']]);
  for (const [name, [value = '']] of tags) {
    for (const [what, text] of [['name', name] as const, ['value', value] as const]) {
      if (text.length > 256) throw invalid(`Tag ${what} exceeds 256 characters.`);
      if (!/^[\w.@-]+$/.test(text)) {
        throw invalid(
          `Invalid tag ${what} <${text}>: only alphanumeric ASCII characters, '_', '-', '.' and '@' are allowed.`,
        );
      }
    }
  }
  return Object.fromEntries(tags);
}

/** @throws {AwsError} when there is nobody to send to, too many, or too much to send. */
export function checkSize({ raw, destinations }: Submission): void {
  if (destinations.length === 0) throw invalid('Missing required header "To".');
  if (destinations.length > MAX_RECIPIENTS) throw invalid(`Recipient count exceeds ${MAX_RECIPIENTS}.`);
  if (raw.length > MAX_MESSAGE_BYTES) {
    throw invalid(`Message length is more than ${MAX_MESSAGE_BYTES} bytes long: '${raw.length}'.`);
  }
}

/** Tags that SES adds to those of the sender. */
export function automaticTags(
  submission: Submission,
  configurationSet: string,
  caller: Principal,
): Record<string, string[]> {
  return {
    'ses:operation': ['SendRawEmail'],
    'ses:configuration-set': [configurationSet],
    'ses:source-ip': ['127.0.0.1'],
    'ses:from-domain': [submission.from.slice(submission.from.lastIndexOf('@') + 1)],
    'ses:caller-identity': [caller.kind === 'role' ? (caller.roleArn.split('/').at(-1) ?? '') : caller.kind],
  };
}
