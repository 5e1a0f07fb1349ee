/** The Lambda of the local cloud: functions in worker threads, and the pollers that feed them. */
import { join } from 'node:path';
import { AwsError, type Emulator, type FunctionInvoker, type ResourceProvider } from '../aws.ts';
import { readConfiguration, type FunctionConfiguration } from './configuration.ts';
import { createEventSources, type EventSources } from './event-sources.ts';
import { FunctionCopies } from './function-copies.ts';
import { lambdaService } from './lambda-service.ts';
import type { Outcome } from './protocol.ts';
import { WarmWorkers, type WarmLimits } from './warm-workers.ts';

export interface LambdaOptions {
  /** Checkpoints of streams are kept below it. */
  directory: string;
  logDirectory: string;
  region: string;
  /** Where the code of a function is, by the key of its asset. */
  assetPath(objectKey: string): string;
  /** What every function's environment has beside its own variables: credentials of its role, addresses. */
  environment(configuration: FunctionConfiguration): Promise<Record<string, string>>;
  sources: EventSources;
  warmLimits?: WarmLimits;
}

export interface Lambda extends Emulator, FunctionInvoker {
  /** As {@link FunctionInvoker.invoke}, with the event and the answer as JSON text. */
  call(functionArn: string, event: string): Promise<Outcome>;
  /** Begins to poll queues and streams: when everything that the functions need is provisioned. */
  start(): void;
  functions(): FunctionConfiguration[];
}

export function createLambda(options: LambdaOptions): Lambda {
  const { region } = options;
  const functions = new Map<string, FunctionCopies>();
  const warm = new WarmWorkers(options.warmLimits);

  const provideFunction: ResourceProvider = async (resource) => {
    const configuration = readConfiguration(resource, region, options.assetPath);
    const copies = new FunctionCopies({
      configuration,
      warm,
      logDirectory: options.logDirectory,
      environment: async () => ({
        ...(await options.environment(configuration)),
        ...configuration.environment,
      }),
    });
    functions.set(configuration.arn, copies);
    return { ref: configuration.name, attributes: { Arn: configuration.arn } };
  };

  const call = async (functionArn: string, event: string): Promise<Outcome> => {
    const copies = functions.get(functionArn);
    if (!copies) throw new AwsError('ResourceNotFoundException', `Function not found: ${functionArn}`, 404);
    const { runtime, directory, name } = copies.configuration;
    if (!runtime.startsWith('nodejs') || directory === '') {
      throw new AwsError('InvalidRuntimeException', `${name} (${runtime}) is not a function that runs here`, 502);
    }
    return copies.call(event);
  };

  const sources = createEventSources({
    call,
    configurationOf: (functionArn) => functions.get(functionArn)?.configuration,
    sources: options.sources,
    checkpointDirectory: join(options.directory, 'checkpoints'),
  });

  const invoker: FunctionInvoker = {
    async invoke(functionArn, event) {
      const { payload, error } = await call(functionArn, JSON.stringify(event));
      const answer: unknown = JSON.parse(payload);
      return error ? { payload: answer, error: `${error.errorType}: ${error.errorMessage}` } : { payload: answer };
    },
  };

  return {
    ...invoker,
    call,
    providers: { 'AWS::Lambda::Function': provideFunction, 'AWS::Lambda::EventSourceMapping': sources.provide },
    services: [lambdaService(region, call)],
    start: sources.start,
    functions: () => [...functions.values()].map(({ configuration }) => configuration),
    async close() {
      // Together: a poller waits for its call, which ends with its function at the latest.
      await Promise.all([sources.close(), ...[...functions.values()].map((copies) => copies.close())]);
      await warm.close();
    },
  };
}
