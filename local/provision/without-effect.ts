/**
 * Resource types that a template may hold and that have nothing to do on one machine.
 * Every other type without a provider stops the provisioning: silence would hide a missing part.
 */
import { ACCOUNT, type ProvisionedResource, type ResourceToProvision } from '../aws.ts';
import { textOf } from './values.ts';

/** Why the type has no effect here. */
export const WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  'AWS::CDK::Metadata': 'statistics of CDK itself',
  'AWS::CloudFront::OriginAccessControl': 'the gateway reads the buckets of its origins as the host',
  'AWS::CloudWatch::Alarm': 'nobody is on call for a laptop',
  'AWS::CloudWatch::Dashboard': 'metrics are written to the logs of the functions',
  'AWS::Lambda::LayerVersion': 'only the deployment of files uses layers, and S3 does it itself',
  'AWS::Lambda::Permission': 'the gateway and the triggers call functions from inside the host',
  'AWS::Logs::LogGroup': 'functions write to .parvis/logs',
  'AWS::SecretsManager::ResourcePolicy': 'the roles of the functions decide',
};

/** What references to such a resource answer: names and ARNs, so that policies and alarms can be read. */
export function describe(resource: ResourceToProvision, region: string): ProvisionedResource {
  const { type, properties, defaultName } = resource;
  if (type === 'AWS::Logs::LogGroup') {
    const name = textOf(properties['LogGroupName'] ?? defaultName);
    return { ref: name, attributes: { Arn: `arn:aws:logs:${region}:${ACCOUNT}:log-group:${name}:*` } };
  }
  const [, service = '', kind = ''] = type.toLowerCase().split('::');
  const arn = `arn:aws:${service}:${region}:${ACCOUNT}:${kind}/${defaultName}`;
  return { ref: defaultName, attributes: { Arn: arn, Id: defaultName } };
}
