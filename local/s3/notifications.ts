/**
 * Which queues hear of a change, and the message they get.
 * Shape: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
import { ACCOUNT } from '../aws.ts';
import type { Principal } from '../aws.ts';
import type { BucketConfiguration, NotificationRule } from './bucket-configuration.ts';
import type { ObjectVersion } from './object-version.ts';
import { NULL_VERSION } from './object-version.ts';

export type ChangeName =
  | 'ObjectCreated:Put'
  | 'ObjectCreated:Post'
  | 'ObjectCreated:Copy'
  | 'ObjectCreated:CompleteMultipartUpload'
  | 'ObjectRemoved:Delete'
  | 'ObjectRemoved:DeleteMarkerCreated';

/** Who changed the object, through which request. */
export interface ChangeCause {
  principal: Principal;
  requestId: string;
  remoteAddress: string;
}

export interface Change {
  bucket: { name: string; region: string; configuration: BucketConfiguration };
  name: ChangeName;
  version: ObjectVersion;
  cause: ChangeCause;
}

/** A message for a queue. */
export interface BucketEvent {
  queueArn: string;
  body: string;
}

/** `s3:ObjectCreated:*` fits every creation. */
const hears = (rule: NotificationRule, name: ChangeName, key: string): boolean =>
  key.startsWith(rule.prefix) &&
  key.endsWith(rule.suffix) &&
  rule.events.some(
    (event) => event === `s3:${name}` || (event.endsWith('*') && `s3:${name}`.startsWith(event.slice(0, -1))),
  );

/** As a form would encode the key, save the slashes: `org/217/d%C3%A9lib+1.pdf`. */
const eventKey = (key: string): string =>
  encodeURIComponent(key)
    .replaceAll('%20', '+')
    .replaceAll('%2F', '/')
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);

function principalId(principal: Principal): string {
  switch (principal.kind) {
    case 'role':
      return `AWS:${principal.roleArn.slice(principal.roleArn.lastIndexOf('/') + 1)}:${principal.sessionName}`;
    case 'host':
      return `AWS:${ACCOUNT}`;
    case 'anonymous':
      return 'Anonymous';
  }
}

/** One message for each queue that listens. */
export function eventsFor(change: Change): BucketEvent[] {
  return change.bucket.configuration.notifications
    .filter((rule) => hears(rule, change.name, change.version.key))
    .map((rule) => ({ queueArn: rule.queueArn, body: JSON.stringify({ Records: [eventRecord(change, rule.id)] }) }));
}

function eventRecord({ bucket, name, version, cause }: Change, configurationId: string): unknown {
  const created = version.kind === 'object' && name.startsWith('ObjectCreated');
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: bucket.region,
    eventTime: new Date().toISOString(),
    eventName: name,
    userIdentity: { principalId: principalId(cause.principal) },
    requestParameters: { sourceIPAddress: cause.remoteAddress },
    responseElements: { 'x-amz-request-id': cause.requestId, 'x-amz-id-2': cause.requestId },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId,
      bucket: { name: bucket.name, ownerIdentity: { principalId: ACCOUNT }, arn: `arn:aws:s3:::${bucket.name}` },
      object: {
        key: eventKey(version.key),
        ...(created ? { size: version.size, eTag: version.etag } : {}),
        ...(version.versionId === NULL_VERSION ? {} : { versionId: version.versionId }),
        sequencer: Buffer.from(version.sequence).toString('hex').toUpperCase(),
      },
    },
  };
}
