/**
 * The log catalogue: a code and a sentence for each thing worth a line. Never an address, a name, a title or
 * anything that a person typed; ids only.
 */
import { Logger } from '@aws-lambda-powertools/logger';

export const LOG = {
  'http.fault': 'A request failed for a reason that is not the caller’s',
  'http.bypassed': 'A request did not come through the front',
  'provider.refused': 'A sign-in by an organisation’s own provider was refused',
  'worker.started': 'A batch begins',
  'worker.completed': 'A batch is done',
  'worker.failed': 'An item of a batch failed and will be tried again',
  'mail.sent': 'A message was handed to SES',
  'mail.refused': 'SES refused a message for good',
  'mail.repeated': 'A message was still marked as being sent: it may go out a second time',
  'mail.skipped': 'A message was not sent: its reader has left, or it had gone already',
  'digest.prepared': 'A digest run is composed and handed to the mail queue',
  'upload.checked': 'A file was read and checked',
  'upload.refused': 'A file was refused',
  'reading.read': 'The text of a document was read',
  'reading.recognised': 'Pages of a document were read as pictures',
  'reading.unreadable': 'A document could not be read',
  'register.appended': 'An entry was appended to a register of acts',
  'address.stopped': 'An address no longer receives: bounce or complaint',
  'search.indexed': 'The index of a scope is up to date with these changes',
  'search.rebuilt': 'The index of a scope has been made again from all that there is',
  'copy.ready': 'A copy of data is whole, and its asker is told',
  'account.closed': 'An account is erased',
  'account.address': 'An account is opened by another address',
  'organisation.erased': 'An organisation that has left is erased, its delay being over',
  'territory.prepared': 'The register is loaded and the operator is known',
} as const satisfies Record<string, string>;

export type LogCode = keyof typeof LOG;

const logger = new Logger();

/** One line, with ids and counts. */
export function log(code: LogCode, fields: Readonly<Record<string, string | number | boolean | undefined>> = {}): void {
  logger.info(LOG[code], { code, ...fields });
}

/** A local part and its domain; not the `@` of a package in a path. */
const ADDRESS = /[\w.%+'-]+@[\w-]+(?:\.[\w-]+)+/g;

const withoutAddresses = (text: string | undefined): string => (text ?? '').replace(ADDRESS, '(an address)');

/**
 * What may be told of an error: its name, its message and its stack, and those of its causes. AWS names in messages the
 * address that it does not write to, and hands back items in members of the error's own: neither is written.
 */
function toldOf(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { message: withoutAddresses(String(error)) };
  return {
    name: error.name,
    message: withoutAddresses(error.message),
    stack: withoutAddresses(error.stack),
    ...(error.cause === undefined ? {} : { cause: toldOf(error.cause) }),
  };
}

/** A line for what went wrong: where and why, not what the caller sent. */
export function logFault(code: LogCode, error: unknown, fields: Readonly<Record<string, string | number>> = {}): void {
  logger.error(LOG[code], { code, ...fields, error: toldOf(error) });
}

export { logger };
