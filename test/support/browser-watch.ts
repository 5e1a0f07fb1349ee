/** What a browser says and fetches while somebody uses it: complaints, foreign requests, the weight of pages. */
import type { CDPSession, Page } from 'playwright-core';

/** Most bytes over the wire that a page may cost: on a first visit, and on those after, its files being kept. */
const HEAVIEST = { first: 30_000, after: 10_000 } as const;

/** Bytes over the wire, headers included, compressed as they came; without pictures and the editor. */
export interface Weight {
  first: number;
  /** Without what the browser keeps for long. */
  after: number;
}

export const flawsOfWeight = ({ first, after }: Weight): string[] => [
  ...(first > HEAVIEST.first ? [`${first} bytes over the wire on a first visit: at most ${HEAVIEST.first}`] : []),
  ...(after > HEAVIEST.after ? [`${after} bytes over the wire on each visit: at most ${HEAVIEST.after}`] : []),
];

/** What counts as the page: what it asks for later (proposals, drafts, states) and pictures do not. */
const PARTS = new Set(['Document', 'Script', 'Stylesheet', 'Font', 'Other']);
const EDITOR = /\/static\/(trix-editor|editor)-/;

export class Watch {
  readonly #origins: string[];
  #complaints: string[] = [];
  #refusals: { status: number; address: string }[] = [];
  #weight: Weight = { first: 0, after: 0 };

  private constructor(origins: readonly string[]) {
    this.#origins = [...origins];
  }

  /** Her way leads there too: to sign in with an account that she has elsewhere. */
  allow(origins: readonly string[]): void {
    this.#origins.push(...origins);
  }

  /** @param origins From which alone a page may fetch. */
  static async over(page: Page, origins: readonly string[]): Promise<Watch> {
    const watch = new Watch(origins);
    watch.#listen(page);
    await watch.#weigh(await page.context().newCDPSession(page));
    return watch;
  }

  #listen(page: Page): void {
    page.on('pageerror', (error) => this.#complaints.push(`script error: ${error.message}`));
    page.on('console', (message) => {
      if (!['error', 'warning'].includes(message.type())) return;
      // An answer that refuses is counted by itself, below.
      if (/Failed to load resource/.test(message.text())) return;
      this.#complaints.push(`console: ${message.text()}`);
    });
    page.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      if (['data:', 'blob:', 'about:'].includes(protocol)) return;
      if (!this.#origins.includes(origin)) this.#complaints.push(`request to a third party: ${request.url()}`);
    });
    page.on('response', (response) => {
      const status = response.status();
      if (status >= 400) this.#refusals.push({ status, address: new URL(response.url()).pathname });
    });
  }

  async #weigh(session: CDPSession): Promise<void> {
    /** Requests under way that count, and whether the browser keeps their answer. */
    const counted = new Map<string, boolean>();
    const add = (bytes: number, isKept: boolean | undefined) => {
      this.#weight.first += bytes;
      if (!isKept) this.#weight.after += bytes;
    };
    session.on('Network.requestWillBeSent', ({ requestId, loaderId, type, request }) => {
      // A page that a form led to: the answer that led there is not part of it.
      if (type === 'Document' && requestId === loaderId) this.#weight = { first: 0, after: 0 };
      if (PARTS.has(type ?? 'Other') && !EDITOR.test(request.url)) counted.set(requestId, false);
    });
    session.on('Network.responseReceived', ({ requestId, response }) => {
      const [, control = ''] = Object.entries(response.headers).find(([name]) => /^cache-control$/i.test(name)) ?? [];
      if (counted.has(requestId)) counted.set(requestId, control.includes('immutable'));
    });
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (counted.has(requestId)) add(encodedDataLength, counted.get(requestId));
      counted.delete(requestId);
    });
    await session.send('Network.enable');
  }

  /** Of the page now shown. */
  get weight(): Weight {
    return { ...this.#weight };
  }

  /** The next answers with these statuses are what the journey is about. */
  expectRefusals(...statuses: readonly number[]): void {
    this.#refusals = this.#refusals.filter(({ status }) => !statuses.includes(status));
  }

  /** What went wrong since the last time it was asked. */
  takeComplaints(): string[] {
    const refused = this.#refusals.map(({ status, address }) => `answer ${status} of ${address}`);
    const said = [...this.#complaints, ...refused];
    this.#complaints = [];
    this.#refusals = [];
    return said;
  }
}
