/** Who sent a request: verifies the signature in its `Authorization` header or, presigned, in its query. */
import { AwsError } from '../aws.ts';
import type { CredentialSource, Principal } from '../aws.ts';
import {
  ALGORITHM,
  canonicalRequest,
  parseAmzDate,
  parseCredential,
  sameSignature,
  sign,
  stringToSign,
} from './canonical-request.ts';
import type { CredentialScope } from './canonical-request.ts';
import { accessDenied } from './errors.ts';
import type { RequestHead } from './exchange.ts';

export const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';

const FIFTEEN_MINUTES_MS = 15 * 60 * 1000;
const SEVEN_DAYS_S = 7 * 24 * 3600;

/** Unsigned headers that are let through although their names begin with `x-amz-`. */
const MAY_BE_UNSIGNED: ReadonlySet<string> = new Set(['x-amz-content-sha256', 'x-amz-user-agent']);

export interface Authentication {
  principal: Principal;
  /** The `x-amz-*` parameters of a presigned URL count as headers. */
  headers: ReadonlyMap<string, string>;
}

export interface Verification {
  credentials: CredentialSource;
  region: string;
}

/** What a signature covers and under which key. */
interface Claim {
  scope: CredentialScope;
  dateTime: string;
  signedHeaders: readonly string[];
  signature: string;
  sessionToken: string | undefined;
  payloadHash: string;
}

/**
 * @throws {AwsError} `AccessDenied` (no signature, expired URL), `InvalidAccessKeyId`, `SignatureDoesNotMatch`,
 * `RequestTimeTooSkewed`, `AuthorizationHeaderMalformed`, `AuthorizationQueryParametersError`.
 */
export async function authenticate(head: RequestHead, verification: Verification): Promise<Authentication> {
  const query = new Map(head.query);
  const authorization = head.headers.get('authorization');
  if (authorization !== undefined) {
    return { principal: await verify(head, headerClaim(head, authorization), verification), headers: head.headers };
  }
  if (query.has('X-Amz-Signature') || query.has('X-Amz-Algorithm')) {
    const claim = queryClaim(head, query);
    return { principal: await verify(head, claim, verification), headers: withHoistedHeaders(head) };
  }
  throw accessDenied();
}

function headerClaim(head: RequestHead, authorization: string): Claim {
  const malformed = (message: string): AwsError => new AwsError('AuthorizationHeaderMalformed', message, 400);
  const [, credential, signed, signature] =
    /^AWS4-HMAC-SHA256\s+Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]+)$/.exec(
      authorization,
    ) ?? [];
  const scope = parseCredential(credential ?? '');
  const dateTime = head.headers.get('x-amz-date') ?? '';
  const signedAt = parseAmzDate(dateTime);
  const payloadHash = head.headers.get('x-amz-content-sha256');
  if (!scope || signed === undefined || signature === undefined) {
    throw malformed('The authorization header is malformed.');
  }
  if (signedAt === undefined || !dateTime.startsWith(scope.date)) {
    throw accessDenied('AWS authentication requires a valid Date or x-amz-date header');
  }
  if (payloadHash === undefined) throw malformed('Missing required header for this request: x-amz-content-sha256');
  if (Math.abs(Date.now() - signedAt) > FIFTEEN_MINUTES_MS) {
    throw new AwsError(
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
      403,
    );
  }
  const sessionToken = head.headers.get('x-amz-security-token');
  return { scope, dateTime, signedHeaders: signed.split(';'), signature, sessionToken, payloadHash };
}

