/** Decisions about organisations: sign-up, invitations, who may do what. Pure. */
import { plainKey } from '../../platform/text.ts';

/** A sign-up is a case between a person, a commune's official mailbox and the operator. */
export const SIGN_UP_STATES = ['code-sent', 'waiting', 'link-sent', 'completed', 'refused'] as const;
export type SignUpState = (typeof SIGN_UP_STATES)[number];

/** Each transition owns the states it may start from. */
export const SIGN_UP_TRANSITIONS = {
  /** The code was right: the applicant's own address is now to be proved by a link. */
  proveByCode: { from: ['code-sent'], to: 'link-sent' },
  /** No access to the official mailbox: the operator will decide. */
  askOperator: { from: ['code-sent'], to: 'waiting' },
  approve: { from: ['waiting'], to: 'link-sent' },
  refuse: { from: ['waiting'], to: 'refused' },
  complete: { from: ['link-sent'], to: 'completed' },
} as const satisfies Record<string, { from: readonly SignUpState[]; to: SignUpState }>;

export type SignUpTransition = keyof typeof SIGN_UP_TRANSITIONS;

export const mayTransition = (transition: SignUpTransition, from: SignUpState): boolean =>
  SIGN_UP_TRANSITIONS[transition].from.some((state) => state === from);

/** A code is good for half an hour, five tries; three codes at most for one request, one minute apart. */
export const CODE_MINUTES = 30;
export const MOST_CODE_TRIES = 5;
export const MOST_CODES = 3;
export const CODE_INTERVAL_SECONDS = 60;

export type CodeRefusal = 'expired' | 'no-tries-left';

/** Whether a code may still be tried. */
export function codeRefusal(code: { expiresAt: string; tries: number }, now: Date): CodeRefusal | undefined {
  if (Date.parse(code.expiresAt) <= now.getTime()) return 'expired';
  if (code.tries >= MOST_CODE_TRIES) return 'no-tries-left';
  return undefined;
}

export type ResendRefusal = 'too-many' | 'too-soon';

export function resendRefusal(code: { sent: number; lastAt: string }, now: Date): ResendRefusal | undefined {
  if (code.sent >= MOST_CODES) return 'too-many';
  if (Date.parse(code.lastAt) + CODE_INTERVAL_SECONDS * 1000 > now.getTime()) return 'too-soon';
  return undefined;
}

/** Links to join are good for fourteen days. */
export const LINK_DAYS = 14;

/**
 * Where the invitation of a commune went: to its official mailbox, which proves the town hall, or to an address that
 * its intercommunal body gave.
 */
export const INVITATION_CHANNELS = ['mailbox', 'address'] as const;
export type InvitationChannel = (typeof INVITATION_CHANNELS)[number];

/** That somebody left and who took over is remembered sixty days. */
export const HANDOVER_DAYS = 60;

/** Words that nobody starts a search with. */
const SMALL_WORDS = new Set([
  'a',
  'au',
  'aux',
  'd',
  'de',
  'des',
  'du',
  'en',
  'et',
  'l',
  'la',
  'le',
  'les',
  'sous',
  'sur',
]);

/** « st », « ste » as people write them: `st-pierre` → `saint-pierre`. */
const spelledOut = (key: string): string => key.replace(/(^|-)st(e?)(?=-|$)/g, '$1saint$2');

/** What a name is found by: the whole of it, and what follows each of its words, in plain letters. */
export function searchKeys(name: string): string[] {
  const words = spelledOut(plainKey(name)).split('-');
  const keys = words
    .map((word, at) => ({ word, key: words.slice(at).join('-') }))
    .filter(({ word }, at) => at === 0 || !SMALL_WORDS.has(word))
    .map(({ key }) => key);
  return [...new Set(keys)];
}

/** The key that a person's few letters ask for. */
export const searchKey = (typed: string): string => spelledOut(plainKey(typed));

/** Shortest text that is worth a search. */
export const SHORTEST_SEARCH = 2;

/** Names in addresses: the plain name, and the INSEE code where two share it. */
export function slugsOf(places: readonly { code: string; name: string }[]): Map<string, string> {
  const counts = new Map<string, number>();
  for (const { name } of places) counts.set(plainKey(name), (counts.get(plainKey(name)) ?? 0) + 1);
  return new Map(
    places.map(({ code, name }) => {
      const plain = plainKey(name);
      return [code, (counts.get(plain) ?? 0) > 1 ? `${plain}-${code.toLowerCase()}` : plain];
    }),
  );
}

/** What a new edition of the register makes of a place that is known. */
interface Place {
  siren: string;
  slug: string;
  isAdded?: boolean | undefined;
  goneIn?: string | undefined;
}

/**
 * The register after a new edition: facts are the edition's; an address once given stays; those that the edition
 * lacks stay as they were, marked; those that the operator added are left alone until the edition has them.
 */
export function refreshed<Entry extends Place>(
  before: readonly Entry[],
  edition: { name: string; entries: readonly Entry[] },
): Entry[] {
  const known = new Map(before.map((place) => [place.siren, place]));
  const now = new Set(edition.entries.map(({ siren }) => siren));
  const taken = new Map(before.map(({ slug, siren }) => [slug, siren]));
  const present = edition.entries.map((entry) => {
    const slug = known.get(entry.siren)?.slug ?? freeSlug(entry, taken);
    taken.set(slug, entry.siren);
    return { ...entry, slug };
  });
  const gone = before
    .filter(({ siren, isAdded }) => !now.has(siren) && isAdded !== true)
    .map((place) => ({ ...place, goneIn: place.goneIn ?? edition.name }));
  return [...present, ...gone];
}

const freeSlug = ({ slug, siren }: Place, taken: ReadonlyMap<string, string>): string =>
  (taken.get(slug) ?? siren) === siren ? slug : `${slug}-${siren}`;

/**
 * Suspended by the operator: all of it can be read, nothing new can be made. Left: nobody enters, and it is erased after
 * a delay (docs/adr/0021-leaving.md).
 */
export const LIFE_STATES = ['active', 'suspended', 'left'] as const;
export type LifeState = (typeof LIFE_STATES)[number];

/** Of those that lists show. */
export const LISTED_STATES = ['active', 'suspended'] as const satisfies readonly LifeState[];
export type ListedState = (typeof LISTED_STATES)[number];

/** What the operator looks for among organisations; `name` in plain letters, empty for any. */
export const isWanted =
  (wanted: { kind?: string | undefined; state?: LifeState | undefined; name: string }) =>
  ({ kind, state, name }: { kind: string; state: LifeState; name: string }): boolean =>
    (wanted.kind === undefined || wanted.kind === kind) &&
    (wanted.state === undefined || wanted.state === state) &&
    plainKey(name).includes(wanted.name);

/** Both addresses name one mailbox: the code sent to it has then proved the applicant's own. */
export const isSameMailbox = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();
