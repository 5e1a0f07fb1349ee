/** `AWS::Lambda::EventSourceMapping`: the pollers that read queues and streams and call functions. */
import type { Authoriser, AuthorisationRequest, QueueSender, ResourceProvider } from '../aws.ts';
import { flagOf, numberOf, recordOf, textOf, textsOf } from '../provision/values.ts';
import type { FunctionConfiguration } from './configuration.ts';
import type { Outcome } from './protocol.ts';
import { pollQueue, type QueueReader } from './queue-source.ts';
import { pollStream, type StreamReader } from './stream-source.ts';

/** What the pollers read from, and who decides whether they may. */
export interface EventSources {
  queues: QueueReader & QueueSender;
  streams: StreamReader;
  authoriser: Authoriser;
}

/** One mapping, as its template says it. */
export interface Mapping {
  /** Names its checkpoint: the same at every start. */
  name: string;
  sourceArn: string;
  functionArn: string;
  batchSize: number;
  windowMs: number;
  reportsItemFailures: boolean;
  /** Batches worked on at the same time. */
  concurrency: number;
  startAtLatest: boolean;
  /** -1: until the records are too old. */
  retries: number;
  bisects: boolean;
  /** -1: as long as the stream keeps them. */
  longestAgeSeconds: number;
  failuresTo: string | undefined;
}

/** What a poller does in the name of its function. */
export interface Poller {
  mapping: Mapping;
  call(event: object): Promise<Outcome>;
  /** @throws {AwsError} When the role of the function does not allow it. */
  authorise(requests: readonly AuthorisationRequest[]): Promise<void>;
  signal: AbortSignal;
}

interface Host {
  call(functionArn: string, event: string): Promise<Outcome>;
  configurationOf(functionArn: string): FunctionConfiguration | undefined;
  sources: EventSources;
  checkpointDirectory: string;
}

/** On AWS a queue starts with five pollers and grows; two keep two cores busy. */
const MOST_BATCHES = 2;
const DEFAULT_QUEUE_BATCH = 10;
const DEFAULT_STREAM_BATCH = 100;

export function createEventSources(host: Host) {
  const mappings: Mapping[] = [];
  const ended = new AbortController();
  let polling: Promise<void>[] = [];

  const provide: ResourceProvider = async ({ properties, defaultName }) => {
    const mapping = readMapping(properties, defaultName);
    if (!host.configurationOf(mapping.functionArn)) throw new Error(`There is no function ${mapping.functionArn}`);
    if (properties['Enabled'] === undefined || flagOf(properties['Enabled'])) mappings.push(mapping);
    return { ref: defaultName, attributes: { Id: defaultName } };
  };

  const poll = async (mapping: Mapping): Promise<void> => {
    const configuration = host.configurationOf(mapping.functionArn);
    if (!configuration) throw new Error(`There is no function ${mapping.functionArn}`);
    const { roleArn, name: sessionName } = configuration;
    const poller: Poller = {
      mapping,
      call: (event) => host.call(mapping.functionArn, JSON.stringify(event)),
      authorise: (requests) =>
        host.sources.authoriser.authorise({ kind: 'role', roleArn, sessionName, tags: {} }, requests),
      signal: ended.signal,
    };
    try {
      if (mapping.sourceArn.includes(':sqs:')) await pollQueue(poller, host.sources.queues);
      else await pollStream(poller, host.sources.streams, host.sources.queues, host.checkpointDirectory);
    } catch (cause) {
      // Said once, as the console does: the other sources go on.
      if (!ended.signal.aborted) console.error(`${mapping.functionArn} no longer reads ${mapping.sourceArn}:`, cause);
    }
  };

  return {
    provide,
    start(): void {
      polling = mappings.flatMap((mapping) => Array.from({ length: mapping.concurrency }, () => poll(mapping)));
    },
    /** Ends the polling; batches being worked on are finished first. */
    async close(): Promise<void> {
      ended.abort();
      await Promise.all(polling);
    },
  };
}

/** @throws {Error} For a source or a setting that the local cloud does not have. */
function readMapping(properties: Readonly<Record<string, unknown>>, name: string): Mapping {
  const sourceArn = textOf(properties['EventSourceArn']);
  const isQueue = sourceArn.includes(':sqs:');
  if (!isQueue && !sourceArn.includes(':dynamodb:')) throw new Error(`${sourceArn} is no queue and no table stream`);
  if ('FilterCriteria' in properties) throw new Error('Events are not filtered by the local cloud');
  const functionName = textOf(properties['FunctionName']);
  const scaling = numberOf(recordOf(properties['ScalingConfig'])['MaximumConcurrency'], MOST_BATCHES);
  const destination = recordOf(recordOf(properties['DestinationConfig'])['OnFailure'])['Destination'];
  const [, , , region = '', account = ''] = sourceArn.split(':');
  return {
    name,
    sourceArn,
    functionArn: functionName.startsWith('arn:')
      ? functionName
      : `arn:aws:lambda:${region}:${account}:function:${functionName}`,
    batchSize: numberOf(properties['BatchSize'], isQueue ? DEFAULT_QUEUE_BATCH : DEFAULT_STREAM_BATCH),
    windowMs: numberOf(properties['MaximumBatchingWindowInSeconds'], 0) * 1000,
    reportsItemFailures: textsOf(properties['FunctionResponseTypes']).includes('ReportBatchItemFailures'),
    // The records of a stream are worked on in order, one batch after the other.
    concurrency: isQueue ? Math.min(scaling, MOST_BATCHES) : 1,
    startAtLatest: properties['StartingPosition'] === 'LATEST',
    retries: numberOf(properties['MaximumRetryAttempts'], -1),
    bisects: flagOf(properties['BisectBatchOnFunctionError']),
    longestAgeSeconds: numberOf(properties['MaximumRecordAgeInSeconds'], -1),
    failuresTo: destination === undefined ? undefined : textOf(destination),
  };
}
