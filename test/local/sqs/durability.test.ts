import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSqs } from '../../../local/sqs/index.ts';
import { REGION, temporaryDirectory } from '../support/endpoint.ts';
import { openBench, provisionQueue } from './queues.ts';
import type { Bench } from './queues.ts';

const SENDER = new URL('sender.ts', import.meta.url).pathname;

/** Starts a process that sends and consumes, kills it once it has had `until` messages accepted, and gives back what it said. */
async function killedSender(
  directory: string,
  until: number,
): Promise<{ accepted: Set<string>; consumed: Set<string> }> {
  const sender = spawn(process.execPath, [SENDER, directory], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  sender.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (said.split('\n').length > until) sender.kill('SIGKILL');
  });
  await once(sender, 'close');
  const lines = said.slice(0, said.lastIndexOf('\n')).split('\n');
  const of = (sign: string) => new Set(lines.filter((line) => line.startsWith(sign)).map((line) => line.slice(1)));
  return { accepted: of('+'), consumed: of('-') };
}

describe('after a kill -9', () => {
  it('finds every message that was accepted, and repeats at most one per consumer', async () => {
    const directory = await temporaryDirectory();
    const { accepted, consumed } = await killedSender(directory.path, 400);
    const sqs = await createSqs({ directory: directory.path, region: REGION, endpoint: () => 'http://127.0.0.1:1' });
    const { arn } = await provisionQueue(sqs, 'mail');
    const found = new Set<string>();
    for (;;) {
      const records = await sqs.receive(arn, { max: 10, waitSeconds: 0 });
      if (records.length === 0) break;
      for (const { body } of records) found.add(body);
    }
    await sqs.close();
    await directory.remove();
    expect(accepted.size).toBeGreaterThan(100);
    expect([...accepted].filter((body) => !found.has(body) && !consumed.has(body))).toEqual([]);
    expect([...consumed].filter((body) => found.has(body)).length).toBeLessThanOrEqual(1);
  });
});

describe('after a restart', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  it('gives back at once what was being worked on, with its count, and keeps explicit delays', async () => {
    const { arn } = await bench.queue('mail');
    await bench.sqs.send(arn, 'worked on');
    await bench.sqs.send(arn, 'put off');
    const [, putOff] = await bench.sqs.receive(arn, { max: 2, waitSeconds: 0 });
    await bench.sqs.makeVisible(arn, [putOff?.receiptHandle ?? ''], 600);
    const again = await bench.restarted();
    await provisionQueue(again, 'mail');
    const records = await again.receive(arn, { max: 10, waitSeconds: 0 });
    expect(records.map(({ body, attributes }) => [body, attributes.ApproximateReceiveCount])).toEqual([
      ['worked on', '2'],
    ]);
    expect(again.depth(arn)).toEqual({ visible: 0, inFlight: 2, delayed: 0 });
  });

  it('drops a line that a crash has cut, and loses nothing after it', async () => {
    const { arn } = await bench.queue('mail');
    await bench.sqs.send(arn, 'whole');
    await appendFile(join(bench.directory, 'sqs', 'mail.jsonl'), '{"kind":"put","message":{"id":"cu');
    const second = await bench.restarted();
    await provisionQueue(second, 'mail');
    await second.send(arn, 'next');
    const third = await bench.restarted();
    await provisionQueue(third, 'mail');
    expect((await third.receive(arn, { max: 10, waitSeconds: 0 })).map(({ body }) => body)).toEqual(['whole', 'next']);
  });

  it('has rewritten a journal that grew long, without its dead entries', async () => {
    const { arn } = await bench.queue('mail');
    await bench.sqs.send(arn, 'stays');
    const [stays] = await bench.sqs.receive(arn, { max: 1, waitSeconds: 0 });
    for (let round = 0; round < 80; round += 1) {
      await Promise.all(Array.from({ length: 10 }, (_, index) => bench.sqs.send(arn, `${round}-${index}`)));
      const records = await bench.sqs.receive(arn, { max: 10, waitSeconds: 0 });
      await bench.sqs.remove(
        arn,
        records.map(({ receiptHandle }) => receiptHandle),
      );
    }
    const lines = (await readFile(join(bench.directory, 'sqs', 'mail.jsonl'), 'utf8')).split('\n').length;
    const again = await bench.restarted();
    await provisionQueue(again, 'mail');
    expect(lines).toBeLessThan(2_000);
    expect((await again.receive(arn, { max: 10, waitSeconds: 0 })).map(({ body }) => body)).toEqual([stays?.body]);
    expect(await readdir(join(bench.directory, 'sqs'))).toEqual(['mail.jsonl']);
  });
});
