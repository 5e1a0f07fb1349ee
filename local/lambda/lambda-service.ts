/** `lambda:Invoke`, the one call of the API that something makes: the tests, and a deployer's hand. */
import { arn, AwsError, type AwsResponse, type AwsService } from '../aws.ts';
import type { Outcome } from './protocol.ts';

/** Largest payload of a synchronous call, either way. */
export const LARGEST_PAYLOAD_BYTES = 6 * 1024 * 1024;

const INVOKE = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/;

export function lambdaService(
  region: string,
  call: (functionArn: string, event: string) => Promise<Outcome>,
): AwsService {
  const functionArn = ({ path }: { path: string }): string => {
    const [pathname = ''] = path.split('?');
    const [, named] = INVOKE.exec(decodeURIComponent(pathname)) ?? [];
    if (named === undefined) throw new AwsError('UnknownOperationException', `Unknown operation ${path}`, 404);
    return named.startsWith('arn:') ? named : arn('lambda', region, `function:${named}`);
  };
  return {
    signingName: 'lambda',
    authorisations: (request) => [{ action: 'lambda:InvokeFunction', resource: functionArn(request) }],
    async handle(request): Promise<AwsResponse> {
      if (request.body.length > LARGEST_PAYLOAD_BYTES) {
        throw new AwsError('RequestTooLargeException', `${request.body.length} byte payload is too large`, 413);
      }
      const { payload, error } = await call(functionArn(request), request.body.toString() || '{}');
      return {
        status: 200,
        headers: { 'content-type': 'application/json', ...(error ? { 'x-amz-function-error': 'Unhandled' } : {}) },
        body: payload,
      };
    },
    error: ({ code, message, status }) => ({
      status,
      headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
      body: JSON.stringify({ Type: 'User', Message: message }),
    }),
  };
}
