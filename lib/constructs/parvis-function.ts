import { type Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, CfnFunction, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { StageConfig } from '../config/index.ts';
import { acknowledgeWildcard } from './acknowledge.ts';
import { bundleOf } from './bundling.ts';
import { FIVE_MINUTES, type Operations, pascal } from './operations.ts';

export interface ParvisFunctionProps {
  stage: StageConfig;
  operations: Operations;
  /** Folder under functions/. */
  name: string;
  /** Mebibytes; the share of CPU follows. */
  memory: number;
  timeout: Duration;
  /** X-Ray: workers only, the tracer is too heavy for what answers a page. */
  traced?: boolean;
  /** Of its folder: read at run time, not loaded with the code. */
  files?: readonly string[];
  /** Of packages, by path from the root: read at run time from beside the bundle. */
  packaged?: readonly string[];
  /** Scripts of packages that the function starts in threads: file beside the bundle, then path from the root. */
  threads?: Readonly<Record<`${string}.cjs`, string>>;
  environment?: Readonly<Record<string, string>>;
}

/** Conditions of a statement, as IAM writes them. */
export type Conditions = Record<string, Record<string, unknown>>;

const projectRoot = new URL('../../', import.meta.url).pathname;

/** The bundle; templates alone, as tests read them, need none. */
function codeOf(scope: Construct, { name, files = [], packaged = [], threads = {} }: ParvisFunctionProps): Code {
  if (!Stack.of(scope).bundlingRequired) return Code.fromAsset(`${projectRoot}functions/${name}`);
  const beside = [...files.map((file) => `functions/${name}/${file}`), ...packaged];
  return Code.fromAsset(bundleOf({ name, beside, threads }));
}

/** A Lambda function with a role, a log group and an alarm of its own; it may do nothing until it is granted. */
export class ParvisFunction extends Construct {
  readonly name: string;
  readonly lambda: LambdaFunction;
  private readonly role: Role;

  constructor(scope: Construct, props: ParvisFunctionProps) {
    super(scope, pascal(props.name));
    const { stage, operations, name } = props;
    this.name = name;
    const logGroup = new LogGroup(this, 'Logs', {
      logGroupName: `/parvis/${stage.stage}/${name}`,
      retention: stage.retention.logs,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.grant('WriteOwnLogs', ['logs:CreateLogStream', 'logs:PutLogEvents'], [logGroup.logGroupArn]);
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName: `parvis-${stage.stage}-${name}`,
      code: codeOf(this, props),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memory,
      timeout: props.timeout,
      role: this.role,
      logGroup,
      environment: {
        STAGE: stage.stage,
        POWERTOOLS_SERVICE_NAME: name,
        POWERTOOLS_METRICS_NAMESPACE: 'Parvis',
        ...props.environment,
      },
    });
    if (props.traced) this.trace();
    operations.watch(this, {
      name: `${name}-errors`,
      means: `The function ${name} failed.`,
      metric: this.lambda.metricErrors({ period: FIVE_MINUTES }),
      above: 0,
    });
  }

  /** Whom the function calls as. */
  get roleArn(): string {
    return this.role.roleArn;
  }

  /** Allows exact actions on exact resources. The Sid says what for. */
  grant(sid: string, actions: readonly string[], resources: readonly string[], conditions?: Conditions): void {
    this.role.addToPrincipalPolicy(
      new PolicyStatement({
        sid,
        effect: Effect.ALLOW,
        actions: [...actions],
        resources: [...resources],
        ...(conditions && { conditions }),
      }),
    );
  }

  /** Like {@link grant}, for all objects under a prefix. */
  grantUnder(sid: string, actions: readonly string[], resource: `${string}*`, reason: string): void {
    this.grant(sid, actions, [resource]);
    acknowledgeWildcard(this.role, resource, reason);
  }

  /** Sets a variable of the environment: constructs bind the name of a resource with the right to use it. */
  set(variable: string, value: string): void {
    this.lambda.addEnvironment(variable, value);
  }

  private trace(): void {
    const { defaultChild } = this.lambda.node;
    // `tracing` of the construct would write a statement of its own, without a Sid.
    if (defaultChild instanceof CfnFunction) defaultChild.tracingConfig = { mode: 'Active' };
    this.grant('SendTraces', ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], ['*']);
    acknowledgeWildcard(this.role, '*', 'X-Ray has no resources to name.');
  }
}

/** An ARN of another stack as the function's stack imports it; of its own stack, as it is. */
export function arnSeenFrom(construct: Construct, owner: Construct, arn: string): string {
  return Stack.of(construct) === Stack.of(owner) ? arn : Stack.of(owner).exportValue(arn);
}
