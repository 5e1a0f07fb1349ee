/** A file of the bucket on the disk of the function, for readers that need to jump about in it. */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Files } from '../../platform/files.ts';

/** Gives `use` the path of that very version of the object, removed afterwards. */
export async function withTemporaryFile<Result>(
  files: Pick<Files, 'read'>,
  { key, version }: { key: string; version: string | undefined },
  use: (path: string) => Promise<Result>,
): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'reading-'));
  try {
    const path = join(directory, 'file');
    const { body } = await files.read(key, version);
    await pipeline(body, createWriteStream(path));
    return await use(path);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
