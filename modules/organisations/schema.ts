import * as z from 'zod';
import { ROLES } from '../../platform/actor.ts';
import { isId } from '../../platform/ids.ts';
import { isText } from '../../platform/text-file.ts';
import { cleanLine, cleanText, emailAddress, line, optionalLine } from '../../platform/text.ts';
import { passwordSchema } from '../identity/index.ts';
import { isSiren, ORGANISATION_KINDS, sirenDigits } from './kinds.ts';
import { LONGEST_WORDS } from './rules-joining.ts';
import { INVITATION_CHANNELS } from './rules.ts';
import { TEXTS } from './texts.ts';

export const slug = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
  .max(120);

/** Several lines that may be left empty: `undefined` then. */
const optionalText = (label: string, most: number) =>
  z
    .string()
    .default('')
    .transform(cleanText)
    .pipe(z.string().max(most, { error: `Raccourcissez ${label} : ${most} caractères au plus.` }))
    .transform((text) => text || undefined);

export const searchQuery = z.object({ q: z.string().max(100).optional() });

/** Who signs a commune up. `id` was made when the form was shown: posted twice, it makes one request. */
export const signUpBody = z.object({
  id: z.string().refine((id) => isId('sgn', id), { error: 'Rechargez la page et recommencez.' }),
  firstName: line('votre prénom', 80),
  lastName: line('votre nom', 80),
  position: line('votre fonction', 120),
  email: emailAddress(),
});

const siren = z
  .string({ error: TEXTS.badSiren })
  .transform(sirenDigits)
  .pipe(z.string().refine(isSiren, { error: TEXTS.badSiren }));

const described = {
  kind: z.enum(ORGANISATION_KINDS, { error: TEXTS.kindNeeded }),
  name: line('le nom de l’organisation', 120),
  siren,
};

/** Who asks to join an organisation. */
export const joiningBody = z.object({
  firstName: line('votre prénom', 80),
  lastName: line('votre nom', 80),
  position: line('votre fonction', 120),
  email: emailAddress(),
  words: optionalText('votre message', LONGEST_WORDS),
});

export const joinRequestParams = z.object({ id: z.string().refine((id) => isId('jrq', id)) });

/** Who signs up an organisation that the register lacks. */
export const unlistedBody = signUpBody.extend(described);

/** `<id>.<signature>`: only who made the request has its address. */
export const reference = z.string().regex(/^sgn_[0-9A-HJKMNP-TV-Z]{26}\.[A-Za-z0-9_-]{22}$/);

export const codeBody = z.object({
  code: z
    .string({ error: 'Écrivez les six chiffres du code.' })
    .transform((code) => code.replace(/\s/g, ''))
    .pipe(z.string().regex(/^\d{6}$/, { error: 'Écrivez les six chiffres du code.' })),
});

export const linkToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

/** A new account: the password is chosen. Names are asked when the invitation did not give them. */
export const welcomeBody = z.object({
  firstName: line('votre prénom', 80).optional(),
  lastName: line('votre nom', 80).optional(),
  password: passwordSchema,
});

/** An account that exists: its password is asked. */
export const joinBody = z.object({
  password: z
    .string({ error: 'Écrivez votre mot de passe.' })
    .min(1, { error: 'Écrivez votre mot de passe.' })
    .max(256),
});

export const role = z.enum(ROLES, { error: TEXTS.roleNeeded });

export const invitationBody = z.object({
  id: z.string().refine((id) => isId('inv', id), { error: 'Rechargez la page et recommencez.' }),
  email: emailAddress(),
  firstName: optionalLine('son prénom', 80),
  lastName: optionalLine('son nom', 80),
  position: optionalLine('sa fonction', 120),
  role,
});

/** A pasted list of people to invite. `id` names the batch: confirmed twice, each is invited once. */
const listText = z.string({ error: TEXTS.noInvitationLine }).max(200_000, { error: TEXTS.tooManyInvited });

/** Lines, or the text of a file in their place: what comes from a file is shown before anything is sent. */
export const invitationListBody = z
  .object({
    id: z.string().refine((id) => isId('inv', id), { error: 'Rechargez la page et recommencez.' }),
    lines: listText.optional(),
    file: listText.refine(isText, { error: TEXTS.notCsv }).optional(),
    role,
    action: z.enum(['preview', 'invite']).default('preview'),
    /** Mark of the list that the page showed before it was confirmed. */
    shown: z.string().max(100).optional(),
  })
  .refine(({ lines = '', file = lines }) => file.trim() !== '', { error: TEXTS.noInvitationLine, path: ['lines'] })
  .transform(({ file, lines = '', action, ...list }) => ({
    ...list,
    ...(file === undefined ? { lines, action } : { lines: file, action: 'preview' as const }),
  }));

