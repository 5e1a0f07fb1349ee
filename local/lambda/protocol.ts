/** What the host and a function's thread say to each other. Events and answers travel as JSON text, as on AWS. */

/** What an invocation tells the handler besides its event. */
export interface InvocationContext {
  requestId: string;
  functionName: string;
  functionArn: string;
  memoryMegabytes: number;
  /** Milliseconds since the epoch. */
  deadline: number;
}

export interface Invocation {
  event: string;
  context: InvocationContext;
}

/** As Lambda answers a failed call, in `payload`. */
export interface FunctionError {
  errorType: string;
  errorMessage: string;
  trace: string[];
}

export type FromThread =
  | { kind: 'ready' }
  | { kind: 'not-loaded'; error: FunctionError }
  | { kind: 'answered'; payload: string }
  | { kind: 'failed'; error: FunctionError };

/** What the thread is started with. */
export interface ThreadData {
  /** Folder of the function's code. */
  directory: string;
  /** As in the template: `index.handler`. */
  handler: string;
}

export type Outcome = { payload: string; error?: undefined } | { payload: string; error: FunctionError };

/** What thread and host throw at each other has the shape of an error, not always its class. */
interface Thrown {
  name: string;
  message: string;
  stack?: unknown;
  cause?: unknown;
}

const isThrown = (value: unknown): value is Thrown =>
  typeof value === 'object' && value !== null && 'name' in value && 'message' in value;

export function errorOf(thrown: unknown): FunctionError {
  if (!isThrown(thrown)) return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  const trace = String(thrown.stack ?? '').split('\n');
  if (thrown.cause !== undefined) trace.push(...errorOf(thrown.cause).trace.map((line) => `[cause] ${line}`));
  return { errorType: thrown.name, errorMessage: thrown.message, trace };
}
