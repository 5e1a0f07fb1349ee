/** The query protocol (form in, XML out) of STS, and the names its errors bear there. */
import { randomUUID } from 'node:crypto';
import { AwsError } from '../aws.ts';
import type { AwsResponse } from '../aws.ts';

/** Errors that come from the signature or the policies have other names in this protocol than in JSON. */
const QUERY_NAMES: Readonly<Record<string, string>> = {
  AccessDeniedException: 'AccessDenied',
  ExpiredTokenException: 'ExpiredToken',
  IncompleteSignatureException: 'IncompleteSignature',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  MissingAuthenticationTokenException: 'MissingAuthenticationToken',
  UnrecognizedClientException: 'InvalidClientTokenId',
};

/** An element with its text, or with its children in order. */
export type Xml = readonly [name: string, content: string | readonly Xml[]];

export function queryAnswer(action: string, namespace: string, result: readonly Xml[]): AwsResponse {
  return xml(200, `${action}Response`, namespace, [
    [`${action}Result`, result],
    ['ResponseMetadata', [['RequestId', randomUUID()]]],
  ]);
}

export function queryError(error: AwsError, namespace: string): AwsResponse {
  const code = QUERY_NAMES[error.code] ?? error.code;
  const status = error.code in QUERY_NAMES ? 403 : error.status;
  return xml(status, 'ErrorResponse', namespace, [
    [
      'Error',
      [
        ['Type', status < 500 ? 'Sender' : 'Receiver'],
        ['Code', code],
        ['Message', error.message],
      ],
    ],
    ['RequestId', randomUUID()],
  ]);
}

function xml(status: number, root: string, namespace: string, children: readonly Xml[]): AwsResponse {
  const body = `<${root} xmlns="${namespace}">${children.map(render).join('')}</${root}>`;
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

const render = ([name, content]: Xml): string =>
  `<${name}>${typeof content === 'string' ? escapeXml(content) : content.map(render).join('')}</${name}>`;

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** Reads `Name.member.1.Key=…&Name.member.1.Value=…` into a record. */
export function keyValueMembers(form: URLSearchParams, name: string): Record<string, string> {
  const read: Record<string, string> = {};
  for (let index = 1; form.has(`${name}.member.${index}.Key`); index += 1) {
    read[form.get(`${name}.member.${index}.Key`) ?? ''] = form.get(`${name}.member.${index}.Value`) ?? '';
  }
  return read;
}
