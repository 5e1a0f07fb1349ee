/** The data of `npm start`, in one folder that belongs to one territory. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOCK } from './lock.ts';
import { hasCode } from './system-error.ts';

const TERRITORY = 'territory';

/** Forgets everything but the lock of this process. */
export function forget(directory: string): void {
  for (const name of readdirSync(directory)) {
    if (name !== LOCK) rmSync(join(directory, name), { recursive: true, force: true });
  }
}

/** Notes the territory of a new folder. @throws {Error} When the folder is another's. */
export function keepTerritory(directory: string, code: string): void {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, TERRITORY);
  try {
    const kept = readFileSync(path, 'utf8');
    if (kept === code) return;
    throw new Error(
      `The data in ${directory} are those of the territory ${kept}. Start with --territory ${kept}, or with --reset to forget them.`,
    );
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    writeFileSync(path, code);
  }
}
