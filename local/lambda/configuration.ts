/** `AWS::Lambda::Function`, read from its template. */
import { arn, type ResourceToProvision } from '../aws.ts';
import { numberOf, recordOf, textOf } from '../provision/values.ts';

export interface FunctionConfiguration {
  name: string;
  arn: string;
  runtime: string;
  /** Folder of the code, empty for code written into the template. */
  directory: string;
  handler: string;
  roleArn: string;
  memoryMegabytes: number;
  timeoutSeconds: number;
  /** Calls answered at the same time. */
  concurrency: number;
  environment: Record<string, string>;
  logGroup: string;
  /** Its runs are sent to X-Ray. */
  traced: boolean;
}

/** On AWS a function scales out at once; two cores gain nothing from more than a few copies. */
const MOST_COPIES = 4;
const DEFAULT_MEMORY_MEGABYTES = 128;
const DEFAULT_TIMEOUT_SECONDS = 3;

export function readConfiguration(
  { properties, defaultName }: ResourceToProvision,
  region: string,
  assetPath: (objectKey: string) => string,
): FunctionConfiguration {
  const name = textOf(properties['FunctionName'] ?? defaultName);
  const code = recordOf(properties['Code']);
  const variables = recordOf(recordOf(properties['Environment'])['Variables']);
  return {
    name,
    arn: arn('lambda', region, `function:${name}`),
    runtime: textOf(properties['Runtime'] ?? ''),
    directory: 'S3Key' in code ? assetPath(textOf(code['S3Key'])) : '',
    handler: textOf(properties['Handler'] ?? ''),
    roleArn: textOf(properties['Role'] ?? ''),
    memoryMegabytes: numberOf(properties['MemorySize'], DEFAULT_MEMORY_MEGABYTES),
    timeoutSeconds: numberOf(properties['Timeout'], DEFAULT_TIMEOUT_SECONDS),
    concurrency: Math.min(numberOf(properties['ReservedConcurrentExecutions'], MOST_COPIES), MOST_COPIES),
    environment: Object.fromEntries(Object.entries(variables).map(([key, value]) => [key, textOf(value)])),
    logGroup: textOf(recordOf(properties['LoggingConfig'])['LogGroup'] ?? `/aws/lambda/${name}`),
    traced: recordOf(properties['TracingConfig'])['Mode'] === 'Active',
  };
}
