import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuthorisationRequest, Principal } from '../../../local/aws.ts';
import { createIam } from '../../../local/iam/index.ts';
import type { Iam } from '../../../local/iam/index.ts';
import { LAMBDA_TRUST, TABLE, leadingKeys, provision, provisionRole } from './policies.ts';
import type { Statement } from './policies.ts';

const QUEUE = 'arn:aws:sqs:eu-west-3:000000000000:mail';
const onKeys = (action: string, ...keys: string[]): AuthorisationRequest => ({
  action,
  resource: TABLE,
  context: { 'dynamodb:LeadingKeys': keys },
});

let directory: string;
let iam: Iam;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'iam-'));
  iam = await createIam({ directory, region: 'eu-west-3', recordUsed: true });
});
afterEach(() => rmSync(directory, { recursive: true }));

async function sessionWith(...statements: Statement[]): Promise<Principal> {
  return session(await provisionRole(iam, 'Function', statements));
}
const session = (roleArn: string, tags: Record<string, string> = {}): Principal => ({
  ...{ kind: 'role', roleArn, sessionName: 'public', tags },
});
const allowed = (principal: Principal, ...requests: AuthorisationRequest[]) =>
  iam.authoriser.authorise(principal, requests).then(
    () => true,
    (error: Error) => error.message,
  );

