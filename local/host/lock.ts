/** One host at a time on a directory: two would write over each other. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hasCode } from './system-error.ts';

/** Name of the file that holds the process's id. */
export const LOCK = 'host.pid';

/** Another host runs on the directory. */
export class DirectoryInUse extends Error {
  constructor(directory: string, pid: number) {
    super(`Another local cloud (process ${pid}) runs on ${directory}. Stop it first.`);
    this.name = 'DirectoryInUse';
  }
}

/**
 * Takes the directory for this process; the lock of a process that is no more is taken over.
 *
 * @returns What gives it back.
 * @throws {DirectoryInUse}
 */
export function lockDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, LOCK);
  if (!claim(path)) {
    const holder = Number(readFileSync(path, 'utf8'));
    if (isRunning(holder)) throw new DirectoryInUse(directory, holder);
    rmSync(path, { force: true });
    if (!claim(path)) throw new DirectoryInUse(directory, Number(readFileSync(path, 'utf8')));
  }
  return () => rmSync(path, { force: true });
}

function claim(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs, under another user.
    return hasCode(error, 'EPERM');
  }
}
