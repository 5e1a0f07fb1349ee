/** Something made once for all suites, whichever process needs it first. */
import { existsSync } from 'node:fs';
import { open, readFile, rename, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';

const LONGEST_WAIT_MS = 170_000;
const LOOK_EVERY_MS = 50;

const isTaken = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'EEXIST';

/**
 * Makes it, or waits for who is making it. Kept as JSON in `file`.
 * @throws {Error} what making it threw, in every process that asks.
 */
export async function madeOnce(file: string, make: () => Promise<unknown>): Promise<unknown> {
  try {
    await (await open(`${file}.being-made`, 'wx')).close();
  } catch (error) {
    if (!isTaken(error)) throw error;
    return waitFor(file);
  }
  try {
    const made = await make();
    await put(file, { made });
    return made;
  } catch (error) {
    await put(file, { failed: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    throw error;
  }
}

/** Whole or not there: nobody reads half of it. */
async function put(file: string, content: object): Promise<void> {
  await writeFile(`${file}.part`, JSON.stringify(content));
  await rename(`${file}.part`, file);
}

async function waitFor(file: string): Promise<unknown> {
  const until = Date.now() + LONGEST_WAIT_MS;
  while (!existsSync(file)) {
    if (Date.now() > until) throw new Error(`${file} was not made within ${LONGEST_WAIT_MS / 1000} s.`);
    await pause(LOOK_EVERY_MS);
  }
  const content: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (typeof content === 'object' && content !== null && 'made' in content) return content.made;
  const why = typeof content === 'object' && content !== null && 'failed' in content ? content.failed : '';
  throw new Error(`Another suite could not make it: ${String(why)}`);
}