describe('what a role may do', () => {
  it('is what its policies allow, and a refusal reads as on AWS', async () => {
    const principal = await sessionWith({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: QUEUE });
    expect(await allowed(principal, { action: 'sqs:SendMessage', resource: QUEUE })).toBe(true);
    await expect(
      iam.authoriser.authorise(principal, [{ action: 'sqs:ReceiveMessage', resource: QUEUE }]),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message:
        'User: arn:aws:sts::000000000000:assumed-role/test-Function/public is not authorized to perform: ' +
        `sqs:ReceiveMessage on resource: ${QUEUE} because no identity-based policy allows the sqs:ReceiveMessage action`,
    });
    expect(await allowed(principal, { action: 'sqs:SendMessage', resource: `${QUEUE}-other` })).toMatch(
      /not authorized/,
    );
  });

  it('is refused by an explicit deny', async () => {
    const principal = await sessionWith(
      { Effect: 'Allow', Action: 'sqs:*', Resource: '*' },
      { Effect: 'Deny', Action: 'sqs:SendMessage', Resource: QUEUE },
    );
    expect(await allowed(principal, { action: 'sqs:SendMessage', resource: QUEUE })).toMatch(
      /with an explicit deny in an identity-based policy$/,
    );
    expect(await allowed(principal, { action: 'sqs:ReceiveMessage', resource: QUEUE })).toBe(true);
  });

  it('also comes from inline and managed policies', async () => {
    const document = (Action: string) => ({ Statement: { Effect: 'Allow', Action, Resource: QUEUE } });
    const managed = await provision(iam, 'AWS::IAM::ManagedPolicy', 'Shared', {
      PolicyDocument: document('sqs:ReceiveMessage'),
    });
    const role = await provision(iam, 'AWS::IAM::Role', 'Inline', {
      AssumeRolePolicyDocument: LAMBDA_TRUST,
      Policies: [{ PolicyName: 'send', PolicyDocument: document('sqs:SendMessage') }],
      ManagedPolicyArns: [managed.ref, 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],
    });
    const principal = session(role.attributes.Arn ?? '');
    expect(await allowed(principal, { action: 'sqs:SendMessage', resource: QUEUE })).toBe(true);
    expect(await allowed(principal, { action: 'sqs:ReceiveMessage', resource: QUEUE })).toBe(true);
    expect(await allowed(principal, { action: 'sqs:DeleteMessage', resource: QUEUE })).toMatch(/no identity-based/);
    expect(iam.grants().map(({ action }) => action)).toContain('logs:PutLogEvents');
  });

  it('refuses to provision a managed policy whose statements are not known', async () => {
    await expect(
      provision(iam, 'AWS::IAM::Role', 'Wide', {
        AssumeRolePolicyDocument: LAMBDA_TRUST,
        ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'],
      }),
    ).rejects.toThrow(/AdministratorAccess/);
  });

  it('follows the tags of the session', async () => {
    const arn = await provisionRole(iam, 'Function', [
      { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::files/org/${aws:PrincipalTag/siren}/*' },
    ]);
    const request = { action: 's3:GetObject', resource: 'arn:aws:s3:::files/org/217/a.pdf' };
    expect(await allowed(session(arn, { siren: '217' }), request)).toBe(true);
    expect(await allowed(session(arn, { siren: '218' }), request)).toMatch(/not authorized/);
    expect(await allowed(session(arn), request)).toMatch(/not authorized/);
  });

  it('takes a star in a file name for a letter', async () => {
    const principal = await sessionWith({
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::files/a/*',
    });
    expect(await allowed(principal, { action: 's3:GetObject', resource: 'arn:aws:s3:::files/a/x*.pdf' })).toBe(true);
    expect(await allowed(principal, { action: 's3:GetObject', resource: 'arn:aws:s3:::files/*' })).toMatch(/not auth/);
  });

  it('stops at nothing for the host, and lets nobody act unsigned', async () => {
    expect(await allowed({ kind: 'host' }, { action: 'sqs:DeleteQueue', resource: QUEUE })).toBe(true);
    await expect(
      iam.authoriser.authorise({ kind: 'anonymous' }, [{ action: 'sqs:SendMessage', resource: QUEUE }]),
    ).rejects.toMatchObject({ name: 'MissingAuthenticationTokenException' });
  });
});

describe('leading keys', () => {
  const keys = ['org#*', 'net'];
  it('must all be in the scopes granted', async () => {
    const principal = await sessionWith({
      ...{ Effect: 'Allow', Action: 'dynamodb:BatchGetItem', Resource: TABLE, Condition: leadingKeys(keys) },
    });
    expect(await allowed(principal, onKeys('dynamodb:BatchGetItem', 'org#217', 'net'))).toBe(true);
    expect(await allowed(principal, onKeys('dynamodb:BatchGetItem', 'org#217', 'usr#1'))).toMatch(/not authorized/);
    expect(await allowed(principal, onKeys('dynamodb:BatchGetItem', 'network'))).toMatch(/not authorized/);
  });

  it('that are absent pass ForAllValues alone, and are refused beside Null: false', async () => {
    const statement = (requireKey: boolean): Statement => ({
      ...{ Effect: 'Allow', Action: 'dynamodb:Scan', Resource: TABLE, Condition: leadingKeys(keys, requireKey) },
    });
    const scan = { action: 'dynamodb:Scan', resource: TABLE };
    const loose = session(await provisionRole(iam, 'Loose', [statement(false)]));
    const strict = session(await provisionRole(iam, 'Strict', [statement(true)]));
    expect(await allowed(loose, scan)).toBe(true);
    expect(await allowed(strict, scan)).toMatch(/no identity-based policy allows the dynamodb:Scan action/);
  });

  it('of an index are those of its own resource', async () => {
    const index = `${TABLE}/index/GSI1`;
    const principal = await sessionWith({
      ...{ Effect: 'Allow', Action: 'dynamodb:Query', Resource: index, Condition: leadingKeys(['sub#*']) },
    });
    const query = (resource: string) => ({ ...onKeys('dynamodb:Query', 'sub#1'), resource });
    expect(await allowed(principal, query(index))).toBe(true);
    expect(await allowed(principal, query(TABLE))).toMatch(/not authorized/);
  });

  it('of a transaction are decided item by item', async () => {
    const principal = await sessionWith(
      { Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: TABLE, Condition: leadingKeys(['org#*', 'pub#*']) },
      { Effect: 'Allow', Action: 'dynamodb:ConditionCheckItem', Resource: TABLE, Condition: leadingKeys(['usr#*']) },
    );
    const check = onKeys('dynamodb:ConditionCheckItem', 'usr#1');
    const put = (key: string) => onKeys('dynamodb:PutItem', key);
    expect(await allowed(principal, put('org#1'), put('pub#1'), check)).toBe(true);
    expect(await allowed(principal, put('org#1'), put('usr#1'), check)).toMatch(/dynamodb:PutItem/);
    expect(await allowed(principal, put('org#1'), onKeys('dynamodb:DeleteItem', 'org#1'))).toMatch(/DeleteItem/);
  });
});

describe('grants', () => {
  const statements: Statement[] = [
    { Sid: 'Scopes', Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Resource: [TABLE] },
    { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: [QUEUE, `${QUEUE}-digest`] },
  ];

  it('are recorded when they allow, so that the unused can be listed', async () => {
    const principal = await sessionWith(...statements);
    await allowed(principal, onKeys('dynamodb:PutItem', 'org#1'), { action: 'sqs:SendMessage', resource: QUEUE });
    await allowed(principal, onKeys('dynamodb:PutItem', 'org#2'));
    const policy = 'FunctionPolicy';
    const used = [
      { role: 'Function', policy, statement: 'Scopes', action: 'dynamodb:PutItem', resourcePattern: TABLE },
      { role: 'Function', policy, statement: '2', action: 'sqs:SendMessage', resourcePattern: QUEUE },
    ];
    expect(iam.usedGrants()).toEqual(used);
    const kept = readFileSync(join(directory, 'iam', 'used.jsonl'), 'utf8')
      .trim()
      .split('\n');
    expect(kept.map((line) => JSON.parse(line))).toEqual(used);
    const unused = iam.grants().filter((grant) => !used.some((one) => JSON.stringify(one) === JSON.stringify(grant)));
    expect(unused.map(({ action, resourcePattern }) => [action, resourcePattern])).toEqual([
      ['dynamodb:GetItem', TABLE],
      ['sqs:SendMessage', `${QUEUE}-digest`],
    ]);
  });

  it('taken away one by one are refused, and the others stand', async () => {
    const principal = await sessionWith(...statements);
    const first = { action: 'sqs:SendMessage', resource: QUEUE };
    const second = { ...first, resource: `${QUEUE}-digest` };
    expect(await allowed(principal, first, second)).toBe(true);
    const restore = iam.removeGrant({ role: 'Function', action: first.action, resourcePattern: QUEUE });
    expect(await allowed(principal, first)).toMatch(/no identity-based policy allows the sqs:SendMessage action/);
    expect(await allowed(principal, second)).toBe(true);
    restore();
    expect(await allowed(principal, first)).toBe(true);
  });

  it('follow the replacement of a policy', async () => {
    const principal = await sessionWith(...statements);
    const restore = iam.replacePolicy('FunctionPolicy', { Version: '2012-10-17', Statement: [] });
    expect(await allowed(principal, onKeys('dynamodb:GetItem', 'org#1'))).toMatch(/not authorized/);
    restore();
    expect(await allowed(principal, onKeys('dynamodb:GetItem', 'org#1'))).toBe(true);
  });
});

describe('decisions remembered', () => {
  const table = (condition: Statement['Condition']): Statement => ({
    ...{ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: TABLE, Condition: condition },
  });

  it('for keys of one scope do not hold for those of another', async () => {
    const principal = await sessionWith(table(leadingKeys(['org#*', 'net'])), table(leadingKeys(['usr#?'])));
    const get = (...keys: string[]) => allowed(principal, onKeys('dynamodb:GetItem', ...keys));
    expect(await get('org#1')).toBe(true);
    expect(await get('org#2')).toBe(true);
    expect(await get('org#2', 'net')).toBe(true);
    expect(await get('usr#1')).toBe(true);
    expect(await get('usr#12')).toMatch(/not authorized/);
    expect(await get('org#2', 'usr#1')).toMatch(/not authorized/);
    expect(await get('ORG#2')).toMatch(/not authorized/);
    expect(await allowed(principal, { action: 'dynamodb:GetItem', resource: TABLE })).toMatch(/not authorized/);
  });

  it('are exact where a condition compares keys otherwise', async () => {
    const exact = { 'ForAllValues:StringEquals': { 'dynamodb:LeadingKeys': ['usr#${aws:PrincipalTag/user}'] } };
    const arn = await provisionRole(iam, 'Function', [
      table({ ...exact, ...{ Null: { 'dynamodb:LeadingKeys': 'false' } } }),
    ]);
    const get = (user: string, key: string) => allowed(session(arn, { user }), onKeys('dynamodb:GetItem', key));
    expect(await get('1', 'usr#1')).toBe(true);
    expect(await get('1', 'usr#2')).toMatch(/not authorized/);
    expect(await get('2', 'usr#2')).toBe(true);
  });
});
