/** What acts of an authority are checked for: their number, their date, their votes. Pure. */
import type { FieldError } from '../../platform/problems.ts';
import { isRealDay } from './rules.ts';
import type { Particulars } from './schema.ts';

/** A number as each of those who use it writes it. */
export interface ActNumber {
  /** As people read it: `2026-014`. */
  shown: string;
  /** As télétransmission wants it: `2026_014`. */
  transmitted: string;
  /** What makes it unique in its organisation: `2026-14` and `2026/014` are the same. */
  key: string;
  /** In addresses: `2026-014`. */
  address: string;
}

/** ACTES, `NumeroInterne`. */
const TRANSMITTED = /^([A-Z0-9][A-Z0-9_]{0,13})?[A-Z0-9]$/;
/** A number that follows the years. */
const YEARLY = /^(\d{4})_0*(\d{1,6})$/;

/** Digits that a proposed number has at least: lists in the order of texts are in the order of numbers. */
const DIGITS = 3;
const KEY_DIGITS = 6;

/**
 * Reads a number as it was typed. Letters, digits, and between them dashes, slashes, points or spaces; at least one
 * digit, so that it is never one of the words of the register's own addresses. Undefined when it is none.
 */
export function actNumber(typed: string): ActNumber | undefined {
  const shown = typed.trim().replace(/\s+/g, '-').toUpperCase();
  if (!/^[A-Z0-9][A-Z0-9_./-]*$/.test(shown) || !/\d/.test(shown)) return undefined;
  const transmitted = shown.replace(/[^A-Z0-9]+/g, '_').replace(/_$/, '');
  if (!TRANSMITTED.test(transmitted)) return undefined;
  const [, year = '', rank = ''] = YEARLY.exec(transmitted) ?? [];
  const key = year ? `${year}#${rank.padStart(KEY_DIGITS, '0')}` : `#${transmitted}`;
  return { shown, transmitted, key, address: transmitted.replaceAll('_', '-') };
}

/** The key of the numbers of one year, as far as they follow it. */
export const keysOfYear = (year: string): string => `${year}#`;

/** The number that follows, from the key of the last one of its year: `2026-015`. */
export function numberAfter(year: string, lastKey: string | undefined): string {
  const last = Number(lastKey?.slice(keysOfYear(year).length) ?? '0');
  return `${year}-${String(last + 1).padStart(DIGITS, '0')}`;
}

export const WRONG_NUMBER =
  'Écrivez le numéro avec des lettres, des chiffres et des tirets, 15 signes au plus, dont un chiffre : 2026-014.';

/** Why a day of session or of decision is refused. `today` in Paris, as `2026-11-24`. */
export function lackOfDay(day: string | undefined, today: string, what: 'session' | 'decision'): string | undefined {
  if (!day) return what === 'session' ? 'Indiquez la date de la séance.' : 'Indiquez la date de l’acte.';
  if (!isRealDay(day) || day < '1900-01-01') return 'Cette date n’existe pas. Écrivez-la comme 24/11/2026.';
  if (day <= today) return undefined;
  return what === 'session'
    ? 'Cette séance n’a pas encore eu lieu. Vérifiez la date.'
    : 'Cette date n’est pas encore venue. Vérifiez-la.';
}

/** The fields of a vote, in the order in which a form has them. */
export const VOTE_FIELDS = ['members', 'present', 'inFavour', 'against', 'abstained'] as const;
export type VoteField = (typeof VOTE_FIELDS)[number];

/** A vote, counted: SCDL, VOTE_REEL = POUR + CONTRE + ABSTENTION. */
export type Vote = Record<VoteField, number> & { voters: number };

/** The vote that an act tells; undefined when it tells none, or not all of it. */
export function voteOf(particulars: Particulars): Vote | undefined {
  const counts: Record<VoteField, number> = { members: 0, present: 0, inFavour: 0, against: 0, abstained: 0 };
  for (const field of VOTE_FIELDS) {
    const text = particulars[field] ?? '';
    if (!/^\d{1,3}$/.test(text)) return undefined;
    counts[field] = Number(text);
  }
  return { ...counts, voters: counts.inFavour + counts.against + counts.abstained };
}

/**
 * What does not add up in a vote: all of it is told or none. Each of those present votes for herself and for one
 * other at most (CGCT, L2121-20).
 */
export function lacksOfVote(particulars: Particulars): FieldError[] {
  const told = VOTE_FIELDS.filter((field) => (particulars[field] ?? '') !== '');
  // How many members there are is proposed by the form: alone, it tells no vote.
  if (told.every((field) => field === 'members')) return [];
  const wrong = told.filter((field) => !/^\d{1,3}$/.test(particulars[field] ?? ''));
  if (wrong.length > 0) return wrong.map((field) => ({ field, message: 'Écrivez un nombre, par exemple 15.' }));
  const missing = VOTE_FIELDS.filter((field) => !told.includes(field));
  if (missing.length > 0) {
    return missing.map((field) => ({ field, message: 'Indiquez ce nombre aussi, même s’il est 0, ou aucun du vote.' }));
  }
  const vote = voteOf(particulars);
  if (!vote) return [];
  const { members, present, voters } = vote;
  if (members === 0) return [{ field: 'members', message: 'Indiquez combien de membres compte l’assemblée.' }];
  if (present > members) {
    return [{ field: 'present', message: `Il y a plus de présents (${present}) que de membres (${members}).` }];
  }
  if (voters > members) {
    const message = `Pour, contre et abstentions font ${voters} votants, plus que les ${members} membres.`;
    return [{ field: 'inFavour', message }];
  }
  if (voters > 2 * present) {
    const message = `Pour, contre et abstentions font ${voters} votants : trop pour ${present} présents, même avec un pouvoir chacun.`;
    return [{ field: 'inFavour', message }];
  }
  return [];
}
