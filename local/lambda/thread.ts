/**
 * The thread of one function: loads its bundle, then answers one call at a time.
 * Nothing of the host is visible from here; the environment is the function's own.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { errorOf, type FromThread, type Invocation, type InvocationContext, type ThreadData } from './protocol.ts';

type Handler = (event: unknown, context: object) => unknown;

const tell = (message: FromThread): void => parentPort?.postMessage(message);

function isThreadData(value: unknown): value is ThreadData {
  return typeof value === 'object' && value !== null && 'directory' in value && 'handler' in value;
}

async function load(): Promise<Handler> {
  if (!isThreadData(workerData)) throw new Error('The thread was started without its function');
  const { directory, handler } = workerData;
  const [, module = '', name = ''] = /^(.*)\.([^.]+)$/.exec(handler) ?? [];
  const file = ['.mjs', '.js', '.cjs'].map((ending) => join(directory, module + ending)).find(existsSync);
  if (file === undefined) {
    throw Object.assign(new Error(`Cannot find module '${module}' in ${directory}`), {
      name: 'Runtime.ImportModuleError',
    });
  }
  const exported = (await import(pathToFileURL(file).href))[name];
  if (typeof exported !== 'function') {
    throw Object.assign(new Error(`${handler} is undefined or not exported`), { name: 'Runtime.HandlerNotFound' });
  }
  return exported;
}

const contextOf = (call: InvocationContext): object => ({
  awsRequestId: call.requestId,
  callbackWaitsForEmptyEventLoop: true,
  functionName: call.functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: call.functionArn,
  logGroupName: `/aws/lambda/${call.functionName}`,
  logStreamName: 'local',
  memoryLimitInMB: String(call.memoryMegabytes),
  getRemainingTimeInMillis: () => Math.max(0, call.deadline - Date.now()),
});

try {
  const handler = await load();
  parentPort?.on('message', (call: Invocation) => {
    void (async () => {
      try {
        const answer = await handler(JSON.parse(call.event), contextOf(call.context));
        tell({ kind: 'answered', payload: JSON.stringify(answer) ?? 'null' });
      } catch (thrown) {
        tell({ kind: 'failed', error: errorOf(thrown) });
      }
    })();
  });
  tell({ kind: 'ready' });
} catch (thrown) {
  tell({ kind: 'not-loaded', error: errorOf(thrown) });
}