export const invitationParams = z.object({ id: z.string().refine((id) => isId('inv', id)) });
export const memberParams = z.object({ person: z.uuid() });
/** Who goes on with what somebody who leaves has begun. */
export const departureBody = z.object({ to: z.preprocess((id) => id || undefined, z.uuid().optional()) });
export const roleBody = z.object({ role, version: z.coerce.number().int() });

export const communeInvitationBody = z
  .object({
    channel: z.enum(INVITATION_CHANNELS, { error: 'Choisissez où envoyer l’invitation.' }),
    email: z.string().optional(),
  })
  .transform(({ channel, email = '' }, context) => {
    if (channel === 'mailbox') return { channel };
    const address = emailAddress().safeParse(email);
    if (address.success) return { channel, email: address.data };
    context.addIssue({ code: 'custom', path: ['email'], message: address.error.issues[0]?.message ?? '' });
    return z.NEVER;
  });

export const signUpParams = z.object({ id: z.string().refine((id) => isId('sgn', id)) });
const reasonSaid = (needed: string) =>
  z.object({
    reason: z
      .string({ error: needed })
      .trim()
      .min(5, { error: needed })
      .max(1000, { error: 'Raccourcissez la raison : 1 000 caractères au plus.' }),
  });
export const refusalBody = reasonSaid(TEXTS.reasonNeeded);
export const joinRefusalBody = reasonSaid(TEXTS.joinReason);
export const joinAcceptanceBody = z.object({ role });

const optional = <Schema extends z.ZodType<string, string>>(schema: Schema) =>
  z
    .string()
    .default('')
    .transform(cleanLine)
    .pipe(z.union([z.literal('').transform(() => undefined), schema]));

const telephone = z.string().regex(/^\+?\d(?:[ .-]?\d){5,14}$/, { error: TEXTS.badTelephone });

/** `www.exemple.fr` as people write it, or a whole address: http or https, without a name and password in it. */
const website = z
  .string()
  .max(300, { error: TEXTS.badWebsite })
  .transform((typed) => (/^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`))
  .refine(isWebAddress, { error: TEXTS.badWebsite });

function isWebAddress(typed: string): boolean {
  const url = URL.canParse(typed) ? new URL(typed) : undefined;
  return (
    (url?.protocol === 'https:' || url?.protocol === 'http:') &&
    url.username === '' &&
    url.password === '' &&
    /\.[a-z]{2,}$/i.test(url.hostname)
  );
}

const colour = z.string({ error: TEXTS.badColour }).regex(/^#[0-9a-f]{6}$/i, { error: TEXTS.badColour });

/** `proposed`: the readable colour that the page offered in place of `accent`. */
export const presentationBody = z
  .object({
    address: optionalText('l’adresse', 300),
    telephone: optional(telephone),
    hours: optionalText('les horaires', 600),
    website: optional(website),
    email: optional(emailAddress()),
    ownColour: z.string().optional(),
    accent: colour.optional(),
    proposed: colour.optional(),
    isPublic: z.enum(['oui', 'non'], { error: TEXTS.openOrNot }),
    version: z.coerce.number().int().min(0),
  })
  .transform(({ ownColour, accent, proposed, isPublic, ...said }) => ({
    ...said,
    accent: ownColour === undefined ? undefined : (proposed ?? accent)?.toLowerCase(),
    isPublic: isPublic === 'oui',
  }));

export const logoBody = z.object({
  document: z.string({ error: TEXTS.logoNeeded }).refine((id) => isId('doc', id), { error: TEXTS.logoNeeded }),
  version: z.coerce.number().int().min(0),
});
export const logoRemovalBody = z.object({ version: z.coerce.number().int().min(1) });

export const organisationParams = z.object({ siren: z.string().refine(isSiren) });

const version = z.coerce.number().int().min(0);
export const suspensionBody = z.object({
  version,
  reason: z
    .string({ error: TEXTS.suspensionReason })
    .transform(cleanText)
    .pipe(z.string().min(5, { error: TEXTS.suspensionReason }).max(1000, { error: TEXTS.suspensionReason })),
});
export const reactivationBody = z.object({ version });
export const messageBody = z.object({
  id: z.string().refine((id) => isId('msg', id), { error: 'Rechargez la page et recommencez.' }),
  subject: line('l’objet du message', 120),
  text: z
    .string({ error: TEXTS.messageNeeded })
    .transform(cleanText)
    .pipe(
      z
        .string()
        .min(1, { error: TEXTS.messageNeeded })
        .max(5000, { error: 'Raccourcissez le message : 5 000 caractères au plus.' }),
    ),
});

export const mailboxesBody = z.object({
  lines: z.string({ error: TEXTS.noMailboxLine }).trim().min(1, { error: TEXTS.noMailboxLine }).max(200_000),
  action: z.enum(['preview', 'import']).default('preview'),
});
