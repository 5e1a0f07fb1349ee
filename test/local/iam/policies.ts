/** Templates' resources, as the tests of IAM and of the services behind it provision them. */
import type { ProvisionedResource } from '../../../local/aws.ts';
import type { Iam } from '../../../local/iam/index.ts';

export const TABLE = 'arn:aws:dynamodb:eu-west-3:000000000000:table/Parvis';

export const LAMBDA_TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }],
};

export interface Statement {
  Sid?: string;
  Effect: 'Allow' | 'Deny';
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

export async function provision(
  iam: Pick<Iam, 'providers'>,
  type: string,
  logicalId: string,
  properties: Record<string, unknown>,
): Promise<ProvisionedResource> {
  const provider = iam.providers[type];
  if (provider === undefined) throw new Error(`No provider for ${type}`);
  return provider({ stack: 'Test', logicalId, type, defaultName: `test-${logicalId}`, properties });
}

/** A role with one attached policy. @returns its ARN */
export async function provisionRole(iam: Iam, logicalId: string, statements: readonly Statement[]): Promise<string> {
  const role = await provision(iam, 'AWS::IAM::Role', logicalId, { AssumeRolePolicyDocument: LAMBDA_TRUST });
  await provision(iam, 'AWS::IAM::Policy', `${logicalId}Policy`, {
    PolicyName: `${logicalId}Policy`,
    PolicyDocument: { Version: '2012-10-17', Statement: statements },
    Roles: [role.ref],
  });
  return role.attributes.Arn ?? '';
}

/** Keys of the scopes alone; with `requireKey`, a call that names no key is refused too. */
export const leadingKeys = (patterns: string[], requireKey = true): Statement['Condition'] => ({
  'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': patterns },
  ...(requireKey ? { Null: { 'dynamodb:LeadingKeys': 'false' } } : {}),
});
