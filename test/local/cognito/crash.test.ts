import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openPools } from '../../../local/cognito/pools.ts';

const POOL = 'eu-west-3_crash';

/** Kills the writer once it has written some users. @returns the last that it said was kept */
async function writeUntilKilled(directory: string, users: number): Promise<number> {
  const script = join(import.meta.dirname, 'crash-writer.ts');
  const writer = spawn('node_modules/.bin/node', [script, directory, POOL], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  writer.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (said.split('\n').length > users) writer.kill('SIGKILL');
  });
  await new Promise((resolve) => writer.on('close', resolve));
  return Number(said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1));
}

describe('a kill -9 in the middle of writes', () => {
  it('loses no user whose writing was acknowledged, and leaves a file that opens', async () => {
    for (const users of [3, 7]) {
      const directory = mkdtempSync(join(tmpdir(), 'cognito-crash-'));
      const last = await writeUntilKilled(directory, users);
      const pool = (await openPools(directory)).byId(POOL);
      expect(last).toBeGreaterThanOrEqual(users - 1);
      for (let number = 0; number <= last; number += 1) {
        const user = await pool.find(`user-${number}`);
        expect([user?.Username, user?.Password.startsWith('scrypt$')]).toEqual([`user-${number}`, true]);
      }
      rmSync(directory, { recursive: true });
    }
  });
});