function queryClaim(head: RequestHead, query: ReadonlyMap<string, string>): Claim {
  const malformed = (message: string): AwsError => new AwsError('AuthorizationQueryParametersError', message, 400);
  const scope = parseCredential(query.get('X-Amz-Credential') ?? '');
  const dateTime = query.get('X-Amz-Date') ?? '';
  const signedAt = parseAmzDate(dateTime);
  const signature = query.get('X-Amz-Signature');
  const signed = query.get('X-Amz-SignedHeaders');
  const expires = query.get('X-Amz-Expires') ?? '';
  if (query.get('X-Amz-Algorithm') !== ALGORITHM || !scope || signature === undefined || signed === undefined) {
    throw malformed(
      'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.',
    );
  }
  if (signedAt === undefined || !dateTime.startsWith(scope.date))
    throw malformed("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  if (!/^\d{1,7}$/.test(expires) || Number(expires) > SEVEN_DAYS_S || Number(expires) < 1) {
    throw malformed('X-Amz-Expires must be a number of seconds between 1 and 604800');
  }
  if (signedAt > Date.now() + FIFTEEN_MINUTES_MS) throw accessDenied('Request is not valid yet');
  const end = signedAt + Number(expires) * 1000;
  if (Date.now() > end) {
    throw accessDenied('Request has expired', {
      'X-Amz-Expires': expires,
      Expires: new Date(end).toISOString(),
      ServerTime: new Date().toISOString(),
    });
  }
  return {
    scope,
    dateTime,
    signedHeaders: signed.split(';'),
    signature,
    sessionToken: query.get('X-Amz-Security-Token'),
    payloadHash: query.get('X-Amz-Content-Sha256') ?? UNSIGNED_PAYLOAD,
  };
}

async function verify(head: RequestHead, claim: Claim, { credentials, region }: Verification): Promise<Principal> {
  if (claim.scope.region !== region || claim.scope.service !== 's3') {
    throw new AwsError(
      'AuthorizationHeaderMalformed',
      `The credential is for '${claim.scope.service}' in '${claim.scope.region}'; expecting 's3' in '${region}'`,
      400,
      { Region: region },
    );
  }
  const unsigned = [...head.headers.keys()].filter(
    (name) => name.startsWith('x-amz-') && !MAY_BE_UNSIGNED.has(name) && !claim.signedHeaders.includes(name),
  );
  if (!claim.signedHeaders.includes('host') || unsigned.length > 0) {
    throw accessDenied('There were headers present in the request which were not signed', {
      HeadersNotSigned: unsigned.join(', '),
    });
  }
  const credential = await findCredential(credentials, claim.scope.accessKeyId, claim.sessionToken);
  const canonical = canonicalRequest(head, claim.signedHeaders, claim.payloadHash);
  const text = stringToSign(canonical, claim.scope, claim.dateTime);
  if (!sameSignature(sign(credential.secretAccessKey, claim.scope, text), claim.signature)) {
    throw signatureDoesNotMatch({
      AWSAccessKeyId: claim.scope.accessKeyId,
      StringToSign: text,
      SignatureProvided: claim.signature,
      CanonicalRequest: canonical,
    });
  }
  return credential.principal;
}

/**
 * The presigner moves `x-amz-*` headers to the query, where S3 honours them alike, save checksums: the SDK puts that of
 * an empty body there, which S3 ignores. One that is to be verified is a signed header (`unhoistableHeaders`).
 */
function withHoistedHeaders(head: RequestHead): ReadonlyMap<string, string> {
  const hoisted = head.query
    .map(([name, value]) => [name.toLowerCase(), value] as const)
    .filter(([name]) => name.startsWith('x-amz-') && !name.includes('checksum'));
  return new Map([...hoisted, ...head.headers]);
}

/**
 * The secret behind a key, and who acts with it.
 * @throws {AwsError} `InvalidAccessKeyId`, `ExpiredToken`.
 */
export async function findCredential(
  credentials: CredentialSource,
  accessKeyId: string,
  sessionToken: string | undefined,
): Promise<{ secretAccessKey: string; principal: Principal }> {
  try {
    const known = await credentials.resolve(accessKeyId, sessionToken);
    if (known) return known;
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ExpiredTokenException') throw error;
    throw new AwsError('ExpiredToken', 'The provided token has expired.', 400);
  }
  throw new AwsError('InvalidAccessKeyId', 'The AWS Access Key Id you provided does not exist in our records.', 403, {
    AWSAccessKeyId: accessKeyId,
  });
}

export const signatureDoesNotMatch = (details: Readonly<Record<string, unknown>>): AwsError =>
  new AwsError(
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    403,
    details,
  );
