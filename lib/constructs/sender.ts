import { Aws, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  ConfigurationSet,
  ConfigurationSetEventDestination,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
  SuppressionReasons,
} from 'aws-cdk-lib/aws-ses';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { StageConfig } from '../config/index.ts';
import type { Operations } from './operations.ts';
import type { ParvisFunction } from './parvis-function.ts';
import type { WorkQueue } from './work-queue.ts';

export interface SenderProps {
  stage: StageConfig;
  operations: Operations;
  /** Told of bounces, complaints and refusals. */
  events: WorkQueue;
}

/** The domain that mail is signed for, and what is heard back about it. */
export class Sender extends Construct {
  private readonly stage: StageConfig;
  private readonly identity: EmailIdentity;
  private readonly configurationSet: ConfigurationSet;

  constructor(scope: Construct, id: string, { stage, operations, events }: SenderProps) {
    super(scope, id);
    this.stage = stage;
    this.identity = new EmailIdentity(this, 'Identity', {
      identity: Identity.domain(stage.mail.domain),
      // SPF aligns with the sender's domain too; without the record, SES uses its own domain.
      mailFromDomain: `retour.${stage.mail.domain}`,
    });
    this.configurationSet = new ConfigurationSet(this, 'Sending', {
      reputationMetrics: true,
      suppressionReasons: SuppressionReasons.BOUNCES_AND_COMPLAINTS,
    });
    this.hear(events);
    this.watchReputation(operations);
    this.identity.dkimRecords.forEach(({ name, value }, index) => {
      new CfnOutput(this, `Dkim${index + 1}`, { value: `${name} CNAME ${value}` });
    });
  }

  /** Lets a function send in the name of the domain, and tells it how. */
  grantTo(fn: ParvisFunction): void {
    const configurationSet = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: this.configurationSet.configurationSetName,
    });
    fn.grant('SendMail', ['ses:SendRawEmail'], [this.identity.emailIdentityArn, configurationSet]);
    fn.set('MAIL_SENDER', this.stage.mail.sender);
    fn.set('MAIL_DOMAIN', this.stage.mail.domain);
    fn.set('MAIL_CONFIGURATION_SET', this.configurationSet.configurationSetName);
  }

  private hear(events: WorkQueue): void {
    const topic = new Topic(this, 'Events', { enforceSSL: true });
    const allowed = topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'EventsPublished',
        principals: [new ServicePrincipal('ses.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    topic.addSubscription(new SqsSubscription(events.queue));
    const destination = new ConfigurationSetEventDestination(this, 'Heard', {
      configurationSet: this.configurationSet,
      destination: EventDestination.snsTopic(topic),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT, EmailSendingEvent.REJECT],
    });
    if (allowed.policyDependable) destination.node.addDependency(allowed.policyDependable);
  }

  /** Amazon reviews an account at 5 % of bounces and 0.1 % of complaints: we want to know before. */
  private watchReputation(operations: Operations): void {
    const reputation = (metricName: string): Metric =>
      new Metric({ namespace: 'AWS/SES', metricName, statistic: 'Maximum', period: Duration.hours(1) });
    operations.watch(this, {
      name: 'mail-bounces',
      means: 'More than 4 % of the mail comes back.',
      metric: reputation('Reputation.BounceRate'),
      above: 0.04,
    });
    operations.watch(this, {
      name: 'mail-complaints',
      means: 'More than 0.08 % of the recipients reported our mail as unwanted.',
      metric: reputation('Reputation.ComplaintRate'),
      above: 0.0008,
    });
  }
}
