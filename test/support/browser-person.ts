/** Somebody at a browser of her own: what she does is said in the words that the pages show. */
import { readFile } from 'node:fs/promises';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { flawsOf } from './browser-checks.ts';
import { type Hands, handsOf } from './browser-hands.ts';
import type { Manner } from './browser-manners.ts';
import { keepPicture } from './browser-pictures.ts';
import { flawsOfWeight, Watch } from './browser-watch.ts';
import type { TestCloud } from './cloud.ts';

/** A machine that runs several suites is slow, not wrong. In milliseconds. */
const PATIENCE = 60_000;

/** A file that she chooses on her own machine. */
export interface OwnFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** What is noted of the pages while people go their way: the flaws of all are told together at the end. */
export interface Inspection {
  /** Names of the pages that were looked at whole. */
  pages: Set<string>;
  flaws: string[];
}

export const newInspection = (): Inspection => ({ pages: new Set(), flaws: [] });

interface Frame {
  site: string;
  manner: Manner;
  inspection: Inspection;
}

export class Person {
  readonly page: Page;
  readonly manner: Manner;
  readonly #browser: Browser;
  readonly #context: BrowserContext;
  readonly #hands: Hands;
  readonly #watch: Watch;
  readonly #site: string;
  readonly #inspection: Inspection;

  private constructor(browser: Browser, page: Page, watch: Watch, { site, manner, inspection }: Frame) {
    this.#browser = browser;
    this.page = page;
    this.#context = page.context();
    this.manner = manner;
    this.#hands = handsOf(page, manner);
    this.#watch = watch;
    this.#site = site;
    this.#inspection = inspection;
  }

  /** A browser that has never been on the site. */
  static async arrives(
    browser: Browser,
    { siteOrigin, filesOrigin }: Pick<TestCloud, 'siteOrigin' | 'filesOrigin'>,
    manner: Manner,
    inspection: Inspection,
  ): Promise<Person> {
    const context = await browser.newContext({
      viewport: manner.size,
      javaScriptEnabled: manner.script,
      colorScheme: manner.scheme,
      locale: 'fr-FR',
      timezoneId: 'Europe/Paris',
      hasTouch: manner.hands === 'touch',
      isMobile: manner.hands === 'touch',
    });
    context.setDefaultTimeout(PATIENCE);
    const page = await context.newPage();
    const watch = await Watch.over(page, [siteOrigin, filesOrigin]);
    return new Person(browser, page, watch, { site: siteOrigin, manner, inspection });
  }

  /** Types an address of the site. */
  async goesTo(path: string): Promise<void> {
    await this.page.goto(new URL(path, this.#site).href);
  }

  /** Waits for the page of this heading. */
  async arrivesOn(heading: string | RegExp): Promise<void> {
    await this.#must(`the page « ${String(heading)} »`, () =>
      this.page.getByRole('heading', { level: 1, name: heading }).waitFor(),
    );
  }

  /** Waits until the page says it. */
  async reads(text: string | RegExp): Promise<void> {
    await this.#must(`« ${String(text)} »`, () =>
      this.page.getByText(text).filter({ visible: true }).first().waitFor(),
    );
  }

  /** Whether the page says it now, once the whole of it has come. */
  async sees(text: string | RegExp): Promise<boolean> {
    await this.page.waitForLoadState('domcontentloaded');
    return (await this.page.getByText(text).filter({ visible: true }).count()) > 0;
  }

  /** Presses the button that says it. @param to Heading of the page that follows. */
  async presses(words: string | RegExp, to?: string | RegExp): Promise<void> {
    await this.#act(`the button « ${String(words)} »`, this.page.getByRole('button', { name: words }), to);
  }

  /** Follows the link that says it. @param to Heading of the page that follows. */
  async follows(words: string | RegExp, to?: string | RegExp): Promise<void> {
    await this.#act(`the link « ${String(words)} »`, this.page.getByRole('link', { name: words }), to);
  }

  /** Follows the link that says it, which her browser keeps as a file. @returns what is written in it. */
  async downloads(words: string | RegExp): Promise<string> {
    const kept = this.page.waitForEvent('download');
    await this.follows(words);
    return readFile(await (await kept).path(), 'utf8');
  }

  /** Opens what is folded under these words. */
  async opens(words: string): Promise<void> {
    const summary = this.page.locator('summary', { hasText: words });
    await this.#must(`the menu « ${words} »`, () => this.#hands.press(summary));
  }

