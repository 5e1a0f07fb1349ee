/** Cross-origin answers by the rules of the bucket. https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html */
import { AwsError } from '../aws.ts';
import type { CorsRule } from './bucket-configuration.ts';
import type { RequestHead } from './exchange.ts';

/** A pattern holds at most one `*`. */
function fits(pattern: string, value: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === value;
  const [start, end] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return value.length >= start.length + end.length && value.startsWith(start) && value.endsWith(end);
}

const allowedOrigin = (rule: CorsRule, origin: string): string | undefined =>
  rule.AllowedOrigins.find((pattern) => fits(pattern, origin));

function headersFor(rule: CorsRule, origin: string): Record<string, string> {
  const anyOrigin = allowedOrigin(rule, origin) === '*';
  return {
    'access-control-allow-origin': anyOrigin ? '*' : origin,
    'access-control-allow-methods': rule.AllowedMethods.join(', '),
    ...(anyOrigin ? {} : { 'access-control-allow-credentials': 'true' }),
    ...(rule.ExposedHeaders.length > 0 ? { 'access-control-expose-headers': rule.ExposedHeaders.join(', ') } : {}),
    ...(rule.MaxAge === undefined ? {} : { 'access-control-max-age': String(rule.MaxAge) }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}

/** Headers to add to the answer of an actual request; none when no rule allows its origin and method. */
export function corsHeaders(rules: readonly CorsRule[], head: RequestHead): Record<string, string> {
  const origin = head.headers.get('origin');
  if (origin === undefined) return {};
  const rule = rules.find(
    (candidate) => candidate.AllowedMethods.includes(head.method) && allowedOrigin(candidate, origin) !== undefined,
  );
  return rule ? headersFor(rule, origin) : {};
}

/**
 * Headers of the answer to a preflight.
 * @throws {AwsError} `AccessForbidden` when no rule allows what the browser asks for.
 */
export function preflightHeaders(rules: readonly CorsRule[], head: RequestHead): Record<string, string> {
  const origin = head.headers.get('origin');
  const method = head.headers.get('access-control-request-method');
  if (origin === undefined || method === undefined) {
    throw new AwsError('BadRequest', 'Insufficient information. Origin request header needed.', 400);
  }
  const asked = (head.headers.get('access-control-request-headers') ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '');
  const rule = rules.find(
    (candidate) =>
      candidate.AllowedMethods.includes(method) &&
      allowedOrigin(candidate, origin) !== undefined &&
      asked.every((name) => candidate.AllowedHeaders.some((pattern) => fits(pattern.toLowerCase(), name))),
  );
  if (!rule) {
    throw new AwsError(
      'AccessForbidden',
      "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec.",
      403,
      { Method: method, ResourceType: 'OBJECT' },
    );
  }
  const headers = headersFor(rule, origin);
  return asked.length > 0 ? { ...headers, 'access-control-allow-headers': asked.join(', ') } : headers;
}
