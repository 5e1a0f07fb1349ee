/** What a page holds, read as a browser would. */

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** Text with its character references resolved. */
export const decoded = (html: string): string =>
  html.replace(/&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi, (whole, decimal, hexadecimal, name) => {
    if (decimal) return String.fromCodePoint(Number(decimal));
    if (hexadecimal) return String.fromCodePoint(Number.parseInt(hexadecimal, 16));
    return NAMED[name] ?? whole;
  });

/** The words of a page, without its tags. */
export const wordsOf = (html: string): string =>
  decoded(
    html
      .replace(/<(style|script|svg)\b[\s\S]*?<\/\1>/g, ' ')
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' '),
  ).trim();

/** The value of a field as it stands in a form: an input's, or a textarea's text. */
export function valueOf(html: string, name: string): string | undefined {
  const input = [...html.matchAll(/<input\b[^>]*>/g)].map(([tag]) => tag).find((tag) => tag.includes(`name="${name}"`));
  const area = new RegExp(`<textarea\\b[^>]*name="${name}"[^>]*>([\\s\\S]*?)</textarea>`).exec(html)?.[1];
  const value = area ?? /\bvalue="([^"]*)"/.exec(input ?? '')?.[1];
  return value === undefined ? undefined : decoded(value);
}

const ATTRIBUTE = /([^\s"'<>/=]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g;
const BRINGS_OTHERS = /^<(?:iframe|object|embed|base|meta[^>]*http-equiv)/i;
const IS_ADDRESS = /^(?:href|src|action|formaction|xlink:href)$/i;

/** A handler, an address that runs, or one of a machine that is not this one. */
function runs(name: string, value: string): boolean {
  if (/^on/i.test(name)) return true;
  if (!IS_ADDRESS.test(name)) return false;
  return /^\s*(?:javascript|data|vbscript):/i.test(value) || (/^(?:form)?action$/i.test(name) && /^\/\//.test(value));
}

/** What would run in a browser: scripts that are not the site's files, handlers in attributes, `javascript:` links. */
export function runnable(html: string): string[] {
  const tags = [...html.matchAll(/<[a-z](?:"[^"]*"|'[^']*'|[^'">])*>/gi)].map(([tag]) => tag);
  return tags.filter((tag) => {
    if (/^<script/i.test(tag)) return !/^<script type="module" src="\/static\/[^"]+"(?: async="")?>/.test(tag);
    return (
      BRINGS_OTHERS.test(tag) ||
      [...tag.matchAll(ATTRIBUTE)].some(([, name = '', a, b, c]) => runs(name, decoded(a ?? b ?? c ?? '')))
    );
  });
}
