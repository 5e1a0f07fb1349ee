import { randomUUID } from 'node:crypto';
import type * as z from 'zod';
import { AwsError } from '../aws.ts';
import type { AwsRequest, AwsResponse } from '../aws.ts';

/** The two dialects of AWS JSON differ by their content type alone. */
export type JsonVersion = '1.0' | '1.1';

/** The operation that `X-Amz-Target` names, without its service prefix: `SendMessage`. */
export function jsonOperation(request: AwsRequest): string {
  const target = request.headers['x-amz-target'];
  const operation = typeof target === 'string' ? target.split('.').at(-1) : undefined;
  if (!operation) throw new AwsError('UnknownOperationException', 'The request names no operation.');
  return operation;
}

/**
 * The body of an AWS JSON call, checked against the operation's input.
 * @throws {AwsError} `SerializationException` when the body is not JSON, `code` when it is not the input expected.
 */
export function jsonInput<T>(request: AwsRequest, schema: z.ZodType<T>, code = 'ValidationException'): T {
  let body: unknown;
  try {
    body = JSON.parse(request.body.length === 0 ? '{}' : request.body.toString('utf8'));
  } catch {
    throw new AwsError('SerializationException', 'The body is not JSON.');
  }
  const input = schema.safeParse(body);
  if (input.success) return input.data;
  const issue = input.error.issues[0];
  throw new AwsError(code, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not valid'}`);
}

export function jsonAnswer(version: JsonVersion, output: object): AwsResponse {
  return {
    status: 200,
    headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amzn-requestid': randomUUID() },
    body: JSON.stringify(output),
  };
}

export function jsonError(version: JsonVersion, error: AwsError, headers: Record<string, string> = {}): AwsResponse {
  return {
    status: error.status,
    headers: {
      'content-type': `application/x-amz-json-${version}`,
      'x-amzn-requestid': randomUUID(),
      'x-amzn-errortype': error.code,
      ...headers,
    },
    body: JSON.stringify({ __type: error.code, message: error.message, ...error.details }),
  };
}
