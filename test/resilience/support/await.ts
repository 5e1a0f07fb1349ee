/** Waits for what happens by itself, looking often. */
import { setTimeout as pause } from 'node:timers/promises';

const LONGEST_WAIT_MS = 120_000;
const LOOK_EVERY_MS = 25;

/**
 * What `look` finds, as soon as it finds something.
 * @throws {Error} naming what was awaited, after two minutes.
 */
export async function awaited<Found>(what: string, look: () => Promise<Found | undefined>): Promise<Found> {
  const until = Date.now() + LONGEST_WAIT_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > until) throw new Error(`${what}: not within ${LONGEST_WAIT_MS / 1000} s.`);
    await pause(LOOK_EVERY_MS);
  }
}

/** Until it is so. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  await awaited(what, async () => ((await isSo()) ? true : undefined));
}
