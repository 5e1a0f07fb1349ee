/** Decisions about personal data: what leaves in a copy, what is hers, how long a copy is kept. Pure. */
import { DAY } from '../../platform/clock.ts';
import { isRecord } from '../../platform/records.ts';

/** `closure`: an account to close, whose traces are made nobody's. `folder`: the files of a folder of documents. */
export const REQUEST_KINDS = ['organisation', 'person', 'closure', 'folder'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

export const REQUEST_STATES = ['asked', 'making', 'ready'] as const;
export type RequestState = (typeof REQUEST_STATES)[number];

/** A copy may be fetched for seven days once it is ready. */
export const FETCHED_FOR = 7 * DAY;
/** The request itself is shown a little longer. */
export const REQUEST_KEPT_FOR = 30 * DAY;

/** Size after which a file of the copy is closed and another begun. In bytes: what a worker holds at once. */
export const PART_SIZE = 64 * 1024 * 1024;

/** Most bytes of a folder that is copied at once: some sixty files of the copy. */
export const LARGEST_FOLDER = 4 * 1024 ** 3;

/** What stands for somebody whose account is closed, where what she did must stay. */
export const NOBODY = 'Compte fermé';

/**
 * What an organisation takes with it. What is not named here stays: what members keep for themselves (`particulars`),
 * mails on their way, links, copies of what is here already.
 */
const OF_ORGANISATION: Readonly<Record<string, string>> = {
  organisation: 'organisation',
  member: 'membres',
  invitation: 'invitations',
  content: 'publications',
  document: 'documents',
  folder: 'dossiers',
  file: 'fichiers',
  'file-version': 'versions-de-fichiers',
  'file-opening': 'ouvertures-de-fichiers',
  'shared-link': 'liens',
  'link-deposit': 'depots-par-lien',
  list: 'listes',
  reader: 'abonnes-sans-adresse',
  unit: 'services',
};

/** The file of a copy that an item goes into; undefined when it stays here. */
export const fileOfOrganisation = (entity: string): string | undefined => OF_ORGANISATION[entity];

/** Of the machinery, not of anybody: never in a copy. */
const MACHINERY = new Set(['mail', 'act', 'data-request', 'link']);

/** Attributes that say where an item lies, or that would let somebody in. */
const LEFT_OUT = new Set([
  'pk',
  'sk',
  'gsi1pk',
  'gsi1sk',
  '__edb_e__',
  '__edb_v__',
  'scope',
  'ttl',
  'hash',
  'link',
  'heldBy',
  'password',
  'order',
]);

export type Item = Readonly<Record<string, unknown>>;

export const entityOf = (item: Item): string => (typeof item.__edb_e__ === 'string' ? item.__edb_e__ : '');

/** An item as a copy shows it. */
export const shownItem = (item: Item): Item =>
  Object.fromEntries(Object.entries(item).filter(([name]) => !LEFT_OUT.has(name)));

/** Whether an item names somebody, at any depth. */
function names(value: unknown, person: string): boolean {
  if (typeof value === 'string') return value === person;
  if (Array.isArray(value)) return value.some((one) => names(one, person));
  return isRecord(value) && Object.values(value).some((one) => names(one, person));
}

/** Whether an item of an organisation is about that person: her line, what she wrote, what she deposited. */
export const isAbout = (item: Item, person: string): boolean =>
  !MACHINERY.has(entityOf(item)) && names(shownItem(item), person);

/** The same item with nobody's name in place of hers: `undefined` when it does not name her. */
export function withoutName(item: Item, person: string): Item | undefined {
  if (!isAbout(item, person)) return undefined;
  let changed = false;
  const replaced = Object.fromEntries(
    Object.entries(item).map(([attribute, value]) => {
      if (!isRecord(value) || value.id !== person || value.name === NOBODY) return [attribute, value];
      changed = true;
      return [attribute, { ...value, name: NOBODY }];
    }),
  );
  return changed ? replaced : undefined;
}
