import { AwsError } from '../aws.ts';

export const validationError = (message: string): AwsError => new AwsError('ValidationException', message);

export const tableNotFound = (): AwsError => new AwsError('ResourceNotFoundException', 'Requested resource not found');

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * dynalite's errors carry the answer's status and body: `{ __type: 'prefix#Code', message }`.
 * Anything else is a fault of ours and stays as it is.
 */
export function awsErrorOf(error: unknown): unknown {
  if (!(error instanceof Error) || !('body' in error) || !isRecord(error.body)) return error;
  const { __type: type, message, Message } = error.body;
  if (typeof type !== 'string') return error;
  const text = message ?? Message;
  return new AwsError(type.slice(type.indexOf('#') + 1), typeof text === 'string' ? text : '');
}
