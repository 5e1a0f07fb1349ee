import { Aws } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';

export interface ScheduleProps {
  /** EventBridge cron, in the time of the towns: Europe/Paris. */
  cron: `cron(${string})`;
  /** What is called, and the only action that the schedule may do. */
  target: { arn: string; action: 'sqs:SendMessage' | 'lambda:InvokeFunction' };
  /** What is sent. */
  input: Readonly<Record<string, string>>;
}

/** Does one thing at fixed hours, summer and winter time alike. */
export class Schedule extends Construct {
  constructor(scope: Construct, id: string, { cron, target, input }: ScheduleProps) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    });
    role.addToPrincipalPolicy(
      new PolicyStatement({ sid: `Start${id}`, actions: [target.action], resources: [target.arn] }),
    );
    const schedule = new CfnSchedule(this, 'Schedule', {
      scheduleExpression: cron,
      scheduleExpressionTimezone: 'Europe/Paris',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: target.arn,
        roleArn: role.roleArn,
        input: JSON.stringify(input),
        retryPolicy: { maximumRetryAttempts: 24 },
      },
    });
    schedule.node.addDependency(role);
  }
}
