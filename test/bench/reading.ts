/** Documents read by the workers: a long PDF, its thumbnail, pages that are pictures. */
import { join } from 'node:path';
import * as z from 'zod';
import { run } from '../../local/host/run.ts';
import type { Figure } from './figures.ts';

/** Times in milliseconds, memory in megabytes. */
const measured = z.object({
  characters: z.number(),
  textMs: z.number(),
  afterText: z.number(),
  thumbnailMs: z.number(),
  thumbnailBytes: z.number(),
  slowestPage: z.number(),
  afterPictures: z.number(),
});

/** In a process of its own, as a function is. */
export async function reading(): Promise<Figure[]> {
  const child = join(import.meta.dirname, 'reading-alone.ts');
  const found = measured.parse(JSON.parse(await run(process.execPath, [child], { cwd: '/' })));
  const subject = 'reading';
  const note = `${found.characters} characters`;
  return [
    { subject, name: 'text of 100 pages of PDF', value: found.textMs, unit: 'ms', limit: { most: 5000 }, note },
    { subject, name: 'thumbnail', value: found.thumbnailMs, unit: 'ms' },
    { subject, name: 'thumbnail, weight', value: found.thumbnailBytes / 1000, unit: 'kB', limit: { most: 60 } },
    { subject, name: 'page read as a picture, slowest', value: found.slowestPage, unit: 'ms', limit: { most: 10_000 } },
    { subject, name: 'memory after the text', value: found.afterText, unit: 'MB', limit: { most: 1024 } },
    { subject, name: 'memory after the pictures', value: found.afterPictures, unit: 'MB', limit: { most: 1024 } },
  ];
}
