import * as z from 'zod';

/**
 * Control characters, and the marks that turn the direction of writing (Unicode bidirectional overrides and
 * isolates): they can make a title read as another one. Tab and line feed are kept in long texts.
 */
// eslint-disable-next-line no-control-regex -- these are the very characters to find
const HIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** One line as typed: hidden characters and repeated spaces removed, composed (NFC), trimmed. */
export const cleanLine = (text: string): string =>
  text.normalize('NFC').replace(HIDDEN, '').replace(/\s+/g, ' ').trim();

/** Several lines as typed: hidden characters removed, line ends unified, trimmed. */
export const cleanText = (text: string): string =>
  text.normalize('NFC').replace(/\r\n?/g, '\n').replace(HIDDEN, '').trim();

/** A required single line. `label` is how the message names it: « le titre ». */
export const line = (label: string, most: number): z.ZodType<string, string> =>
  z
    .string({ error: `Indiquez ${label}.` })
    .transform(cleanLine)
    .pipe(
      z
        .string()
        .min(1, { error: `Indiquez ${label}.` })
        .max(most, { error: `Raccourcissez ${label} : ${most} caractères au plus.` }),
    );

/** A single line that may stay empty. */
export const optionalLine = (label: string, most: number): z.ZodType<string, string | undefined> =>
  z
    .string()
    .optional()
    .transform((text) => cleanLine(text ?? ''))
    .pipe(z.string().max(most, { error: `Raccourcissez ${label} : ${most} caractères au plus.` }));

// Before the sign: what relays take without SMTPUTF8, which SES does not speak. An accent there is a slip of the hand.
const EMAIL = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/i;

/** An e-mail address, in lower case. */
export const emailAddress = (
  message = 'Écrivez une adresse complète, par exemple mairie@exemple.fr.',
): z.ZodType<string, string> =>
  z
    .string({ error: message })
    .transform((text) => cleanLine(text).toLowerCase())
    .pipe(z.string().max(254, { error: message }).regex(EMAIL, { error: message }));

/** Shows that an address is known without giving it: `m•••@ville-nerac.fr`. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, 1)}•••${address.slice(at)}`;
}

/** Without accents nor case, spaces and signs as one dash: `Sainte-Livrade-sur-Lot` → `sainte-livrade-sur-lot`. */
export const plainKey = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
