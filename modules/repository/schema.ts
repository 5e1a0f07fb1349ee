/** What comes in and goes out of the repository: folders, and the files that lie in them. */
import * as z from 'zod';
import { isId } from '../../platform/ids.ts';
import { cleanLine } from '../../platform/text.ts';
import { MOST_READERS } from './rules-rooms.ts';
import { cleanFolderName } from './rules.ts';
import { TEXTS } from './texts.ts';

/** Where things lie that are in no folder. */
export const ROOT = 'racine';
/** Where things lie that were thrown away, for thirty days. */
export const TRASH = 'corbeille';
/** The folder of what was sent from a publishing form: made when the first one comes. */
export const PUBLICATIONS = 'publications';

export const folderId = z.string().refine((text) => isId('fol', text));
export const fileId = z.string().refine((text) => isId('fil', text));

/** A folder, or the top of the repository. */
export const place = z.union([z.literal(ROOT), folderId]);

export const ENTRY_KINDS = ['folder', 'file'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** Which of the two an id is of. */
export const kindOf = (id: string): EntryKind => (isId('fol', id) ? 'folder' : 'file');

/** Most things done at once: a page of a list holds fewer. */
export const MOST_CHOSEN = 100;

/** Ids between commas, as an address carries them; or a list, as a form sends them. */
export const chosen = z
  .union([z.string(), z.array(z.string())], { error: TEXTS.nothingChosen })
  .transform((given) => [...new Set((typeof given === 'string' ? given.split(',') : given).filter(Boolean))])
  .pipe(
    z
      .array(z.union([folderId, fileId]))
      .min(1, { error: TEXTS.nothingChosen })
      .max(MOST_CHOSEN),
  );

export const folderName = z
  .string({ error: TEXTS.nameNeeded })
  .transform(cleanFolderName)
  .pipe(z.string().min(1, { error: TEXTS.nameNeeded }));

export const note = z
  .string()
  .optional()
  .transform((text) => cleanLine(text ?? '').slice(0, 300));

/** Who reads a folder: those who read what is around it, those who publish, or some services and persons. */
export const ROOM_READERS = ['publishers', 'chosen'] as const;
export const READERS = ['everybody', ...ROOM_READERS] as const;

/** A folder with readers of its own; référents read it in any case. */
export interface Room {
  folder: string;
  readers: (typeof ROOM_READERS)[number];
  units: readonly string[];
  persons: readonly string[];
  version: number;
}

const several = (one: z.ZodType<string, string>) =>
  z
    .preprocess(
      (value) => (value === undefined || value === '' ? [] : Array.isArray(value) ? value : [value]),
      z.array(one).max(MOST_READERS, { error: TEXTS.tooManyReaders }),
    )
    .transform((ids) => [...new Set(ids)]);

export const readersBody = z.object({
  lecteurs: z.enum(READERS, { error: TEXTS.readersNeeded }),
  services: several(z.string().refine((id) => isId('unt', id))),
  personnes: several(z.uuid()),
  /** 0 when everybody read it. */
  version: z.coerce.number().int().min(0),
});

export interface TypedReaders {
  readers: (typeof READERS)[number];
  units: readonly string[];
  persons: readonly string[];
  version: number;
}

/** What a page saw: refused when it has changed since. */
export const seenVersion = z.coerce.number().int().min(1);

export interface Person {
  id: string;
  name: string;
}

/** A step of the way to a folder, from the top. */
export interface Step {
  id: string;
  name: string;
}

export interface Folder {
  id: string;
  name: string;
  /** A folder, the top, or the trash. */
  parent: string;
  /** The folders around it, the outermost first; begins with the trash when it is in it. */
  trail: readonly Step[];
  version: number;
  by: Person;
  createdAt: string;
  /** Where it lay before it was thrown away. */
  from?: string | undefined;
  trashedAt?: string | undefined;
}

/** What a version holds: one immutable checked document. */
export interface Held {
  document: string;
  /** In bytes. */
  size: number;
  type: string;
  pages?: number | undefined;
}

export interface File extends Held {
  id: string;
  name: string;
  folder: string;
  /** Number of the present version, and the last number given. */
  number: number;
  last: number;
  version: number;
  /** Who put the present version there, and when. */
  by: Person;
  updatedAt: string;
  createdAt: string;
  /** Nobody else may put a new version as long as it is held. */
  lock?: (Person & { at: string }) | undefined;
  from?: string | undefined;
  /** In the trash: the folders around where it lay. */
  way?: readonly string[] | undefined;
  trashedAt?: string | undefined;
}

export interface FileVersion extends Held {
  number: number;
  by: Person;
  at: string;
  note: string;
  /** The older version whose content it took again. */
  restored?: number | undefined;
}

/** A line of a folder's list. */
export interface EntryCard {
  kind: EntryKind;
  id: string;
  name: string;
  size?: number | undefined;
  type?: string | undefined;
  pages?: number | undefined;
  by: Person;
  updatedAt: string;
  lockedBy?: Person | undefined;
  /** In the trash: where it comes from, and when it goes for good. */
  from?: string | undefined;
  /** In the trash: the folders around where it lay. */
  way?: readonly string[] | undefined;
  until?: string | undefined;
}

/** What an organisation has put there, all versions together. */
export interface Holdings {
  bytes: number;
  files: number;
  /** Bytes kept for files that are on their way, from members and by links. */
  awaited?: number | undefined;
  /** How far documents deposited before there were files have been given one; `all` when none is left. */
  filed?: string | undefined;
}

/** That somebody opened a file: as a member, or by a link, whose id and name then stand in her place. */
export interface Opening {
  at: string;
  /** Of the version. */
  number: number;
  by: Person;
  way: 'member' | 'link';
}
