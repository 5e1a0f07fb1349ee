/** What comes in and goes out of the documents. */
import * as z from 'zod';
import { LARGEST_FILE } from '../../platform/deposits.ts';
import { isId } from '../../platform/ids.ts';
import { cleanFileName } from './rules.ts';
import { TEXTS } from './texts.ts';

/**
 * `awaited`: a place is kept for the file; `checking`: it has arrived; then `ready`, or `refused` with a reason.
 * A document that is ready never changes: acts rest on it. `erased`: nothing holds it any more, it is about to go.
 */
export const DOCUMENT_STATES = ['awaited', 'checking', 'ready', 'refused', 'erased'] as const;
export type DocumentState = (typeof DOCUMENT_STATES)[number];

/** Why a file is refused. */
export const REFUSALS = [
  'empty',
  'executable',
  'unsupported',
  'renamed',
  'damaged',
  'encrypted',
  'infected',
  'unscannable',
  'bomb',
  'too-many-pixels',
  'launch',
] as const;
export type Refusal = (typeof REFUSALS)[number];

/** What a file holds beside what one reads, said before it is opened. `links`: it fetches from elsewhere. */
export const FLAGS = ['macros', 'links', 'scripts', 'attachments'] as const;
export type Flag = (typeof FLAGS)[number];

export const isFlag = (text: string): text is Flag => FLAGS.some((flag) => flag === text);

/**
 * How far the text of a ready document is known. `awaited`: the worker is told; `recognising`: pages that are pictures
 * are read one by one; `none`: nothing in it can be read; `failed`: it can be asked again.
 */
export const READING_STATES = ['awaited', 'reading', 'recognising', 'done', 'none', 'failed'] as const;
export type ReadingState = (typeof READING_STATES)[number];

/** What is known of a document's text, and how far its reading has come. */
export interface Reading {
  state: ReadingState;
  /** Characters of text kept; absent while there is none. */
  length?: number;
  /** There was more text, or more pages, than is kept. */
  truncated?: boolean;
  /** Pages, from 1, that are pictures and are read as such. */
  scanned?: number[];
  /** How many of them have been read. */
  recognised?: number;
  /** Pictures of pages beyond what is read. */
  unread?: number;
}

export const documentId = z.string().refine((text) => isId('doc', text));

/** An address of this very site: never another one, nor `//elsewhere`. */
export const ownPath = z
  .string()
  .max(500)
  .regex(/^\/(?![/\\])[^\s\\]*$/);

const MEDIA_TYPE = /^[a-z]+\/[a-z0-9][a-z0-9.+-]{0,126}$/;

/**
 * A place asked for a file. Without script nothing is known of it yet: the name then comes with the file. A file
 * already sent by the page (`document`) asks for no place.
 */
export const depositSchema = z.object({
  name: z
    .string()
    .optional()
    .transform((name) => cleanFileName(name ?? '')),
  size: z.coerce
    .number()
    .int()
    .min(1, { error: TEXTS.refusals.empty })
    .max(LARGEST_FILE, { error: TEXTS.tooLarge })
    .optional(),
  // A type that the browser does not know is no reason to refuse: the content will tell.
  type: z
    .string()
    .optional()
    .transform((type) => (type && MEDIA_TYPE.test(type) ? type : 'application/octet-stream')),
  sha256: z
    .string()
    .regex(/^[A-Za-z0-9+/]{43}=$/, { error: TEXTS.badChecksum })
    .optional(),
  document: z.union([documentId, z.array(documentId)]).optional(),
  /** Folder for it, or file of which it is a new version: see modules/repository. */
  dossier: z.string().max(40).optional(),
  fichier: z.string().max(40).optional(),
  motif: z.string().max(1000).optional(),
  retour: ownPath.optional(),
});
export type Deposit = z.output<typeof depositSchema>;

/** Where whoever sends a document wants it to be kept: the repository decides whether that is still possible. */
export interface DocumentPlace {
  folder?: string | undefined;
  /** The file of which it is a new version, and why there is one. */
  file?: string | undefined;
  note?: string | undefined;
  /** How it came, when no member sent it: in words, and by which deposit of which link (modules/links). */
  via?: string | undefined;
  link?: string | undefined;
  deposit?: string | undefined;
}

/** That its name was taken where it went. */
export interface Namesake {
  /** The file that it became, and under which name. */
  file: string;
  as: string;
  /** The file that has the name, and whether it is the very same content. */
  of: string;
  isSame: boolean;
}

/** What lists and other modules see of a document. */
export interface DocumentCard {
  id: string;
  /** Empty until the file has come, when it was sent without script. */
  name: string;
  state: DocumentState;
  refusal?: Refusal;
  /** In bytes. */
  size?: number;
  /** Media type found by reading the file. */
  type?: string;
  pages?: number;
  createdAt: string;
  depositor: { id: string; name: string };
  flags?: Flag[];
  reading?: Reading;
  /** A picture of its first page is kept. */
  thumbnail?: boolean;
  namesake?: Namesake;
}

/** A document that may be attached: all that a copy of it needs. */
export interface ReadyDocument extends DocumentCard {
  state: 'ready';
  size: number;
  type: string;
  key: string;
  /** Version of the object that was checked. */
  version?: string;
  /** Hexadecimal. */
  sha256: string;
  /** Files of the repository that hold it. */
  files?: readonly string[];
}
