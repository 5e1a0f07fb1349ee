/** News on a member's home page, which shows the newest few of the whole network. */
import { expect } from 'vitest';
import { succeeded, Visitor } from '../../../local/demo/visitor.ts';
import type { Person } from '../../support/browser-person.ts';
import { isOnHome, publishedUnder } from '../../support/newest.ts';

/** A program with the cookies of her browser. */
export async function programOf({ page }: Person): Promise<Visitor> {
  const cookies = await page.context().cookies();
  const site = new URL(page.url()).origin;
  return new Visitor(site).withCookies(Object.fromEntries(cookies.map(({ name, value }) => [name, value])));
}

/**
 * She finds it on the home page that she has just opened, unless others have put as much online meanwhile.
 * @param list Where it is listed besides.
 */
export async function findsAtHome(person: Person, title: string, list: string): Promise<void> {
  if (await person.sees(title)) return;
  const program = await programOf(person);
  const published = publishedUnder(title, succeeded(await program.get(list), list).json);
  expect({ title, isOnHome: await isOnHome(program, published) }).toEqual({ title, isOnHome: true });
}

/** Goes back through the list that is open until the page says it. */
export async function findsInTheList(person: Person, title: string): Promise<void> {
  const older = person.page.getByRole('link', { name: 'Publications plus anciennes' });
  while (!(await person.sees(title)) && (await older.count()) > 0) {
    await Promise.all([person.page.waitForEvent('domcontentloaded'), older.click()]);
  }
  await person.reads(title);
}
