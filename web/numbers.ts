/** Numbers, sizes and plurals in French: apart from dates, because the islands need only these. */

/** No-break space, before a unit or between the parts of an hour. */
export const NBSP = '\u00a0';
/** Narrow no-break space, before ; ! ? and between thousands. */
export const NNBSP = '\u202f';

/**
 * « 1 286 », with narrow no-break spaces; « 2,15 », with two decimals at most. As `Intl.NumberFormat` writes it, which takes
 * 17 ms of the processor to make.
 */
export function formatNumber(value: number): string {
  const [whole = '', decimals] = String(Math.round(value * 100) / 100).split('.');
  const grouped = whole.replace(/\d(?=(?:\d{3})+$)/g, `$&${NNBSP}`);
  return decimals === undefined ? grouped : `${grouped},${decimals}`;
}

const UNITS = ['octets', 'Ko', 'Mo', 'Go', 'To'];

/** A size in bytes as « 412 Ko », « 2,1 Mo » (1 Ko is 1,024 bytes, as her file explorer shows it). */
export function formatSize(bytes: number): string {
  let value = Math.max(0, bytes);
  let unit = 0;
  // What would be written 1 024 is already one of the next unit.
  while (unit < UNITS.length - 1 && Math.round(value) >= 1024) {
    value /= 1024;
    unit += 1;
  }
  const rounded = unit < 2 || value >= 100 ? Math.round(value) : Math.round(value * 10) / 10;
  const word = unit === 0 && rounded < 2 ? 'octet' : UNITS[unit];
  return `${formatNumber(rounded)}${NBSP}${word ?? ''}`;
}

/**
 * « 1 document », « 2 documents »; nought is singular in French. The plural is made for words in -s, -x, -z, -eau
 * and -eu; give it for any other irregular word or for several words (« nouvel abonné », « nouveaux abonnés »).
 */
export function plural(count: number, singular: string, several: string = pluralOf(singular)): string {
  return `${formatNumber(count)}${NBSP}${Math.abs(count) >= 2 ? several : singular}`;
}

function pluralOf(word: string): string {
  if (/[sxz]$/.test(word)) return word;
  return word + (/(eau|eu)$/.test(word) ? 'x' : 's');
}
