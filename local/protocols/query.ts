import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws.ts';
import type { AwsRequest, AwsResponse } from '../aws.ts';

/** A value of an XML answer: an array becomes a list of `<member>`, an object nested elements. */
export type XmlValue = string | number | boolean | XmlValue[] | { [name: string]: XmlValue | undefined };

/** The parameters of a call in AWS's query protocol (`Action=…&Destinations.member.1=…`). */
export class QueryInput {
  readonly #parameters: URLSearchParams;

  constructor(request: AwsRequest) {
    this.#parameters = new URLSearchParams(request.body.toString('utf8'));
  }

  get action(): string {
    const action = this.optional('Action');
    if (!action) throw new AwsError('MissingAction', 'The request names no action.');
    return action;
  }

  optional(name: string): string | undefined {
    return this.#parameters.get(name) ?? undefined;
  }

  /** @throws {AwsError} `ValidationError` when the parameter is missing. */
  required(name: string): string {
    const value = this.#parameters.get(name);
    if (value === null) {
      throw new AwsError('ValidationError', `1 validation error detected: Value null at '${name}' must not be null`);
    }
    return value;
  }

  /** The values of `prefix.1`, `prefix.2`, … up to the first gap; `suffix` reads one field of each structure. */
  list(prefix: string, suffix = ''): string[] {
    const values: string[] = [];
    for (;;) {
      const value = this.#parameters.get(`${prefix}.${values.length + 1}${suffix}`);
      if (value === null) return values;
      values.push(value);
    }
  }
}

const escapeXml = (text: string): string => text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);

function element(name: string, value: XmlValue | undefined): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return `<${name}>${value.map((item) => element('member', item)).join('')}</${name}>`;
  if (typeof value === 'object') {
    const inside = Object.entries(value).map(([key, item]) => element(key, item));
    return `<${name}>${inside.join('')}</${name}>`;
  }
  return `<${name}>${escapeXml(String(value))}</${name}>`;
}

const xml = (status: number, requestId: string, body: string): AwsResponse => ({
  status,
  headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
  body,
});

export function queryAnswer(namespace: string, action: string, result: Record<string, XmlValue>): AwsResponse {
  const requestId = randomUUID();
  const body = element(`${action}Result`, result) + element('ResponseMetadata', { RequestId: requestId });
  return xml(200, requestId, `<${action}Response xmlns="${namespace}">${body}</${action}Response>`);
}

export function queryError(namespace: string, error: AwsError): AwsResponse {
  const requestId = randomUUID();
  const inside = element('Error', {
    Type: error.status < 500 ? 'Sender' : 'Receiver',
    Code: error.code,
    Message: error.message,
  });
  const body = `<ErrorResponse xmlns="${namespace}">${inside}${element('RequestId', requestId)}</ErrorResponse>`;
  return xml(error.status, requestId, body);
}
