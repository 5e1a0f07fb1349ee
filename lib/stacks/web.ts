import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { StageConfig } from '../config/index.ts';
import { Front } from '../constructs/front.ts';
import { HttpApi } from '../constructs/http-api.ts';
import { FIVE_MINUTES } from '../constructs/operations.ts';
import { StaticFiles } from '../constructs/static-files.ts';
import { intranetFunction } from '../functions/intranet.ts';
import { linksFunction } from '../functions/links.ts';
import { operatorFunction } from '../functions/operator.ts';
import { publicFunction } from '../functions/public.ts';
import { repositoryFunction } from '../functions/repository.ts';
import { searchFunction } from '../functions/search.ts';
import type { DataStack } from './data.ts';
import type { IdentityStack } from './identity.ts';

export interface WebStackProps extends StackProps {
  data: DataStack;
  identity: IdentityStack;
  /** Directory that `node web/build.ts` made. */
  staticFiles: string;
}

/** What a browser reaches: CloudFront, the gateway, and the functions that answer pages. */
export class WebStack extends Stack {
  constructor(
    scope: Construct,
    id: string,
    stage: StageConfig,
    { data, identity, staticFiles, ...props }: WebStackProps,
  ) {
    super(scope, id, props);
    const { operations } = data;
    const api = new HttpApi(this, 'Api', stage, operations, [
      {
        fn: publicFunction(this, { stage, data, users: identity.users }),
        paths: [
          '/',
          '/c/{proxy+}',
          '/inscription',
          '/inscription/{proxy+}',
          '/connexion',
          '/connexion/{proxy+}',
          '/u/{proxy+}',
          '/api',
        ],
      },
      {
        fn: operatorFunction(this, { stage, data, users: identity.users }),
        paths: ['/territoire', '/territoire/{proxy+}'],
      },
      {
        fn: repositoryFunction(this, { stage, data }),
        paths: ['/documents', '/documents/{proxy+}', '/actes', '/actes/{proxy+}'],
      },
      { fn: linksFunction(this, { stage, data }), paths: ['/l/{proxy+}'] },
      { fn: searchFunction(this, { stage, data }), paths: ['/recherche', '/recherche/{proxy+}'] },
      { fn: intranetFunction(this, { stage, data }), paths: ['$default'] },
    ]);
    const { distribution } = new Front(this, 'Front', {
      stage,
      api,
      assets: new StaticFiles(this, 'Static', stage, staticFiles).bucket,
      accessLogs: data.accessLogs.bucket,
      originKey: data.originKey,
    });
    // Concurrency is shared by the account, so is the alarm.
    operations.watch(this, {
      name: 'functions-throttled',
      means: 'Lambda refused calls: the account runs at its limit of concurrency.',
      metric: new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', statistic: 'Sum', period: FIVE_MINUTES }),
      above: 0,
    });
    new CfnOutput(this, 'Site', { value: `${stage.domain} CNAME ${distribution.distributionDomainName}` });
  }
}
