/**
 * What the directory is found by. Pure. Each list that it can show, with or without typed letters, is a run of keys
 * that begin alike: a page costs the same among a hundred people and among ten thousand.
 */
import { plainKey } from '../../platform/text.ts';
import { FUNCTION_NAMES, SUBJECT_NAMES } from './labels.ts';
import { FUNCTIONS, type FunctionKey, SUBJECTS, type SubjectKey } from './schema.ts';

/** What a line is found by, of somebody in one organisation. */
export interface Findable {
  firstName: string;
  lastName: string;
  function?: FunctionKey | undefined;
  title?: string | undefined;
  /** Those that the network may see. */
  subjects: readonly SubjectKey[];
  organisation: string;
  slug: string;
  epci?: string | undefined;
}

export type What = FunctionKey | SubjectKey;
export const WHATS: readonly What[] = [...FUNCTIONS, ...SUBJECTS];

/** Which list: of everybody, of an organisation or of the members of an intercommunality; of one function or subject. */
export interface Filters {
  organisation?: string | undefined;
  epci?: string | undefined;
  what?: What | undefined;
}

/** Words that nobody is found by. */
const SMALL = new Set(['a', 'au', 'aux', 'd', 'de', 'des', 'du', 'en', 'et', 'l', 'la', 'le', 'les', 'sous', 'sur']);

/** « st », « ste » as people write them. */
export const findKey = (typed: string): string => plainKey(typed).replace(/(^|-)st(e?)(?=-|$)/g, '$1saint$2');

/** A text from each of its words on: `villeneuve-sur-lot` and `lot`. */
const fromEachWord = (text: string): string[] => {
  const words = findKey(text).split('-');
  return words.flatMap((word, at) => (word === '' || SMALL.has(word) ? [] : [words.slice(at).join('-')]));
};

/** Most keys of one list that lead to one person: a name of twenty words is a mistake or an attack. */
const MOST_WORDS = 14;
const LONGEST_KEY = 120;

/** Without those that another one begins with: one person stands once where one key is enough. */
function few(keys: readonly string[]): string[] {
  const all = [...new Set(keys)].filter(Boolean);
  return all
    .filter((key) => !all.some((other) => other !== key && other.startsWith(key)))
    .slice(0, MOST_WORDS)
    .map((key) => key.slice(0, LONGEST_KEY));
}

/** Without the « de » that a name may begin with. */
const bare = (name: string): string => fromEachWord(name)[0] ?? name;

const inOrder = ({ firstName, lastName }: Findable): string => findKey(`${lastName} ${firstName}`);

/** Both orders of a name, and what follows each of its words. */
const nameKeys = (person: Findable): string[] =>
  few([
    inOrder(person),
    findKey(`${person.firstName} ${person.lastName}`),
    ...fromEachWord(person.lastName),
    ...fromEachWord(person.firstName),
  ]);

/** Texts that lead to her, followed by her name: « nerac martin », and people of one place in the order of names. */
const keysBefore = (person: Findable, texts: readonly string[]): string[] =>
  few(texts.flatMap(fromEachWord).map((key) => `${key}-${bare(inOrder(person))}`));

const placeKeys = (person: Findable): string[] => keysBefore(person, [person.organisation, person.epci ?? '']);

/** One word of where she is is enough beside her name: « buzet lavardac ». */
const shortPlaceKeys = (person: Findable): string[] =>
  few(
    findKey(`${person.organisation} ${person.epci ?? ''}`)
      .split('-')
      .filter((word) => !SMALL.has(word))
      .map((word) => `${word}-${bare(inOrder(person))}`),
  );

const dutyKeys = (person: Findable): string[] =>
  keysBefore(person, [
    person.function ? FUNCTION_NAMES[person.function] : '',
    person.title ?? '',
    ...person.subjects.map((key) => SUBJECT_NAMES[key]),
  ]);

/** In the order of names; by each text that leads to her; by one word of a place, then her name. */
type Way = 'n' | 'w' | 'x';

const list = (where: string, what: string, way: Way, key: string): string => `${where}~${what}~${way}~${key}`;

/** An intercommunality in a key: its name, as its addresses have it. */
const epciKey = (name: string): string => plainKey(name).slice(0, LONGEST_KEY);

