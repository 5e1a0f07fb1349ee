/** What Lambda itself does with a function's role: it writes the function's logs and sends its traces. */
import { arn, type AuthorisationRequest } from '../aws.ts';
import type { FunctionConfiguration } from './configuration.ts';

export function runtimeRights({ logGroup, traced }: FunctionConfiguration, region: string): AuthorisationRequest[] {
  const stream = arn('logs', region, `log-group:${logGroup}:log-stream:local`);
  const rights = [
    { action: 'logs:CreateLogStream', resource: stream },
    { action: 'logs:PutLogEvents', resource: stream },
  ];
  if (!traced) return rights;
  return [
    ...rights,
    { action: 'xray:PutTraceSegments', resource: '*' },
    { action: 'xray:PutTelemetryRecords', resource: '*' },
  ];
}
