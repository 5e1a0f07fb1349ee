import type { AwsError } from '../aws.ts';
import type { S3Response } from './exchange.ts';
import { xmlError } from './xml.ts';

/** The XML of an error; an answer to HEAD goes without, as its body may not be sent. */
export function errorResponse(
  error: AwsError,
  request: { id: string; rawPath: string },
  headers: Readonly<Record<string, string>> = {},
): S3Response {
  const details = Object.entries(error.details).map(([name, value]) => [name, String(value)] as const);
  return {
    status: error.status,
    headers,
    body: xmlError({
      Code: error.code,
      Message: error.message,
      ...Object.fromEntries(details),
      Resource: request.rawPath,
      RequestId: request.id,
      HostId: request.id,
    }),
  };
}
