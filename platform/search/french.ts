/** Words of a French text as an index knows them: « L’école », « ecole » and « écoles » are one. Pure. */
import { stemmer } from '@orama/stemmers/french';

/** A word where it stands in its text. */
export interface Word {
  /** As written. */
  text: string;
  /** In characters from the beginning of the text. */
  start: number;
  end: number;
}

/**
 * What stands before an apostrophe is a word of its own, and says nothing. What is longer than any word is several: the
 * time that a stem takes grows with the square of its word, and a file may be a million letters without a space.
 */
const WORD = /[\p{L}\p{N}]{1,64}/gu;

export const wordsOf = (text: string): Word[] =>
  Array.from(text.matchAll(WORD), ({ 0: word, index }) => ({ text: word, start: index, end: index + word.length }));

/** Without accents nor case, ligatures apart. */
export const plainWord = (word: string): string =>
  word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/œ/g, 'oe').replace(/æ/g, 'ae');

/** Words that say nothing of what a text is about, as `plainWord` gives them. */
const STOP_WORDS: ReadonlySet<string> = new Set(
  `ai au aujourd aura aux avait avec avoir car ce cela ces cet cette ceux chez ci comme dans de des donc dont du elle
  elles en entre est et etaient etait etant ete etre eux hui il ils jusqu la le les leur leurs lorsqu lui ma mais me
  meme mes mon ne ni nos notre nous on ont ou par pas plus pour presqu puisqu qu quand que quel quelle quelles quels
  quelqu qui quoi quoiqu sa sans se selon ses si son sont sous sur ta te tes toi ton tous tout toute toutes tu un une
  vers vos votre vous y`.split(/\s+/),
);

/** Plurals that no rule of endings leads back. */
const IRREGULAR: ReadonlyMap<string, string> = new Map([
  ['aieux', 'aieul'],
  ['baux', 'bail'],
  ['emaux', 'email'],
  ['travaux', 'travail'],
  ['vitraux', 'vitrail'],
  ['yeux', 'oeil'],
]);

/** What ends a word once its French ending has been taken off: typed without accents, more of it is left. */
const LEFT_OVER = /(?<=...)[es]+$/;

const STEMS_KEPT = 50_000;
const stems = new Map<string, string>();

function stemOf(word: string): string {
  const plain = plainWord(word);
  if (/\d/.test(plain)) return plain;
  const regular = IRREGULAR.get(plain);
  const stem = plainWord(stemmer(regular ?? word.normalize('NFC').toLowerCase())).replace(LEFT_OVER, '');
  return stem || plain;
}

/**
 * The term under which a word is kept and looked for; undefined for a word that says nothing. The same for all its
 * forms, with accents or without.
 */
export function termOf(word: string): string | undefined {
  const known = stems.get(word);
  if (known !== undefined) return known === '' ? undefined : known;
  // A copy: the engine keeps a long piece of a text as a view of it, and the whole text with it.
  const own = Buffer.from(word).toString();
  const plain = plainWord(own);
  const isSmall = STOP_WORDS.has(plain) || /^\p{L}$/u.test(plain);
  const term = isSmall ? '' : stemOf(own);
  if (stems.size >= STEMS_KEPT) stems.clear();
  stems.set(own, term);
  return term === '' ? undefined : term;
}

/** How often each term stands in a text. */
export function termsOf(text: string): Map<string, number> {
  const terms = new Map<string, number>();
  for (const [word] of text.matchAll(WORD)) {
    const term = termOf(word);
    if (term !== undefined) terms.set(term, (terms.get(term) ?? 0) + 1);
  }
  return terms;
}
