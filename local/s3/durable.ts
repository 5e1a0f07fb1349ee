/** Files that are whole or absent, whenever the machine stops. */
import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Makes renames and removals inside a directory last. Windows has no such call, and needs none. */
export async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Suffix of files being written: whoever opens a directory removes those left by a crash. */
export const UNFINISHED = '.unfinished';

/** Writes a whole file, or leaves the old one. Two writers of the same path must be kept apart by the caller. */
export async function writeDurably(path: string, content: string): Promise<void> {
  const unfinished = `${path}${UNFINISHED}`;
  const handle = await open(unfinished, 'w');
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(unfinished, path);
  await syncDirectory(dirname(path));
}
