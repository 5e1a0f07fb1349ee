/** What a person does to a page with a mouse, with a finger, or with the keyboard alone. */
import type { Locator, Page } from 'playwright-core';
import type { Manner } from './browser-manners.ts';

export interface Hands {
  press(target: Locator): Promise<void>;
  /** Replaces what a field holds. */
  write(target: Locator, text: string): Promise<void>;
  /** Ticks a radio button or a checkbox. */
  choose(target: Locator): Promise<void>;
}

export function handsOf(page: Page, { hands }: Manner): Hands {
  switch (hands) {
    case 'mouse':
      return pointing((target) => target.click());
    case 'touch':
      return pointing((target) => target.tap());
    case 'keyboard':
      return keyboard(page);
  }
}

const pointing = (press: (target: Locator) => Promise<void>): Hands => ({
  press,
  write: (target, text) => target.fill(text),
  choose: press,
});

/** More stops than any page has: one more and the element cannot be reached. */
const MOST_STOPS = 120;

function keyboard(page: Page): Hands {
  const hasFocus = (target: Locator): Promise<boolean> =>
    target.evaluate((element) => element === document.activeElement);

  /** Walks with Tab until `there`. @throws {Error} when the walk never comes there. */
  async function walk(there: () => Promise<boolean>, what: string): Promise<void> {
    for (let stop = 0; stop < MOST_STOPS; stop += 1) {
      if (await there()) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`${MOST_STOPS} presses of Tab never reached ${what}: give it a place in the tab order.`);
  }

  async function reach(target: Locator): Promise<void> {
    await target.waitFor();
    await walk(() => hasFocus(target), String(target));
    await mustShowFocus(target);
  }

  return {
    async press(target) {
      await reach(target);
      await page.keyboard.press('Enter');
    },
    async write(target, text) {
      await reach(target);
      if ((await target.getAttribute('type')) === 'date') return writeDate(page, target, text);
      await page.keyboard.press('Control+A');
      await page.keyboard.type(text);
    },
    async choose(target) {
      await target.waitFor();
      const name = await target.getAttribute('name');
      const inGroup = (): Promise<boolean> =>
        page.evaluate((group) => document.activeElement?.getAttribute('name') === group, name);
      await walk(inGroup, String(target));
      const most = await page.locator(`input[name="${name}"]`).count();
      for (let turn = 0; turn < most && !(await hasFocus(target)); turn += 1) await page.keyboard.press('ArrowDown');
      await mustShowFocus(target);
      if (!(await target.isChecked())) await page.keyboard.press('Space');
    },
  };
}

/** A date field takes day, month and year in the order of the browser's language. `text` as `2026-11-24`. */
async function writeDate(page: Page, target: Locator, text: string): Promise<void> {
  const [year = '', month = '', day = ''] = text.split('-');
  for (const order of [day + month + year, month + day + year, year + month + day]) {
    await page.keyboard.type(order);
    if ((await target.inputValue()) === text) return;
    // Back to the first part of the field.
    for (let part = 0; part < 3; part += 1) await page.keyboard.press('ArrowLeft');
  }
  throw new Error(`The date ${text} could not be typed: the field holds « ${await target.inputValue()} ».`);
}

/** @throws {Error} when whoever uses the keyboard cannot see where she is. */
async function mustShowFocus(target: Locator): Promise<void> {
  const seen = await target.evaluate((element) => {
    // A hidden control is shown by its label or by the card around it.
    const faces = [element, element.closest('.choice'), element.nextElementSibling];
    const outlined = faces.find((face) => {
      if (!face) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(face);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
    });
    if (!outlined) return 'has no outline';
    const { top, bottom } = outlined.getBoundingClientRect();
    return bottom > 0 && top < innerHeight ? 'seen' : 'is outside of the window';
  });
  if (seen !== 'seen') throw new Error(`${String(target)} has the focus but ${seen}.`);
}
