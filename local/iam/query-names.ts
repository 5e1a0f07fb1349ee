import { AwsError } from '../aws.ts';

/** What the errors of signatures and policies are called in the query protocol. */
const QUERY_NAMES: Readonly<Record<string, string>> = {
  AccessDeniedException: 'AccessDenied',
  ExpiredTokenException: 'ExpiredToken',
  IncompleteSignatureException: 'IncompleteSignature',
  InvalidSignatureException: 'SignatureDoesNotMatch',
  MissingAuthenticationTokenException: 'MissingAuthenticationToken',
  UnrecognizedClientException: 'InvalidClientTokenId',
};

/**
 * The error under the name that services of the query protocol (STS, SES, SNS) give it: theirs
 * differ from those of the JSON services for refusals before the service itself is reached.
 */
export function asQueryError(error: AwsError): AwsError {
  const name = QUERY_NAMES[error.code];
  return name === undefined ? error : new AwsError(name, error.message, 403, error.details);
}
