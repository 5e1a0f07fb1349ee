import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRequire } from 'node:module';
import type { Browser } from 'playwright-core';
import { openBrowser, serve, type Site } from './browser.ts';
import { pages } from './gallery/pages.tsx';

let browser: Browser;
let site: Site;
const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

beforeAll(async () => {
  browser = await openBrowser();
  site = await serve((request) => ({ body: pages[(request.url ?? '').slice(1)] ?? '' }));
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** What axe finds, as short lines; run in the page. */
const violations = (rules: string) =>
  `axe.run(${rules}).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => id + ' ' + target.join(' '))))`;

/** Buttons, fields and links of navigation under 44 px high (a link in a sentence may be small). */
const small = `[...document.querySelectorAll('button, .btn, nav a, summary, input:not([type=hidden],[type=radio],[type=checkbox],[type=file]), select, textarea')]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.crumbs, .skip'))
  .map((element) => ({ element, box: element.getBoundingClientRect() }))
  .filter(({ box }) => box.height > 0 && box.height < 43.5)
  .map(({ element, box }) => element.outerHTML.slice(0, 80) + ' ' + box.height)`;

const width = 'document.documentElement.scrollWidth';

describe('each page', () => {
  it.each(Object.keys(pages))(
    '%s: nothing for axe to say, nothing beyond 320 px, nothing too small to touch, light and dark',
    async (name) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, bypassCSP: true });
      const page = await context.newPage();
      try {
        await page.goto(`${site.origin}/${name}`);
        await page.addScriptTag({ path: axe });
        expect(await page.evaluate(violations(''))).toEqual([]);
        expect(await page.evaluate(small)).toEqual([]);
        await page.emulateMedia({ colorScheme: 'dark' });
        expect(await page.evaluate(violations(`{ runOnly: ['color-contrast'] }`))).toEqual([]);
        await page.setViewportSize({ width: 320, height: 640 });
        expect(await page.evaluate(violations(''))).toEqual([]);
        expect(await page.evaluate(width)).toBeLessThanOrEqual(320);
        expect(await page.evaluate(small)).toEqual([]);
      } finally {
        await context.close();
      }
    },
  );
});

describe('a public page on paper', () => {
  it.each(['light', 'dark'] as const)(
    'says whose it is, and leaves ways to go elsewhere out, %s on the screen',
    async (colorScheme) => {
      const page = await browser.newPage();
      try {
        await page.goto(`${site.origin}/article`);
        await page.emulateMedia({ media: 'print', colorScheme });
        const shown = await page
          .locator('.band-name, .band li, .foot a, .crumbs')
          .evaluateAll((elements) =>
            elements.filter((element) => element.checkVisibility()).map(({ className }) => className),
          );
        expect(shown).toEqual(['band-name']);
        const colour = (selector: string) =>
          page
            .locator(selector)
            .first()
            .evaluate((element) => getComputedStyle(element).color);
        // No pale link on white paper.
        const [red = 255, green = 255, blue = 255] = ((await colour('main a')).match(/\d+/g) ?? []).map(Number);
        expect(Math.max(red, green, blue)).toBeLessThan(128);
      } finally {
        await page.close();
      }
    },
  );
});