/** The beginning of the keys of a list, in the order of names, or of those that the letters lead to. */
export const keysBeginning = (
  { organisation, epci, what }: Filters,
  typed: string,
  way: Way = typed === '' ? 'n' : 'w',
): string => {
  const where = organisation ? `o:${organisation}` : epci ? `e:${epciKey(epci)}` : '';
  return list(where, what ?? '', way, typed);
};

/** Every key under which somebody stands. */
export function keysOf(person: Findable): string[] {
  const wheres = ['', `o:${person.slug}`, ...(person.epci ? [`e:${epciKey(person.epci)}`] : [])];
  const whats: string[] = ['', ...(person.function ? [person.function] : []), ...person.subjects];
  const names = nameKeys(person);
  const places = placeKeys(person);
  const shortPlaces = [...new Set([...places, ...shortPlaceKeys(person)])];
  const keys = wheres.flatMap((where) =>
    whats.flatMap((what) => [
      list(where, what, 'n', inOrder(person).slice(0, LONGEST_KEY)),
      ...[...names, ...(where === '' ? places : [])].map((key) => list(where, what, 'w', key)),
      ...(where === '' ? shortPlaces : []).map((key) => list(where, what, 'x', key)),
    ]),
  );
  return [...new Set([...keys, ...dutyKeys(person).map((key) => list('', '', 'w', key))])];
}

/** Keys of an organisation: by the words of its name and of its intercommunality. */
export const organisationKeys = (organisation: { name: string; epci?: string | undefined }): string[] =>
  few([...fromEachWord(organisation.name), ...fromEachWord(organisation.epci ?? '')]);

/** What the organisations of an intercommunality are all found by. */
export const bodyKey = (name: string): string => bare(name).slice(0, LONGEST_KEY);

/** Words by which a function or a subject is asked for, the longest first. */
const PHRASES: readonly { phrase: string; what: What }[] = [
  ...FUNCTIONS.flatMap((what) => [
    { phrase: what, what },
    { phrase: findKey(FUNCTION_NAMES[what]), what },
  ]),
  ...SUBJECTS.flatMap((what) => [
    { phrase: what, what },
    { phrase: findKey(SUBJECT_NAMES[what]), what },
  ]),
].sort((left, right) => right.phrase.length - left.phrase.length);

/**
 * What somebody asks for by a few words: « maire nerac » are the mayors whose name or commune begins with « nerac ».
 * A word alone stays a word: people are called Maire too.
 */
export function asked(typed: string, filters: Filters): { typed: string; filters: Filters } {
  const key = findKey(typed);
  if (filters.what) return { typed: key, filters };
  for (const { phrase, what } of PHRASES) {
    for (const rest of [
      key.startsWith(`${phrase}-`) && key.slice(phrase.length + 1),
      key.endsWith(`-${phrase}`) && key.slice(0, -phrase.length - 1),
    ]) {
      const words = rest ? rest.split('-') : [];
      while (words.length > 0 && SMALL.has(words[0] ?? '')) words.shift();
      if (words.length > 0) return { typed: words.join('-'), filters: { ...filters, what } };
    }
  }
  return { typed: key, filters };
}

/** Readings beside that of the words as they stand: a search that finds nobody costs half a read unit for each. */
const MOST_OTHER_READINGS = 2;

/** What else the words may mean, a place and a name in either order, when nobody is found as they stand: « martin nerac ». */
export function otherReadings(filters: Filters, typed: string): string[] {
  const words = typed.split('-');
  if (words.length < 2) return [];
  const lastFirst = [...words.slice(-1), ...words.slice(0, -1)].join('-');
  const firstLast = [...words.slice(1), ...words.slice(0, 1)].join('-');
  return [...new Set([lastFirst, firstLast, typed])]
    .slice(0, MOST_OTHER_READINGS)
    .map((reading) => keysBeginning(filters, reading, 'x'));
}

/** The function or subject that a whole search names, to be proposed as a filter. */
export const whatNamed = (typed: string): What | undefined => {
  const key = findKey(typed);
  return PHRASES.find(({ phrase }) => phrase === key)?.what;
};

const WHAT_NAMES: Readonly<Record<What, string>> = { ...FUNCTION_NAMES, ...SUBJECT_NAMES };
export const whatName = (what: What): string => WHAT_NAMES[what];
