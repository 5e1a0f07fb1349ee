/** STS as far as sessions of roles go: AssumeRole with tags and a session policy, GetCallerIdentity. */
import { createHash } from 'node:crypto';
import { ACCOUNT, AwsError } from '../aws.ts';
import type { AwsService, Principal } from '../aws.ts';
import { QueryInput, queryAnswer, queryError } from '../protocols/query.ts';
import type { XmlValue } from '../protocols/query.ts';
import { principalContext, sessionArn, simulate } from './authoriser.ts';
import type { CredentialRegistry } from './credentials.ts';
import { asQueryError } from './query-names.ts';
import type { RoleRegistry } from './roles.ts';

const NAMESPACE = 'https://sts.amazonaws.com/doc/2011-06-15/';

interface AssumeRole {
  roleArn: string;
  sessionName: string;
  tags: Record<string, string>;
  sessionPolicy: string | undefined;
  durationSeconds: number;
}

export function createSts(roles: RoleRegistry, credentials: CredentialRegistry, region: string): AwsService {
  return {
    signingName: 'sts',
    authorisations(request) {
      const input = new QueryInput(request);
      if (actionOf(input) === 'GetCallerIdentity') return [];
      const call = readAssumeRole(input);
      return permissionsFor(call).map(({ action, context }) => ({ action, resource: call.roleArn, context }));
    },
    async handle(request) {
      const input = new QueryInput(request);
      if (actionOf(input) === 'GetCallerIdentity') {
        return queryAnswer(NAMESPACE, 'GetCallerIdentity', callerIdentity(request.principal));
      }
      const call = readAssumeRole(input);
      await checkTrust(roles, request.principal, call, region);
      return queryAnswer(NAMESPACE, 'AssumeRole', assumeRole(credentials, call));
    },
    error: (error) => queryError(NAMESPACE, asQueryError(error)),
  };
}

function actionOf({ action }: QueryInput): 'AssumeRole' | 'GetCallerIdentity' {
  if (action === 'AssumeRole' || action === 'GetCallerIdentity') return action;
  throw new AwsError('InvalidAction', `Could not find operation ${action} for version 2011-06-15`);
}

function readAssumeRole(input: QueryInput): AssumeRole {
  const roleArn = input.required('RoleArn');
  const sessionName = input.required('RoleSessionName');
  const durationSeconds = Number(input.optional('DurationSeconds') ?? 3600);
  if (!/^arn:aws:iam::\d{12}:role\/.+/.test(roleArn)) throw new AwsError('ValidationError', `${roleArn} is invalid`);
  if (!/^[\w+=,.@-]{2,64}$/.test(sessionName)) {
    throw new AwsError('ValidationError', String.raw`RoleSessionName must match [\w+=,.@-]{2,64}`);
  }
  if (!(durationSeconds >= 900 && durationSeconds <= 43_200)) {
    throw new AwsError('ValidationError', 'DurationSeconds must be between 900 and 43200');
  }
  const values = input.list('Tags.member', '.Value');
  return {
    roleArn,
    sessionName,
    durationSeconds,
    tags: Object.fromEntries(input.list('Tags.member', '.Key').map((key, index) => [key, values[index] ?? ''])),
    sessionPolicy: input.optional('Policy'),
  };
}

/** Tags need a permission of their own, in the caller's policies and in the role's trust policy. */
function permissionsFor({
  sessionName,
  tags,
}: AssumeRole): { action: string; context: Record<string, string | string[]> }[] {
  const tagKeys = Object.keys(tags);
  const context = {
    'sts:RoleSessionName': sessionName,
    ...(tagKeys.length > 0 ? { 'aws:TagKeys': tagKeys } : {}),
    ...Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:RequestTag/${key}`, value])),
  };
  return ['sts:AssumeRole', ...(tagKeys.length > 0 ? ['sts:TagSession'] : [])].map((action) => ({ action, context }));
}

/**
 * The role must trust its caller. What the caller's own policies say was decided before; they are
 * asked for here even where the trust policy names the caller, which AWS then does not.
 */
async function checkTrust(roles: RoleRegistry, caller: Principal, call: AssumeRole, region: string): Promise<void> {
  const { trust } = roles.role(call.roleArn);
  if (caller.kind !== 'role') return;
  for (const { action, context } of permissionsFor(call)) {
    const { overallResult } = await simulate({
      request: {
        principal: sessionArn(caller),
        action,
        resource: { resource: call.roleArn, accountId: ACCOUNT },
        contextVariables: { ...context, ...principalContext(caller, region) },
      },
      identityPolicies: [
        {
          name: 'own',
          policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'sts:*', Resource: '*' }] },
        },
      ],
      resourcePolicy: trust,
      serviceControlPolicies: [],
      resourceControlPolicies: [],
    });
    if (overallResult === 'Allowed') continue;
    const who = `User: ${sessionArn(caller)} is not authorized to perform: ${action}`;
    throw new AwsError('AccessDeniedException', `${who} on resource: ${call.roleArn}`, 403);
  }
}

function assumeRole(credentials: CredentialRegistry, call: AssumeRole): Record<string, XmlValue> {
  const { roleArn, sessionName, tags, sessionPolicy, durationSeconds } = call;
  const expires = new Date(Date.now() + durationSeconds * 1000);
  const issued = credentials.issue(roleArn, { sessionName, tags, sessionPolicy, expires });
  return {
    Credentials: {
      AccessKeyId: issued.accessKeyId,
      SecretAccessKey: issued.secretAccessKey,
      SessionToken: issued.sessionToken,
      Expiration: expires.toISOString(),
    },
    AssumedRoleUser: {
      AssumedRoleId: `${roleId(roleArn)}:${sessionName}`,
      Arn: sessionArn({ roleArn, sessionName }),
    },
  };
}

function callerIdentity(principal: Principal): Record<string, XmlValue> {
  return principal.kind === 'role'
    ? {
        Arn: sessionArn(principal),
        UserId: `${roleId(principal.roleArn)}:${principal.sessionName}`,
        Account: ACCOUNT,
      }
    : { Arn: `arn:aws:iam::${ACCOUNT}:root`, UserId: ACCOUNT, Account: ACCOUNT };
}

/** The stable unique id that AWS gives to a role. */
export function roleId(roleArn: string): string {
  return `AROA${createHash('sha256').update(roleArn).digest('hex').slice(0, 17).toUpperCase()}`;
}
