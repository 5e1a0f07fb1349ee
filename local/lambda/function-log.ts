/** What a function writes, in a file of its own, with the lines that Lambda adds. */
import { createWriteStream } from 'node:fs';
import { mkdir, rename, stat } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** A longer log is set aside at the next start, as `<function>.log.1`. */
const LONGEST_LOG_BYTES = 10_000_000;

export interface FunctionLog {
  follow(output: Readable): void;
  write(line: string): void;
  report(requestId: string, milliseconds: number): void;
  close(): Promise<void>;
}

export async function openLog(directory: string, functionName: string): Promise<FunctionLog> {
  await mkdir(directory, { recursive: true });
  const path = join(directory, `${functionName}.log`);
  const present = await stat(path).catch(() => undefined);
  if (present && present.size > LONGEST_LOG_BYTES) await rename(path, `${path}.1`);
  const file = createWriteStream(path, { flags: 'a' });
  const write = (text: string | Buffer): void => {
    // An idle worker may still say something while the host closes.
    if (!file.writableEnded) file.write(text);
  };
  return {
    follow(output) {
      output.on('data', write);
    },
    write: (line) => write(`${line}\n`),
    report: (requestId, milliseconds) =>
      write(`REPORT RequestId: ${requestId}\tDuration: ${milliseconds.toFixed(2)} ms\n`),
    async close() {
      if (file.writableEnded) return;
      file.end();
      await finished(file);
    },
  };
}
