import * as z from 'zod';
import { cleanLine, emailAddress } from '../../platform/text.ts';
import { isRecoveryCode, typedCode } from './recovery-codes.ts';
import { isLocalPath, isStrongPassword } from './rules.ts';
import { TEXTS } from './texts.ts';

/** A path of this site; anything else is dropped, never followed. */
export const returnPath = z
  .string()
  .optional()
  .transform((path) => (path && isLocalPath(path) ? path : undefined));

export const password = z.string({ error: TEXTS.weak }).refine(isStrongPassword, { error: TEXTS.weak });

export const sixDigits = z
  .string({ error: TEXTS.codeForm })
  .transform((code) => code.replace(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, { error: TEXTS.codeForm }));

/** Of the application, or one of those that she wrote down. */
export const secondCode = z
  .string({ error: TEXTS.eitherForm })
  .max(40, { error: TEXTS.eitherForm })
  .transform(typedCode)
  .refine((code) => /^\d{6}$/.test(code) || isRecoveryCode(code), { error: TEXTS.eitherForm });

/** What a form held when the session ended: names and values, as JSON. */
const keptForm = z
  .string()
  .max(600_000)
  .optional()
  .transform((text, context): [string, string][] => {
    if (!text) return [];
    try {
      return z.array(z.tuple([z.string(), z.string()])).parse(JSON.parse(text));
    } catch {
      context.addIssue('Le texte conservé n’est pas lisible.');
      return z.NEVER;
    }
  });

/** The address of an organisation, as `/connexion/<slug>` and `/c/<slug>` have it. */
export const doorSlug = z.string().regex(/^[a-z0-9-]{1,100}$/);

export const doorParams = z.object({ slug: doorSlug });

export const signInQuery = z.object({ retour: returnPath });

export const signInBody = z.object({
  email: emailAddress(),
  password: z
    .string({ error: 'Écrivez votre mot de passe.' })
    .min(1, { error: 'Écrivez votre mot de passe.' })
    .max(256),
  organisation: doorSlug.optional(),
  retour: returnPath,
  suite: keptForm,
});

export const secondFactorBody = z.object({
  email: emailAddress(),
  defi: z.string().min(20).max(4096),
  code: secondCode,
  organisation: doorSlug.optional(),
  retour: returnPath,
  suite: keptForm,
});

export const forgottenBody = z.object({ email: emailAddress() });

export const newPasswordBody = z.object({ email: emailAddress(), code: sixDigits, password });

/** An application is set up; `code` when it takes the place of another. */
export const enrolmentBegunBody = z.object({
  password: z
    .string({ error: 'Écrivez votre mot de passe.' })
    .min(1, { error: 'Écrivez votre mot de passe.' })
    .max(256),
  code: z
    .string()
    .optional()
    .transform((code) => code?.trim() || undefined)
    .pipe(secondCode.optional()),
  retour: returnPath,
});

export const passwordOnlyBody = z.object({
  password: z
    .string({ error: 'Écrivez votre mot de passe.' })
    .min(1, { error: 'Écrivez votre mot de passe.' })
    .max(256),
  retour: returnPath,
});

export const enrolmentToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const enrolmentBody = z.object({ jeton: enrolmentToken, code: sixDigits, retour: returnPath });

/** A code by mail is asked for. */
export const codeAskedBody = z.object({
  email: emailAddress(),
  organisation: doorSlug.optional(),
  retour: returnPath,
  suite: keptForm,
});

/** The code, in the browser that asked for it. `email` goes along to be shown again. */
export const mailedCodeBody = z.object({
  code: sixDigits,
  email: z.string().max(254).optional(),
  organisation: doorSlug.optional(),
  retour: returnPath,
  suite: keptForm,
});

/** `pour`: what a référent proves before she asks it of others. */
export const askedProofQuery = z.object({
  retour: returnPath,
  pour: z.enum(['code', 'totp']).optional().catch(undefined),
});

export const proofBody = z.object({ retour: returnPath });

/** A code of the application, or a recovery code. */
export const applicationBody = z.object({ code: secondCode, retour: returnPath });

export const proofCodeBody = z.object({ code: sixDigits, retour: returnPath });

/** The name of an organisation, or a part of it. */
export const namedQuery = z.object({
  nom: z
    .string()
    .max(100)
    .optional()
    .transform((name) => cleanLine(name ?? '')),
});

export const sessionParams = z.object({ id: z.string().regex(/^ssn_[0-9A-HJKMNP-TV-Z]{26}$/) });
