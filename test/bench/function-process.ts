/**
 * One function in a process of its own, as Lambda runs it: in the cloud on one machine it shares the host's memory.
 * `node function-process.ts <bundle>`; told `{ event, times }` it answers so many times and says how it ended.
 */
import { pathToFileURL } from 'node:url';

const { handler } = await import(pathToFileURL(process.argv[2] ?? '').href);

const context = {
  awsRequestId: 'bench',
  functionName: process.env['AWS_LAMBDA_FUNCTION_NAME'],
  memoryLimitInMB: '1024',
};

process.on('message', ({ event, times }: { event: object; times: number }) => {
  void (async () => {
    const before = process.cpuUsage();
    let status = 0;
    for (let time = 0; time < times; time += 1) status = (await handler(structuredClone(event), context)).statusCode;
    const { user, system } = process.cpuUsage(before);
    process.send?.({ status, cpu: (user + system) / 1000 / times, resident: process.memoryUsage.rss() / 1e6 });
  })();
});
process.on('disconnect', () => process.exit(0));
process.send?.('ready');
