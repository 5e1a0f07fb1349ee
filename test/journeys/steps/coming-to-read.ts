import type { Person } from '../../support/browser-person.ts';

/** Reloads until the page says it: what follows from a change comes a moment later. */
export async function comesToRead(person: Person, path: string, text: string): Promise<void> {
  for (let tried = 0; tried < 150; tried += 1) {
    await person.goesTo(path);
    if (await person.sees(text)) return;
    await person.page.waitForTimeout(300);
  }
  await person.reads(text);
}
