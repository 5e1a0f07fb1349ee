import { readFile } from 'node:fs/promises';
import { run } from '../../local/host/run.ts';

/** Memory that a process holds, in megabytes (10⁶ bytes). */
export async function residentMegabytes(pid: number): Promise<number> {
  const kibibytes =
    process.platform === 'linux'
      ? /^VmRSS:\s+(\d+) kB$/m.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]
      : await run('ps', ['-o', 'rss=', '-p', String(pid)], { cwd: '/' });
  if (kibibytes === undefined) throw new Error(`The memory of process ${pid} is not known.`);
  return (Number(kibibytes) * 1024) / 1e6;
}
