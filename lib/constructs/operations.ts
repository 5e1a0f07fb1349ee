import { Aws, Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Effect, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { StageConfig } from '../config/index.ts';

export interface Watched {
  /** Short name: the section of docs/operations.md that says what to do. */
  name: string;
  /** What is wrong, in one sentence. */
  means: string;
  metric: IMetric;
  /** The alarm rings above this. */
  above: number;
  /** Periods in a row before it rings. */
  periods?: number;
}

/** Where alarms go. */
export class Operations extends Construct {
  readonly topic: Topic;
  private readonly stage: StageConfig;

  constructor(scope: Construct, id: string, stage: StageConfig) {
    super(scope, id);
    this.stage = stage;
    this.topic = new Topic(this, 'Alarms', { topicName: `parvis-${stage.stage}-alarms`, enforceSSL: true });
    // A topic with a policy of its own loses the default one, which let the account's alarms publish.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsPublish',
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
    if (stage.alarmEmail) this.topic.addSubscription(new EmailSubscription(stage.alarmEmail));
  }

  /** Rings when the metric passes a bound; silence in the metric is quiet, not trouble. */
  watch(scope: Construct, { name, means, metric, above, periods = 1 }: Watched): Alarm {
    const alarm = new Alarm(scope, `${pascal(name)}Alarm`, {
      alarmName: `parvis-${this.stage.stage}-${name}`,
      alarmDescription: `${means} See docs/operations.md, section ${name}.`,
      metric,
      threshold: above,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: periods,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    return alarm;
  }
}

/** Period of most metrics: short enough to tell the same morning, long enough to stay in the free tier. */
export const FIVE_MINUTES = Duration.minutes(5);

/** `mail-event` → `MailEvent`. */
export const pascal = (name: string): string =>
  name.replaceAll(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
