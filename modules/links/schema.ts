/** What comes in and goes out of links for people without account. */
import * as z from 'zod';
import { isId } from '../../platform/ids.ts';
import { cleanText, line, optionalLine } from '../../platform/text.ts';
import { fileId, folderId } from '../repository/index.ts';
import {
  FILES_TAKEN,
  LIFETIMES,
  type LinkKind,
  SHORTEST_PASSWORD,
  SIZES_TAKEN,
  USUAL_FILES,
  USUAL_LIFETIME,
  USUAL_SIZE,
} from './rules.ts';
import { TEXTS } from './texts.ts';

export const linkId = z.string().refine((text) => isId('lnk', text));
/** 256 bits: what the address of a link ends with, and that of a deposit. */
export const token = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const target = z.union([folderId, fileId]);

/** `lire` or `deposer`, as addresses say it. */
export const KINDS = { lire: 'read', deposer: 'deposit' } as const satisfies Record<string, LinkKind>;
export const kindWord = z.enum(['lire', 'deposer']);

const oneOf = (choices: readonly number[], usual: number) =>
  z.coerce
    .number()
    .refine((value) => choices.includes(value), { error: TEXTS.chooseOne })
    .default(usual);

/** Nothing typed is no password. Kept as typed: a space is a character like another. */
const password = z
  .string()
  .max(200, { error: TEXTS.passwordTooLong })
  .optional()
  .transform((text) => text || undefined)
  .refine((text) => text === undefined || text.length >= SHORTEST_PASSWORD, { error: TEXTS.passwordTooShort });

/** `id` and `jeton` are made with the form: posted twice, it makes one link, and shows the same address. */
export const newLink = z.object({
  cible: target,
  pour: kindWord,
  id: linkId.optional(),
  jeton: token.optional(),
  nom: optionalLine('le nom', 100),
  jours: oneOf(LIFETIMES, USUAL_LIFETIME),
  motdepasse: password,
  fichiers: oneOf(FILES_TAKEN, USUAL_FILES),
  taille: oneOf(SIZES_TAKEN, USUAL_SIZE),
});
export type NewLink = z.output<typeof newLink>;

export const depositor = z.object({
  nom: line('votre nom', 100),
  message: z
    .string()
    .optional()
    .transform((text) => cleanText(text ?? ''))
    .pipe(z.string().max(1000, { error: TEXTS.messageTooLong })),
});

export interface Person {
  id: string;
  name: string;
}

/** What a link leads to, as it was called when the link was made. */
export interface Target {
  id: string;
  name: string;
}

export interface SharedLink {
  id: string;
  kind: LinkKind;
  target: Target;
  /** For whom it is, in its maker's words. */
  label?: string | undefined;
  /** Of the token: nothing else of it is kept. */
  hash: string;
  password?: { salt: string; hash: string } | undefined;
  expiresAt: string;
  /** Who answers for it: it opens as long as she may give links. */
  by: Person;
  createdAt: string;
  withdrawn?: (Person & { at: string }) | undefined;
  openings: number;
  openedAt?: string | undefined;
  /** Of a link to deposit: how many files it takes, of which size at most, in bytes; and those that it has taken. */
  mostFiles?: number | undefined;
  largest?: number | undefined;
  documents?: readonly string[] | undefined;
}

/** What one person sent by a link. */
export interface Deposited {
  /** Id of the link, and hash of the address of this deposit. */
  through: string;
  id: string;
  name: string;
  message: string;
  createdAt: string;
  documents?: readonly string[] | undefined;
  /** Whoever answers for the link has been told. */
  told?: boolean | undefined;
}
