import type { Person } from '../../support/browser-person.ts';

const LONGEST_WAIT_MS = 90_000;
const LOOK_EVERY_MS = 300;

/** Reloads until the page says it: what follows from a change comes a moment later. */
export async function comesToRead(person: Person, path: string, text: string): Promise<void> {
  const until = Date.now() + LONGEST_WAIT_MS;
  while (Date.now() < until) {
    await person.goesTo(path);
    if (await person.sees(text)) return;
    await person.page.waitForTimeout(LOOK_EVERY_MS);
  }
  await person.reads(text);
}
