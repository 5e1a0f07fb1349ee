/** How far a mapping has read its stream: on disk, so that a restart goes on where the last one ended. */
import { join } from 'node:path';
import * as z from 'zod';
import { readIfPresent, writeDurably } from '../durable/files.ts';

export interface Checkpoint {
  /** Sequence number of the last record worked on; undefined before the first. */
  readonly after: string | undefined;
  advance(sequenceNumber: string): Promise<void>;
}

const Saved = z.object({ after: z.string() });

export async function openCheckpoint(directory: string, name: string): Promise<Checkpoint> {
  const path = join(directory, `${name}.json`);
  const saved = await readIfPresent(path);
  let after = saved === undefined ? undefined : Saved.parse(JSON.parse(saved)).after;
  return {
    get after() {
      return after;
    },
    async advance(sequenceNumber) {
      await writeDurably(path, JSON.stringify({ after: sequenceNumber }));
      after = sequenceNumber;
    },
  };
}