  async #act(what: string, target: Locator, to: string | RegExp | undefined): Promise<void> {
    await this.#must(what, () => this.#hands.press(target.filter({ visible: true }).first()));
    if (to !== undefined) await this.arrivesOn(to);
  }

  async writes(label: string, text: string): Promise<void> {
    const field = this.page.getByLabel(label, { exact: true }).filter({ visible: true }).first();
    await this.#must(`the field « ${label} »`, () => this.#hands.write(field, text));
  }

  /** Ticks a radio button or a checkbox. */
  async chooses(words: string | RegExp): Promise<void> {
    const role = this.page.getByRole('radio', { name: words }).or(this.page.getByRole('checkbox', { name: words }));
    await this.#must(`the choice « ${String(words)} »`, () => this.#hands.choose(role.first()));
  }

  /** Takes one line of a list to choose from. */
  async selects(label: string, words: string): Promise<void> {
    const list = this.page.getByLabel(label, { exact: true }).filter({ visible: true }).first();
    await this.#must(`« ${words} » in the list « ${label} »`, async () => {
      await list.selectOption({ label: words });
    });
  }

  /** Writes in the editor; where script is off, in the plain field that stands for it. */
  async composes(label: string, text: string): Promise<void> {
    if (!this.manner.script) return this.writes(label, text);
    const editor = this.page.locator('trix-editor');
    await this.#must(`the editor « ${label} »`, async () => {
      await editor.waitFor();
      if (this.manner.hands === 'keyboard') return this.#hands.write(editor, text);
      await this.#hands.press(editor);
      await this.page.keyboard.type(text);
    });
  }

  /** Chooses files of her machine, from the field that says it. */
  async picks(...files: OwnFile[]): Promise<void> {
    const { page } = this;
    // An act has a second one, for its annexes.
    const input = page.locator('input[type=file]').first();
    await this.#must(`the choice of ${files.map(({ name }) => name).join(', ')}`, async () => {
      const dialog = page.waitForEvent('filechooser');
      // The field itself is hidden behind its label, except for the keyboard and where script is off.
      const face =
        this.manner.script && this.manner.hands !== 'keyboard' ? page.locator('[data-drop] label').first() : input;
      await this.#hands.press(face);
      await (await dialog).setFiles(files);
    });
  }

  /** Presses keys as they are. */
  async types(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /**
   * Looks at the page as a whole: nothing for axe to say, nothing cut in the narrowest window, nothing wrong in the
   * console, nothing fetched elsewhere, not too heavy. What is wrong is noted, so that one flaw does not hide others.
   * @param name Of its picture.
   */
  async looksAt(name: string): Promise<void> {
    const { page, manner } = this;
    const { pages, flaws } = this.#inspection;
    await page.waitForLoadState('load');
    const { weight } = this.#watch;
    const found = [...this.#watch.takeComplaints(), ...flawsOfWeight(weight)];
    if (!pages.has(name)) {
      pages.add(name);
      found.push(...(await flawsOf(page, this.#browser, manner.script)));
      await keepPicture(page, manner, name, weight);
    }
    flaws.push(...found.map((flaw) => `${name} (${new URL(page.url()).pathname}): ${flaw}`));
  }

  /** The next answers with these statuses are meant: a refused form, a page that is not there. */
  expectsRefusals(...statuses: readonly number[]): void {
    this.#watch.expectRefusals(...statuses);
  }

  /** Where her way leads besides the site: a provider where she has an account. */
  mayVisit(...origins: readonly string[]): void {
    this.#watch.allow(origins);
  }

  /** Her cookies are gone, as after two months, or on another's order. */
  async losesHerSession(): Promise<void> {
    await this.#context.clearCookies();
  }

  /** Closes the browser; what went wrong since she last looked is noted. */
  async leaves(): Promise<void> {
    this.#inspection.flaws.push(...this.#watch.takeComplaints());
    await this.#context.close();
  }

  /** What the page shows is part of what went wrong. */
  async #must(what: string, action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (cause) {
      const said = cause instanceof Error ? cause.message.split('\n')[0] : String(cause);
      throw new Error(`${this.manner.name}: ${what} was not to be had (${said}). ${await this.#shown()}`, { cause });
    }
  }

  async #shown(): Promise<string> {
    try {
      const text = await this.page.locator('main').innerText({ timeout: 1000 });
      return `The page ${this.page.url()} shows:\n${text.slice(0, 1500)}`;
    } catch {
      return `The page ${this.page.url()} shows nothing.`;
    }
  }
}
