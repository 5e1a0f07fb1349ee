/**
 * How things are written in French: dates, numbers, sizes, plurals, and the small words before a commune's name.
 * Times are those of Paris, wherever the function runs.
 */
import { inParis } from '../platform/paris.ts';
import { NBSP, NNBSP } from './numbers.ts';

export * from './numbers.ts';

/** A moment (`Date`, ISO 8601 date and time) or a day (`2026-11-24`), which has no hour and no zone. */
export type Moment = Date | string;

const parts = inParis('fr-FR', {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const shortMonth = inParis('fr-FR', { month: 'short' });
const shortWeekday = inParis('fr-FR', { weekday: 'short' });
const dayKey = inParis('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' });

const DAY_ONLY = /^\d{4}-\d{2}-\d{2}$/;

/** Reads a moment; a day alone is taken at noon UTC, which is the same day in Paris. Throws RangeError when invalid. */
export function toDate(moment: Moment): Date {
  const date = moment instanceof Date ? moment : new Date(DAY_ONLY.test(moment) ? `${moment}T12:00:00Z` : moment);
  if (Number.isNaN(date.getTime())) throw new RangeError(`Not a date: ${String(moment)}`);
  return date;
}

/** So many moments are remembered: those that the pages of a container show again and again. */
const MOST_REMEMBERED = 2_000;

/**
 * What a formatter of `Intl` answers, by the minute: it takes longer than all else about a line of a list, and time
 * zones are whole minutes apart.
 */
function byTheMinute<Result>(format: (date: Date) => Result): (moment: Moment) => Result {
  const known = new Map<number, Result>();
  return (moment) => {
    const date = toDate(moment);
    const minute = Math.floor(date.getTime() / 60_000);
    const result = known.get(minute) ?? format(date);
    if (known.size >= MOST_REMEMBERED) known.clear();
    known.set(minute, result);
    return result;
  };
}

const split = byTheMinute((date) => {
  const found = new Map(
    parts()
      .formatToParts(date)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => found.get(type) ?? '';
  return {
    weekday: part('weekday'),
    day: part('day') === '1' ? '1er' : part('day'),
    month: part('month'),
    year: part('year'),
    hour: String(Number(part('hour'))),
    minute: part('minute'),
  };
});

const dayOf = byTheMinute((date) => dayKey().format(date));
const monthOf = byTheMinute((date) => shortMonth().format(date));

/** The day in Paris as `2026-11-24`, for `<time datetime>` and comparisons. */
export function isoDay(moment: Moment): string {
  return dayOf(moment);
}

/** « mardi 24 novembre 2026 » */
export function formatDate(moment: Moment): string {
  const { weekday, day, month, year } = split(moment);
  return `${weekday} ${day}${NBSP}${month} ${year}`;
}

/** « 18 h 30 », « 9 h » */
export function formatTime(moment: Moment): string {
  const { hour, minute } = split(moment);
  return minute === '00' ? `${hour}${NBSP}h` : `${hour}${NBSP}h${NBSP}${minute}`;
}

/** « mardi 24 novembre 2026 à 18 h 30 » */
export function formatDateTime(moment: Moment): string {
  return `${formatDate(moment)} à${NBSP}${formatTime(moment)}`;
}

/** « 19 nov. », with the year when it is not that of `now`. */
export function formatShortDate(moment: Moment, now: Date = new Date()): string {
  const { day, year } = split(moment);
  const short = `${day}${NBSP}${monthOf(moment)}`;
  return year === split(now).year ? short : `${short}${NBSP}${year}`;
}

/** « aujourd’hui, 9 h 12 », « hier, 16 h 40 », « demain », else the short date. A day alone carries no hour. */
export function formatRelative(moment: Moment, now: Date = new Date()): string {
  const word = NEAR_DAYS.get(daysBetween(now, moment));
  if (word === undefined) return formatShortDate(moment, now);
  return typeof moment === 'string' && DAY_ONLY.test(moment) ? word : `${word}, ${formatTime(moment)}`;
}

const NEAR_DAYS = new Map([
  [-1, 'hier'],
  [0, 'aujourd’hui'],
  [1, 'demain'],
]);

/** Whole days of the calendar in Paris from one moment to another: negative when `to` is earlier. */
export function daysBetween(from: Moment, to: Moment): number {
  const midnight = (moment: Moment) => Date.parse(`${isoDay(moment)}T00:00:00Z`);
  return Math.round((midnight(to) - midnight(from)) / 86_400_000);
}

/** The parts of a date block: « 26 », « jeu. », « nov. ». */
export function dayParts(moment: Moment): { day: string; weekday: string; month: string } {
  const date = toDate(moment);
  return { day: split(date).day, weekday: shortWeekday().format(date), month: monthOf(date) };
}

/** First letter as a capital: « Mardi 24 novembre ». */
export function capitalise(text: string): string {
  const [first = ''] = text;
  return first.toLocaleUpperCase('fr') + text.slice(first.length);
}

/** Apostrophes and spaces as French typography wants them: ’ and the no-break spaces around « » : ; ! ?. */
export function typographic(text: string): string {
  return text
    .replace(/(\p{L})'(?=\p{L})/gu, '$1’')
    .replace(/ +([;!?])/g, `${NNBSP}$1`)
    .replace(/ +([:»])/g, `${NBSP}$1`)
    .replace(/« +/g, `«${NBSP}`);
}

const ARTICLE = /^(le|les)\s+(?=\S)/i;
const VOWEL = /^[aeiouyàâäéèêëîïôöùûüœæ]/i;

/**
 * The preposition « de » before a commune's name: « de Nérac », « d’Agen », « du Passage », « des Eyzies »,
 * « de La Réunion ». The h of a name is mute or not as INSEE says (`liaison`, the register's TNCC: 1 is mute);
 * unknown, it is taken as mute, the commoner case, except in Haut-.
 */
export function de(name: string, liaison?: number): string {
  const article = ARTICLE.exec(name);
  if (article) return (article[1]?.toLowerCase() === 'le' ? 'du ' : 'des ') + name.slice(article[0].length);
  return elides(name, liaison) ? `d’${name}` : `de ${name}`;
}

/** The preposition « à » before a commune's name: « à Nérac », « au Passage », « aux Eyzies ». */
export function at(name: string): string {
  const article = ARTICLE.exec(name);
  if (!article) return `à ${name}`;
  return (article[1]?.toLowerCase() === 'le' ? 'au ' : 'aux ') + name.slice(article[0].length);
}

function elides(name: string, liaison?: number): boolean {
  if (/^h/i.test(name)) return liaison === undefined ? !/^haut/i.test(name) : liaison === 1;
  return VOWEL.test(name);
}
