/** The user pools' endpoint: JSON 1.1 on the common address, and the public keys of each pool. */
import * as z from 'zod';
import { AwsError, arn } from '../aws.ts';
import type { AwsRequest, AwsService } from '../aws.ts';
import { jsonAnswer, jsonError, jsonInput, jsonOperation } from '../protocols/json.ts';
import { isHostedRequest } from './federation/hosted-domain.ts';
import type { HostedDomain } from './federation/hosted-domain.ts';
import type { Operation, Parts } from './parts.ts';

/** Applications call these without AWS credentials: a secret hash, a session or a token stands for them. */
const UNSIGNED = new Set([
  ...['AssociateSoftwareToken', 'ChangePassword', 'ConfirmForgotPassword', 'ConfirmSignUp', 'DeleteUser'],
  ...['DeleteUserAttributes', 'ForgotPassword', 'GetUser', 'GetUserAttributeVerificationCode', 'GlobalSignOut'],
  ...['InitiateAuth', 'RespondToAuthChallenge', 'RevokeToken', 'SetUserMFAPreference', 'SignUp'],
  ...['UpdateUserAttributes', 'VerifySoftwareToken', 'VerifyUserAttribute'],
]);

/** Operations that write nothing need not wait for those that do. */
const READS = /^(AdminGet|AdminList|Describe|Get(?!UserAttributeVerificationCode)|List)/;

const body = z.looseObject({ UserPoolId: z.string().optional() });

/** Whether the request asks for the public keys of a pool: unsigned, and without a target. */
export const isJwksRequest = ({ method, path }: Pick<AwsRequest, 'method' | 'path'>): boolean =>
  method === 'GET' && /^\/[\w-]+\/\.well-known\/jwks\.json$/.test(path);

export function createService(
  operations: Readonly<Record<string, Operation>>,
  { pools, tokens }: Pick<Parts, 'pools' | 'tokens'>,
  domain: HostedDomain,
): AwsService {
  const known = new Map(Object.entries(operations));
  const inTurn = oneAtATime();
  return {
    signingName: 'cognito-idp',
    authorisations(request) {
      if (isJwksRequest(request) || isHostedRequest(request)) return [];
      const name = jsonOperation(request);
      if (!known.has(name)) throw unknownOperation(name);
      if (UNSIGNED.has(name)) return [];
      const { UserPoolId: id } = jsonInput(request, body, 'InvalidParameterException');
      const resource = id === undefined ? '*' : arn('cognito-idp', request.region, `userpool/${id}`);
      return [{ action: `cognito-idp:${name}`, resource }];
    },
    async handle(request) {
      if (isHostedRequest(request)) return inTurn(() => domain.handle(request));
      if (isJwksRequest(request)) {
        pools.byId(request.path.split('/')[1] ?? '');
        return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(tokens.jwks) };
      }
      const name = jsonOperation(request);
      const run = known.get(name);
      if (run === undefined) throw unknownOperation(name);
      const input = jsonInput(request, body, 'InvalidParameterException');
      const output = await (READS.test(name) ? run(input) : inTurn(() => run(input)));
      return jsonAnswer('1.1', z.looseObject({}).parse(withEpochDates(output)));
    },
    error: (error) => jsonError('1.1', error),
  };
}

const unknownOperation = (name: string): AwsError =>
  new AwsError('UnknownOperationException', `${name} is not emulated on this machine.`);

/** A user is read, changed and saved: two changes at once would lose the first. */
function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work, work);
    last = turn;
    return turn;
  };
}

/** AWS JSON carries dates as seconds since the epoch. */
function withEpochDates(value: unknown): unknown {
  if (value instanceof Date) return Math.floor(value.getTime() / 1000);
  if (Array.isArray(value)) return value.map(withEpochDates);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withEpochDates(item)]));
}
