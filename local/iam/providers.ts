/** Makes the templates' roles and policies real. */
import * as z from 'zod';
import { ACCOUNT, AwsError } from '../aws.ts';
import type { ResourceProvider } from '../aws.ts';
import { AWS_MANAGED_POLICIES, policyDocument } from './documents.ts';
import type { RoleRegistry } from './roles.ts';
import { roleId } from './sts.ts';

const roleProperties = z.object({
  RoleName: z.string().optional(),
  AssumeRolePolicyDocument: policyDocument,
  Policies: z.array(z.object({ PolicyName: z.string(), PolicyDocument: policyDocument })).default([]),
  ManagedPolicyArns: z.array(z.string()).default([]),
});

const policyProperties = z.object({
  PolicyName: z.string(),
  PolicyDocument: policyDocument,
  Roles: z.array(z.string()).default([]),
});

const managedPolicyProperties = z.object({
  ManagedPolicyName: z.string().optional(),
  PolicyDocument: policyDocument,
  Roles: z.array(z.string()).default([]),
});

export function iamProviders(roles: RoleRegistry): Readonly<Record<string, ResourceProvider>> {
  return {
    'AWS::IAM::Role': async ({ logicalId, defaultName, properties }) => {
      const read = roleProperties.parse(properties);
      const unknown = read.ManagedPolicyArns.find(
        (arn) => arn.includes(':iam::aws:') && !(arn in AWS_MANAGED_POLICIES),
      );
      if (unknown !== undefined) {
        throw new AwsError(
          'NoSuchEntity',
          `Role ${logicalId} attaches ${unknown}: write its statements in documents.ts`,
        );
      }
      const name = read.RoleName ?? defaultName;
      const role = {
        logicalId,
        name,
        arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
        trust: read.AssumeRolePolicyDocument,
      };
      const inline = Object.fromEntries(read.Policies.map((policy) => [policy.PolicyName, policy.PolicyDocument]));
      roles.setRole(role, inline, read.ManagedPolicyArns);
      return { ref: name, attributes: { Arn: role.arn, RoleId: roleId(role.arn) } };
    },
    'AWS::IAM::Policy': async ({ properties, stack, logicalId }) => {
      const read = policyProperties.parse(properties);
      roles.setPolicy(read.PolicyName, read.PolicyDocument, read.Roles);
      return { ref: read.PolicyName, attributes: { Id: `${stack}-${logicalId}` } };
    },
    'AWS::IAM::ManagedPolicy': async ({ defaultName, properties }) => {
      const read = managedPolicyProperties.parse(properties);
      const arn = `arn:aws:iam::${ACCOUNT}:policy/${read.ManagedPolicyName ?? defaultName}`;
      roles.setPolicy(arn, read.PolicyDocument, read.Roles);
      return { ref: arn, attributes: { PolicyArn: arn } };
    },
  };
}
