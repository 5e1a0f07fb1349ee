import { CfnParameter, Stack } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config/index.ts';

/** Scheme, host and port of the site, without a slash at the end. */
export function siteOrigin(scope: Construct, stage: StageConfig): string {
  const fixed = `https://${stage.domain}`;
  return stage.addresses === 'fixed' ? fixed : parameter(scope, 'SiteOrigin', fixed);
}

/** Where the browser sends and reads documents. */
export function filesOrigin(scope: Construct, stage: StageConfig, documents: IBucket): string {
  if (stage.addresses === 'fixed') return `https://${documents.bucketRegionalDomainName}`;
  return parameter(scope, 'FilesOrigin', `https://files.${stage.domain}`);
}

/** Of the pool's domain, unique in the region as the site's host is; Cognito refuses three words in it. */
export const domainPrefix = ({ domain }: StageConfig): string =>
  domain
    .replaceAll('.', '-')
    .replaceAll(/aws|amazon|cognito/g, 'x')
    .slice(0, 63)
    .replace(/-$/, '');

/** Where browsers and applications reach the user pool's domain. */
export function signInOrigin(scope: Construct, stage: StageConfig): string {
  const fixed = `https://${domainPrefix(stage)}.auth.${stage.region}.amazoncognito.com`;
  return stage.addresses === 'fixed' ? fixed : parameter(scope, 'SignInOrigin', fixed);
}

/** Where the public keys of user pools are, each under its id. */
export function poolKeysOrigin(scope: Construct, stage: StageConfig): string {
  const fixed = `https://cognito-idp.${stage.region}.amazonaws.com`;
  return stage.addresses === 'fixed' ? fixed : parameter(scope, 'PoolKeysOrigin', fixed);
}

function parameter(scope: Construct, name: string, byDefault: string): string {
  const stack = Stack.of(scope);
  const made = stack.node.tryFindChild(name);
  if (made instanceof CfnParameter) return made.valueAsString;
  return new CfnParameter(stack, name, { type: 'String', default: byDefault, noEcho: false }).valueAsString;
}
