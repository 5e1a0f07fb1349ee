/** DynamoDB's JSON 1.0 protocol: one address, the operation in `X-Amz-Target`. */
import { randomUUID } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError, type AwsRequest, type AwsResponse, type AwsService } from '../aws.ts';
import type { Call, Operation } from './call.ts';
import { isRecord } from './errors.ts';

const TARGET = 'DynamoDB_20120810.';

/** Errors that come from AWS's common front rather than from DynamoDB itself. */
const NAMESPACES: Readonly<Record<string, string>> = {
  ValidationException: 'com.amazon.coral.validate',
  SerializationException: 'com.amazon.coral.service',
  UnknownOperationException: 'com.amazon.coral.service',
  AccessDeniedException: 'com.amazon.coral.service',
};

export function dynamoDbService(operations: Readonly<Record<string, Operation>>): AwsService {
  // A request is authorised, then handled: it is read once.
  const calls = new WeakMap<AwsRequest, Call>();
  const callOf = (request: AwsRequest): Call => {
    const call = calls.get(request) ?? readCall(operations, request);
    calls.set(request, call);
    return call;
  };

  return {
    signingName: 'dynamodb',
    authorisations: (request) => callOf(request).permissions(),
    handle: async (request) => {
      try {
        const call = callOf(request);
        // A call's request is used up by its answer.
        calls.delete(request);
        return respond(200, await call.answer());
      } catch (error) {
        if (error instanceof AwsError) return respondError(error);
        throw error;
      }
    },
    error: respondError,
  };
}

function readCall(operations: Readonly<Record<string, Operation>>, request: AwsRequest): Call {
  const target = request.headers['x-amz-target'];
  const name = typeof target === 'string' && target.startsWith(TARGET) ? target.slice(TARGET.length) : '';
  const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
  if (!operation) throw new AwsError('UnknownOperationException', `DynamoDB has no operation ${String(target)} here`);
  return operation(readBody(request.body));
}

function readBody(body: Buffer): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString());
  } catch (cause) {
    throw Object.assign(new AwsError('SerializationException', 'The body is not JSON'), { cause });
  }
  if (isRecord(parsed)) return parsed;
  throw new AwsError('SerializationException', 'The body is not a JSON object');
}

const respondError = (error: AwsError): AwsResponse =>
  respond(error.status, {
    __type: `${NAMESPACES[error.code] ?? 'com.amazonaws.dynamodb.v20120810'}#${error.code}`,
    message: error.message,
    ...error.details,
  });

function respond(status: number, answer: object): AwsResponse {
  const body = JSON.stringify(answer);
  return {
    status,
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amzn-requestid': randomUUID(),
      'x-amz-crc32': String(crc32(body)),
    },
    body,
  };
}
