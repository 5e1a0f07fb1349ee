/**
 * Resource types that a template may hold and that have nothing to do on one machine.
 * Every other type without a provider stops the provisioning: silence would hide a missing part.
 */
import { ACCOUNT, type ProvisionedResource, type ResourceToProvision } from '../aws.ts';
import { textOf } from './values.ts';

/** Why the type has no effect here. */
export const WITHOUT_EFFECT: Readonly<Record<string, string>> = {
  'AWS::ApiGatewayV2::Deployment': 'routes are served as soon as they are provisioned',
  'AWS::ApplicationAutoScaling::ScalableTarget': 'the table is not throttled here',
  'AWS::ApplicationAutoScaling::ScalingPolicy': 'the table is not throttled here',
  'AWS::CDK::Metadata': 'statistics of CDK itself',
  'AWS::CertificateManager::Certificate': 'the site is served without TLS on localhost',
  'AWS::CloudFront::CloudFrontOriginAccessIdentity': 'the gateway reads the buckets of its origins as the host',
  'AWS::CloudFront::OriginAccessControl': 'the gateway reads the buckets of its origins as the host',
  'AWS::CloudWatch::Alarm': 'nobody is on call for a laptop',
  'AWS::CloudWatch::CompositeAlarm': 'nobody is on call for a laptop',
  'AWS::CloudWatch::Dashboard': 'metrics are written to the logs of the functions',
  'AWS::IAM::ManagedPolicy::Attachment': 'roles carry their policies themselves',
  'AWS::Lambda::EventInvokeConfig': 'asynchronous calls are retried by the queues in front of the functions',
  'AWS::Lambda::LayerVersion': 'only the deployment of files uses layers, and the provisioner does it itself',
  'AWS::Lambda::Permission': 'the gateway and the triggers call functions from inside the host',
  'AWS::Logs::LogGroup': 'functions write to .parvis/logs',
  'AWS::Logs::MetricFilter': 'no metrics are counted here',
  'AWS::Logs::ResourcePolicy': 'functions write to .parvis/logs',
  'AWS::Route53::HostedZone': 'localhost needs no domain',
  'AWS::Route53::RecordSet': 'localhost needs no domain',
  'AWS::SecretsManager::ResourcePolicy': 'the roles of the functions decide',
  'AWS::WAFv2::WebACL': 'the site is reachable from this machine only',
  'AWS::WAFv2::WebACLAssociation': 'the site is reachable from this machine only',
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
