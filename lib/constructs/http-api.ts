import { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { AccessLogFormat, AccessLogField } from 'aws-cdk-lib/aws-apigateway';
import {
  HttpApi as Gateway,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { StageConfig } from '../config/index.ts';
import { acknowledge } from './acknowledge.ts';
import { FIVE_MINUTES, type Operations } from './operations.ts';
import type { ParvisFunction } from './parvis-function.ts';

export interface Routed {
  fn: ParvisFunction;
  /** Paths of the gateway: `/c/{proxy+}`; `$default` for all that no other function answers. */
  paths: readonly string[];
}

/** The gateway behind CloudFront: tells the functions apart by path, and holds back floods. */
export class HttpApi extends Construct {
  private readonly gateway: Gateway;

  constructor(scope: Construct, id: string, stage: StageConfig, operations: Operations, routed: readonly Routed[]) {
    super(scope, id);
    this.gateway = new Gateway(this, 'Gateway', { apiName: `parvis-${stage.stage}`, createDefaultStage: false });
    const logGroup = new LogGroup(this, 'AccessLogs', {
      logGroupName: `/parvis/${stage.stage}/gateway`,
      retention: stage.retention.logs,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const published = new HttpStage(this, 'Stage', {
      httpApi: this.gateway,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: stage.throttling.rate, burstLimit: stage.throttling.burst },
      accessLogSettings: { destination: new LogGroupLogDestination(logGroup), format: ACCESS_LOG },
    });
    for (const { fn, paths } of routed) this.route(fn, paths);
    operations.watch(this, {
      name: 'gateway-errors',
      means: 'More than five pages in five minutes could not be answered (5xx).',
      metric: published.metricServerError({ period: FIVE_MINUTES, statistic: 'Sum' }),
      above: 5,
    });
  }

  /** Host of the gateway: for CloudFront only, the functions refuse every other caller. */
  get host(): string {
    const { region, urlSuffix } = Stack.of(this);
    return `${this.gateway.apiId}.execute-api.${region}.${urlSuffix}`;
  }

  private route(fn: ParvisFunction, paths: readonly string[]): void {
    // One permission for the function, not one for each path: a function's policy has a bounded size.
    const integration = new HttpLambdaIntegration(`To${fn.node.id}`, fn.lambda, { scopePermissionToRoute: false });
    for (const path of paths) {
      const routeKey = path === '$default' ? HttpRouteKey.DEFAULT : HttpRouteKey.with(path, HttpMethod.ANY);
      const route = new HttpRoute(this, `Route ${path}`, { httpApi: this.gateway, routeKey, integration });
      acknowledge(route, 'AwsSolutions-APIG4', OWN_SESSIONS);
    }
  }
}

const OWN_SESSIONS =
  'Public pages are for everybody; members are known by a session cookie that the function checks at each request, so that a removed member is out at the next click.';

/** No query string: a link sent by mail must not be usable from a log. */
const ACCESS_LOG = AccessLogFormat.custom(
  JSON.stringify({
    requestId: AccessLogField.contextRequestId(),
    time: AccessLogField.contextRequestTime(),
    method: AccessLogField.contextHttpMethod(),
    route: '$context.routeKey',
    status: AccessLogField.contextStatus(),
    bytes: AccessLogField.contextResponseLength(),
    milliseconds: AccessLogField.contextResponseLatency(),
    error: '$context.integrationErrorMessage',
  }),
);
