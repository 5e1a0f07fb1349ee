/** What a function answers to an HTTP API, made into a response. */
import { isRecord, textOf } from '../provision/values.ts';

export interface HttpAnswer {
  status: number;
  /** Lower-case names; `set-cookie` may have several values. */
  headers: Record<string, string | string[]>;
  body: Buffer;
}

export const problem = (status: number, message: string): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: Buffer.from(JSON.stringify({ message })),
});

/**
 * @param payload The JSON that the function returned. An answer without `statusCode` is the body
 *   itself; one that is malformed gives a 500, as on AWS.
 */
export function httpAnswer(payload: string): HttpAnswer {
  const answer: unknown = JSON.parse(payload);
  if (!isRecord(answer) || !('statusCode' in answer)) {
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: Buffer.from(typeof answer === 'string' ? answer : payload),
    };
  }
  const status = Number(answer['statusCode']);
  const { headers = {}, cookies = [], body = '', isBase64Encoded = false } = answer;
  if (!Number.isInteger(status) || status < 100 || status > 599) return problem(500, 'Internal Server Error');
  if (!isRecord(headers) || !Array.isArray(cookies) || typeof body !== 'string') {
    return problem(500, 'Internal Server Error');
  }
  const sent: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(headers)) sent[name.toLowerCase()] = textOf(value);
  if (cookies.length > 0) sent['set-cookie'] = cookies.map(textOf);
  sent['content-type'] ??= 'text/plain;charset=UTF-8';
  return { status, headers: sent, body: Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8') };
}
