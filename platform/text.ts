import * as z from 'zod';
import { cleanLine } from './clean-text.ts';

export { cleanLine, cleanText } from './clean-text.ts';

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

/** What is wrong with an address, when it can be told. */
function emailFault(typed: unknown, message: string): string {
  const text = typeof typed === 'string' ? typed : '';
  if (text.split('@').length > 2) return 'Écrivez une seule adresse.';
  if (text.includes('@') && /\p{L}/u.test(text.replace(/[a-z]/g, ''))) {
    return 'Une adresse e-mail s’écrit sans accent, par exemple mairie@exemple.fr.';
  }
  return text.includes('@') && text.includes(' ') ? 'Retirez l’espace de cette adresse.' : message;
}

/** An e-mail address, in lower case. */
export const emailAddress = (
  message = 'Écrivez une adresse complète, par exemple mairie@exemple.fr.',
): z.ZodType<string, string> =>
  z
    .string({ error: message })
    .transform((text) => cleanLine(text).toLowerCase())
    .pipe(
      z
        .string()
        .max(254, { error: message })
        .regex(EMAIL, { error: ({ input }) => emailFault(input, message) }),
    );

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
