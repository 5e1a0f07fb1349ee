/** What functions wrote, as CloudWatch would show it: it survives the machine. */
import { join } from 'node:path';
import { readIfPresent } from '../../../local/durable/files.ts';
import type { TestCloud } from '../../support/cloud.ts';

/** One JSON line of a function's log. */
export type LogLine = Readonly<Record<string, unknown>>;

/** @param name of the function, as its folder. */
export async function linesOf({ directory }: TestCloud, name: string): Promise<LogLine[]> {
  const text = (await readIfPresent(join(directory, 'logs', `parvis-local-${name}.log`))) ?? '';
  return text.split('\n').flatMap(read);
}

/** Lines with that code of the catalogue (`platform/log.ts`). */
export const linesWith = async (cloud: TestCloud, name: string, code: string): Promise<LogLine[]> =>
  (await linesOf(cloud, name)).filter((line) => line.code === code);

/** A line that is not JSON is Lambda's own, or was cut by the kill. */
function read(line: string): LogLine[] {
  if (!line.startsWith('{')) return [];
  try {
    const said: unknown = JSON.parse(line);
    return typeof said === 'object' && said !== null ? [{ ...said }] : [];
  } catch {
    return [];
  }
}
