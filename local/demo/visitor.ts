/** Somebody at a browser or a program: speaks HTTP to the site, keeps its cookies, sees nothing else. */
import { createHash } from 'node:crypto';

/** An answer, read. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The body as JSON, or undefined. */
  json: unknown;
}

export interface Asking {
  /** `json` (the default) or `page`. */
  as?: 'json' | 'page';
  headers?: Readonly<Record<string, string>>;
}

/** Values of a form, or members of a JSON object. */
export type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

export class Visitor {
  readonly site: string;
  readonly #cookies = new Map<string, string>();

  constructor(site: string) {
    this.site = site;
  }

  /** The cookies as a browser would send them. */
  get cookies(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** A visitor with other cookies: forged, or another's. */
  withCookies(cookies: Readonly<Record<string, string>>): Visitor {
    const other = new Visitor(this.site);
    for (const [name, value] of Object.entries(cookies)) other.#cookies.set(name, value);
    return other;
  }

  /** Somebody with the same cookies, as a second tab has them, or as a thief would. */
  twin(): Visitor {
    return this.withCookies(Object.fromEntries(this.#cookies));
  }

  get(path: string, asking: Asking = {}): Promise<Answer> {
    return this.#ask('GET', path, undefined, asking);
  }

  /** Posts JSON, or a form when asked as a page. */
  post(path: string, fields: Fields = {}, asking: Asking = {}): Promise<Answer> {
    const given = Object.entries(fields).filter(([, value]) => value !== undefined);
    if (asking.as === 'page') {
      const body = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
      return this.#ask('POST', path, { body, type: 'application/x-www-form-urlencoded' }, asking);
    }
    return this.#ask(
      'POST',
      path,
      { body: JSON.stringify(Object.fromEntries(given)), type: 'application/json' },
      asking,
    );
  }

  async #ask(
    method: string,
    path: string,
    sent: { body: string; type: string } | undefined,
    asking: Asking,
  ): Promise<Answer> {
    const headers = new Headers({
      accept: asking.as === 'page' ? 'text/html' : 'application/json',
      ...(asking.as === 'page' && method === 'POST' ? { origin: this.site, 'sec-fetch-site': 'same-origin' } : {}),
      ...(this.#cookies.size > 0 ? { cookie: this.cookies } : {}),
      ...(sent ? { 'content-type': sent.type } : {}),
      ...asking.headers,
    });
    const response = await fetch(new URL(path, this.site), {
      method,
      headers,
      body: sent?.body ?? null,
      redirect: 'manual',
    });
    this.#keep(response.headers.getSetCookie());
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parsed(text, response.headers) };
  }

  #keep(cookies: readonly string[]): void {
    for (const cookie of cookies) {
      const [pair = ''] = cookie.split(';', 1);
      const at = pair.indexOf('=');
      const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
  }
}

function parsed(text: string, headers: Headers): unknown {
  if (!/[/+]json\b/.test(headers.get('content-type') ?? '')) return undefined;
  return JSON.parse(text);
}

/** A text member of a JSON answer. @throws {Error} when it is not there. */
export function textIn({ json, status, text }: Answer, member: string): string {
  const value =
    typeof json === 'object' && json !== null ? Object.entries(json).find(([name]) => name === member)?.[1] : undefined;
  if (typeof value !== 'string') throw new Error(`No ${member} in the answer (${status}): ${text.slice(0, 400)}`);
  return value;
}

/** @throws {Error} when the answer is not a success. */
export function succeeded(answer: Answer, doing: string): Answer {
  if (answer.status >= 400) throw new Error(`${doing}: ${answer.status} ${answer.text.slice(0, 400)}`);
  return answer;
}

/** Base64 SHA-256, as S3 wants it. */
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64');
