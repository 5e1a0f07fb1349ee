import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config/index.ts';
import { Schedule } from '../constructs/schedule.ts';
import { DeadLetters, WorkQueue } from '../constructs/work-queue.ts';
import { followDepartures } from '../functions/follow-departures.ts';
import { indexSearch } from '../functions/index-search.ts';
import { makeCopies } from '../functions/make-copies.ts';
import { onChange } from '../functions/on-change.ts';
import { onUpload } from '../functions/on-upload.ts';
import { prepareDigests } from '../functions/prepare-digests.ts';
import { prepareTerritory } from '../functions/prepare-territory.ts';
import { readDocuments } from '../functions/read-documents.ts';
import { recogniseText } from '../functions/recognise-text.ts';
import { registerActs } from '../functions/register-acts.ts';
import type { DataStack } from './data.ts';
import type { IdentityStack } from './identity.ts';
import type { MailStack } from './mail.ts';

export interface WorkStackProps extends StackProps {
  data: DataStack;
  mail: MailStack;
  identity: IdentityStack;
}

/** What happens behind the pages: after a change, after an upload, every morning, every month. */
export class WorkStack extends Stack {
  constructor(scope: Construct, id: string, stage: StageConfig, { data, mail, identity, ...props }: WorkStackProps) {
    super(scope, id, props);
    const { operations } = data;
    const digests = new WorkQueue(this, {
      stage,
      operations,
      name: 'digest',
      batchTimeout: Duration.minutes(5),
      maxAge: Duration.minutes(60),
    });
    digests.consumeWith(prepareDigests(this, { stage, data, mail: mail.queue }), { batchSize: 1, maxConcurrency: 2 });
    new Schedule(this, 'DailyDigests', {
      cron: 'cron(0 7 * * ? *)',
      target: { arn: digests.queue.queueArn, action: 'sqs:SendMessage' },
      input: { run: 'daily', at: '<aws.scheduler.scheduled-time>' },
    });

    const copies = new WorkQueue(this, {
      stage,
      operations,
      name: 'copy',
      batchTimeout: Duration.minutes(5),
      maxAge: Duration.hours(2),
    });
    copies.consumeWith(makeCopies(this, { stage, data, users: identity.users }), {
      batchSize: 1,
      maxConcurrency: 2,
    });

    const reading = new WorkQueue(this, {
      stage,
      operations,
      name: 'reading',
      batchTimeout: Duration.minutes(2),
      maxAge: Duration.minutes(30),
    });
    reading.consumeWith(readDocuments(this, { stage, data }), { batchSize: 1, maxConcurrency: 4 });

    const recognition = new WorkQueue(this, {
      stage,
      operations,
      name: 'recognition',
      batchTimeout: Duration.minutes(5),
      maxAge: Duration.hours(2),
    });
    recognition.consumeWith(recogniseText(this, { stage, data }), { batchSize: 1, maxConcurrency: 4 });

    const departures = new WorkQueue(this, {
      stage,
      operations,
      name: 'departure',
      batchTimeout: Duration.minutes(2),
      maxAge: Duration.hours(1),
    });
    departures.consumeWith(followDepartures(this, { stage, data }), { batchSize: 1, maxConcurrency: 2 });
    new Schedule(this, 'DailyErasures', {
      cron: 'cron(0 3 * * ? *)',
      target: { arn: departures.queue.queueArn, action: 'sqs:SendMessage' },
      input: { run: 'daily', at: '<aws.scheduler.scheduled-time>' },
    });

    const register = new WorkQueue(this, {
      stage,
      operations,
      name: 'register',
      batchTimeout: Duration.minutes(2),
      maxAge: Duration.minutes(30),
      fifo: true,
    });
    // One message at a time: what fails holds back its own organisation alone.
    register.consumeWith(registerActs(this, { stage, data, key: data.registerKey }), { batchSize: 1 });

    const searches = new WorkQueue(this, {
      stage,
      operations,
      name: 'search',
      batchTimeout: Duration.minutes(1),
      maxAge: Duration.minutes(15),
      fifo: true,
    });
    searches.consumeWith(indexSearch(this, { stage, data, searches }), { batchSize: 10 });

    data.uploads.consumeWith(onUpload(this, { stage, data }), { batchSize: 1 });
    data.table.streamTo(
      onChange(this, {
        stage,
        data,
        mail: mail.queue,
        digests,
        copies,
        reading,
        recognition,
        departures,
        register,
        searches,
      }),
      new DeadLetters(this, { stage, operations, name: 'change' }),
    );

    const territory = prepareTerritory(this, { stage, data });
    new Schedule(this, 'MonthlyRegister', {
      cron: 'cron(0 4 1 * ? *)',
      target: { arn: territory.lambda.functionArn, action: 'lambda:InvokeFunction' },
      input: { run: 'monthly', at: '<aws.scheduler.scheduled-time>' },
    });
    new CfnOutput(this, 'TerritoryFunction', { value: territory.lambda.functionName });
  }
}
