/** Findings of cdk-nag that stand, each with its reason, said where the resource is made. */
import * as z from 'zod';
import { Stack, Validations } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

export function acknowledge(construct: Construct, rule: `AwsSolutions-${string}`, reason: string): void {
  Validations.of(construct).acknowledge({ id: rule, reason });
}

/** Acknowledges one resource of a policy that ends in a wildcard: cdk-nag names the finding after it. */
export function acknowledgeWildcard(construct: Construct, resource: string, reason: string): void {
  const named = flattened(Stack.of(construct).resolve(resource));
  Validations.of(construct).acknowledge({ id: `AwsSolutions-IAM5[Resource::${named}]`, reason });
}

/** A reference as cdk-nag writes it: `<Documents1A2B.Arn>/org/*`. */
function flattened(reference: unknown): string {
  // A variable of the policy, `${aws:PrincipalTag/…}`, as a reference too.
  if (typeof reference === 'string') return reference.replace(/\$\{([^}]+)\}/g, '<$1>');
  const {
    'Fn::Join': join,
    'Fn::GetAtt': attribute,
    'Fn::ImportValue': imported,
    Ref: ref,
  } = references.parse(reference);
  if (join) return join[1].map(flattened).join(join[0]);
  if (attribute) return `<${attribute.join('.')}>`;
  return imported ?? `<${ref}>`;
}

const references = z.strictObject({
  'Fn::Join': z.tuple([z.string(), z.array(z.unknown())]).optional(),
  'Fn::GetAtt': z.array(z.string()).optional(),
  'Fn::ImportValue': z.string().optional(),
  Ref: z.string().optional(),
});
