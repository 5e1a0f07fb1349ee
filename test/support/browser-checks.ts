/** What must be true of every page of the site, whoever reads it and however. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import * as z from 'zod';
import { members } from '../../web/css/members.ts';
import { inlineStyles } from '../../web/style.ts';
import { NARROWEST } from './browser-manners.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Run in the page, given to the browser as text: the page's own policy lets no script in. */
const AXE_RUN = `axe.run({ resultTypes: ['violations'], preload: false }).then(({ violations }) =>
  violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
    'axe, ' + id + ', ' + target.join(' ') + ': ' + failureSummary.replace(/\\s+/g, ' '))))`;

const sentences = z.array(z.string());

async function axeFlaws(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return sentences.parse(await page.evaluate(AXE_RUN));
}

/** A page of each browser for copies: axe, once in it, stays there while its content is replaced. */
const copyPages = new WeakMap<Browser, Promise<Page>>();

async function newCopyPage(browser: Browser): Promise<Page> {
  const page = await browser.newPage();
  await page.evaluate(axe);
  return page;
}

function copyPageOf(browser: Browser): Promise<Page> {
  const page = copyPages.get(browser) ?? newCopyPage(browser);
  copyPages.set(browser, page);
  return page;
}

/** Where script is off axe cannot run: it looks at a copy of the page, with what stands in `noscript`. */
async function axeFlawsOfCopy(page: Page, browser: Browser): Promise<string[]> {
  const html = (await page.content())
    .replace(/<script\b[^>]*><\/script>/g, '')
    .replaceAll(/<(\/?)noscript>/g, '<$1div>')
    .replace(/<meta http-equiv="refresh"[^>]*>/, '');
  const copy = await copyPageOf(browser);
  const size = page.viewportSize();
  if (size) await copy.setViewportSize(size);
  await copy.setContent(html);
  return sentences.parse(await copy.evaluate(AXE_RUN));
}

/** The frame of the page, and what is wider than the narrowest window. */
async function frameFlaws(page: Page): Promise<string[]> {
  const { lang, headings, title, mains } = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    headings: document.querySelectorAll('h1').length,
    title: document.title,
    mains: document.querySelectorAll('main').length,
  }));
  return [
    ...(lang === 'fr' ? [] : [`the language is « ${lang} », not « fr »`]),
    ...(headings === 1 ? [] : [`${headings} elements h1: a page has one`]),
    ...(mains === 1 ? [] : [`${mains} elements main: a page has one`]),
    ...(title.trim().length > 3 ? [] : [`the title is « ${title} »`]),
  ];
}

async function widthFlaws(page: Page): Promise<string[]> {
  const size = page.viewportSize();
  const flaws: string[] = [];
  for (const width of new Set([size?.width ?? NARROWEST, NARROWEST])) {
    await page.setViewportSize({ width, height: size?.height ?? 640 });
    const wide = await page.evaluate((most) => {
      if (document.documentElement.scrollWidth <= most) return undefined;
      const widest = [...document.querySelectorAll('body *')].filter(
        (element) => element.getBoundingClientRect().right > most + 1,
      );
      return `${document.documentElement.scrollWidth}: ${widest.at(-1)?.outerHTML.slice(0, 120)}`;
    }, width);
    if (wide !== undefined) flaws.push(`wider than ${width} px, ${wide}`);
  }
  if (size) await page.setViewportSize(size);
  return flaws;
}

/** What the style sheet of members alone knows, without states of elements. */
const MEMBERS_ONLY = [...members.matchAll(/(?:^|[{}])\s*([^@{}]+?)\s*\{/g)]
  .flatMap(([, selectors = '']) => selectors.split(', '))
  .map((selector) => selector.replace(/:?:(?:hover|focus-visible|-webkit-[a-z-]+|-moz-[a-z-]+)/g, ''));

/** A page sent without the rules of members shows nothing that needs them. */
async function dressFlaws(page: Page): Promise<string[]> {
  const naked = await page.evaluate(
    ({ everybody, selectors }) =>
      [...document.querySelectorAll('head > style')].some(({ textContent }) => textContent === everybody)
        ? selectors.filter((selector) => document.querySelector(selector))
        : [],
    { everybody: inlineStyles.everybody, selectors: MEMBERS_ONLY },
  );
  return naked.map((selector) => `« ${selector} » is in web/css/members.ts, which this page is sent without`);
}

/** Everything that is not as it should be, as sentences that say what and where. */
export async function flawsOf(page: Page, browser: Browser, script: boolean): Promise<string[]> {
  return [
    ...(await frameFlaws(page)),
    ...(await dressFlaws(page)),
    ...(script ? await axeFlaws(page) : await axeFlawsOfCopy(page, browser)),
    ...(await widthFlaws(page)),
  ];
}
