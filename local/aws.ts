/**
 * The contract between the host and its emulators.
 *
 * Every AWS call of a function arrives at one address. The host reads the service's name from the
 * SigV4 credential scope (or from `X-Amz-Target` for Cognito's unsigned calls), verifies the
 * signature, asks the service which actions on which resources the call needs, lets the policies of
 * the caller's role decide, and only then hands the call over. S3 has an address of its own
 * because its bodies are streams, but asks the same authoriser.
 */
import type { IncomingHttpHeaders } from 'node:http';

/** The account and region that every local ARN names. */
export const ACCOUNT = '000000000000';

/** Who makes a call: a role with its session tags, the host itself (provisioning, tests), or nobody. */
export type Principal =
  | {
      kind: 'role';
      roleArn: string;
      sessionName: string;
      tags: Readonly<Record<string, string>>;
      /** JSON of the session policy given to AssumeRole: the session may do what both it and the role allow. */
      sessionPolicy?: string;
    }
  | { kind: 'host' }
  | { kind: 'anonymous' };

/** One permission that a call needs, as IAM would evaluate it. Context keys as AWS names them. */
export interface AuthorisationRequest {
  /** For example `dynamodb:PutItem`. */
  action: string;
  /** ARN of the resource, or `*` for actions without one. */
  resource: string;
  /** For example `{ 'dynamodb:LeadingKeys': ['org#217'] }`. A key left out is absent, as on AWS. */
  context?: Readonly<Record<string, string | readonly string[]>>;
  /** The resource's own policy, where a role's alone never suffices: a key of KMS. */
  resourcePolicy?: unknown;
}

export interface AwsRequest {
  method: string;
  /** Path with its query string. */
  path: string;
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** Signing name of the service: `dynamodb`, `sqs`, `ses`, `cognito-idp`, `secretsmanager`, `sts`, `sns`, … */
  service: string;
  region: string;
  principal: Principal;
}

export interface AwsResponse {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

/** One emulated service, behind the common address. */
export interface AwsService {
  readonly signingName: string;
  /** Every permission this call needs. A call that the service does not know throws an {@link AwsError}. */
  authorisations(request: AwsRequest): Promise<AuthorisationRequest[]> | AuthorisationRequest[];
  handle(request: AwsRequest): Promise<AwsResponse>;
  /** The AccessDenied (or other) error in the protocol of the service. */
  error(error: AwsError, request: AwsRequest): AwsResponse;
  close?(): Promise<void>;
}

/** An error as AWS gives it: `code` is the name that the SDK puts in `error.name`. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, status = 400, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = code;
    this.code = code;
    this.status = status;
    this.details = details;
  }
}

/** Knows the secret behind an access key: what verifying a signature, in a header or in a URL, needs. */
export interface CredentialSource {
  /** Undefined when the key is unknown, or when the session token is not the one issued with it. */
  resolve(
    accessKeyId: string,
    sessionToken?: string,
  ): Promise<{ secretAccessKey: string; principal: Principal } | undefined>;
}

/** Decides, with the policies of the caller's role, and records which statement allowed. */
export interface Authoriser {
  /** @throws {AwsError} `AccessDeniedException` naming the role, the action and the resource. */
  authorise(principal: Principal, requests: readonly AuthorisationRequest[]): Promise<void>;
}

/** A CloudFormation resource to make real, its intrinsic functions resolved. */
export interface ResourceToProvision {
  stack: string;
  logicalId: string;
  type: string;
  /** Name to give when the template gives none: stable over restarts, legal for every service. */
  defaultName: string;
  properties: Readonly<Record<string, unknown>>;
}

/** What `Ref` and `Fn::GetAtt` of the resource answer. */
export interface ProvisionedResource {
  ref: string;
  attributes: Record<string, string>;
}

/** Makes one type of CloudFormation resource. Idempotent: a restart provisions again and finds the data. */
export type ResourceProvider = (resource: ResourceToProvision) => Promise<ProvisionedResource>;

/** Calls a function and waits for its answer. */
export interface FunctionInvoker {
  /** `error` is set when the handler threw, timed out or could not be loaded. */
  invoke(functionArn: string, event: unknown): Promise<{ payload: unknown; error?: string }>;
}

/** A part of the cloud: its services, and the resource types that it can make real. */
export interface Emulator {
  readonly providers: Readonly<Record<string, ResourceProvider>>;
  readonly services: readonly AwsService[];
  close(): Promise<void>;
}

/** Writes a message to a queue, named by its ARN: what S3, SNS, schedules and dead letters need. */
export interface QueueSender {
  send(queueArn: string, body: string, options?: { groupId?: string; deduplicationId?: string }): Promise<void>;
}

export const arn = (service: string, region: string, resource: string): string =>
  `arn:aws:${service}:${region}:${ACCOUNT}:${resource}`;
