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

function parameter(scope: Construct, name: string, byDefault: string): string {
  const stack = Stack.of(scope);
  const made = stack.node.tryFindChild(name);
  if (made instanceof CfnParameter) return made.valueAsString;
  return new CfnParameter(stack, name, { type: 'String', default: byDefault, noEcho: false }).valueAsString;
}
