import * as z from 'zod';
import { isId } from '../../platform/ids.ts';
import { cleanLine, emailAddress, line, optionalLine } from '../../platform/text.ts';
import { MOST_IN_UNIT } from './chart.ts';
import { TEXTS } from './texts.ts';

/** What somebody is in an organisation: keys of addresses (`/annuaire?fonction=maire`), so they are French. */
export const FUNCTIONS = [
  'maire',
  'adjoint',
  'conseiller',
  'delegue',
  'president',
  'vice-president',
  'elu',
  'dgs',
  'secretaire',
  'responsable',
  'agent',
] as const;
export type FunctionKey = (typeof FUNCTIONS)[number];

/** What somebody looks after, for others to find whom to ask. */
export const SUBJECTS = [
  'accueil',
  'action-sociale',
  'agriculture',
  'commande-publique',
  'communication',
  'culture',
  'dechets',
  'eau',
  'ecoles',
  'economie',
  'energie',
  'environnement',
  'etat-civil',
  'finances',
  'habitat',
  'numerique',
  'personnel',
  'securite',
  'sport',
  'tourisme',
  'transports',
  'urbanisme',
  'voirie',
] as const;
export type SubjectKey = (typeof SUBJECTS)[number];

/** Who may read a field of somebody's particulars, each level including those before it. */
export const VISIBILITIES = ['nobody', 'organisation', 'network', 'public'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** Fields that each have a visibility of their own. */
export const FIELDS = ['subjects', 'phone', 'mobile', 'email', 'hours'] as const;
export type Field = (typeof FIELDS)[number];

/** The organisation's fields: her référent fills them too. */
export const REFERENT_FIELDS = ['subjects', 'phone', 'hours'] as const satisfies readonly Field[];
export type ReferentField = (typeof REFERENT_FIELDS)[number];

/** What somebody says of herself in one organisation. */
export interface Details {
  function?: FunctionKey | undefined;
  /** In her own words: « Adjointe à la voirie ». */
  title?: string | undefined;
  subjects: readonly SubjectKey[];
  phone?: string | undefined;
  mobile?: string | undefined;
  email?: string | undefined;
  hours?: string | undefined;
}

export interface Particulars extends Details {
  visibility: Readonly<Record<Field, Visibility>>;
  /** True once she has chosen the visibilities herself: her référent may then only narrow them. */
  chosenByHer: boolean;
  version: number;
}

/** What some readers see of somebody in one organisation. */
export type Shown = Details;

const PHONE = /^\+?[\d]{6,15}$/;

/** Digits in pairs, as printed in France; other countries' as typed. */
const telephone = (label: string) =>
  optionalLine(label, 30).transform((text, context) => {
    if (!text) return undefined;
    const digits = text.replace(/[\s.()-]/g, '');
    if (!PHONE.test(digits)) {
      context.addIssue(TEXTS.phone);
      return z.NEVER;
    }
    return /^0\d{9}$/.test(digits) ? digits.replace(/(\d\d)(?=\d)/g, '$1 ') : cleanLine(text);
  });

const optionalEmail = z
  .string()
  .optional()
  .transform((text) => cleanLine(text ?? ''))
  .pipe(z.union([z.literal('').transform(() => undefined), emailAddress()]));

const visibility = z.enum(VISIBILITIES).default('organisation');
const filled = (label: string, most: number) => optionalLine(label, most).transform((text) => text || undefined);

const SUBJECT_FIELDS = Object.fromEntries(SUBJECTS.map((key) => [subjectField(key), z.string().optional()]));

/** The name of a subject's box in the form: each has its own, so that what was ticked is given back. */
export function subjectField(key: SubjectKey): string {
  return `subject-${key}`;
}

/** Most subjects of one person: more would say nothing. */
export const MOST_SUBJECTS = 5;

const common = {
  version: z.coerce.number().int().min(0),
  function: z
    .enum(['', ...FUNCTIONS])
    .optional()
    .transform((key) => (key === '' ? undefined : key)),
  title: filled('la précision', 120),
  phone: telephone('le téléphone'),
  hours: filled('les jours et heures', 160),
  subjectsVisibility: visibility,
  phoneVisibility: visibility,
  hoursVisibility: visibility,
  ...SUBJECT_FIELDS,
};

const ticked = (body: Readonly<Record<string, unknown>>): SubjectKey[] =>
  SUBJECTS.filter((key) => typeof body[subjectField(key)] === 'string' && body[subjectField(key)] !== '');

const fewSubjects = (body: Readonly<Record<string, unknown>>): boolean => ticked(body).length <= MOST_SUBJECTS;
const tooMany = { error: TEXTS.tooManySubjects(MOST_SUBJECTS), path: ['subjects'] };

/** What a référent fills. */
export const referentBody = z
  .object(common)
  .refine(fewSubjects, tooMany)
  .transform((body) => ({
    version: body.version,
    details: {
      function: body.function,
      title: body.title,
      subjects: ticked(body),
      phone: body.phone,
      hours: body.hours,
    } satisfies Details,
    visibility: { subjects: body.subjectsVisibility, phone: body.phoneVisibility, hours: body.hoursVisibility },
  }));

/** What a person fills for herself. */
export const ownBody = z
  .object({
    ...common,
    mobile: telephone('le téléphone mobile'),
    email: optionalEmail,
    mobileVisibility: visibility,
    emailVisibility: visibility,
  })
  .refine(fewSubjects, tooMany)
  .transform((body) => ({
    version: body.version,
    details: {
      function: body.function,
      title: body.title,
      subjects: ticked(body),
      phone: body.phone,
      mobile: body.mobile,
      email: body.email,
      hours: body.hours,
    } satisfies Details,
    visibility: {
      subjects: body.subjectsVisibility,
      phone: body.phoneVisibility,
      mobile: body.mobileVisibility,
      email: body.emailVisibility,
      hours: body.hoursVisibility,
    },
  }));

export interface OwnEdit {
  details: Details;
  visibility: Readonly<Record<Field, Visibility>>;
}
export interface ReferentEdit {
  details: Details;
  visibility: Readonly<Record<ReferentField, Visibility>>;
}

export const personParams = z.object({ person: z.uuid() });

/** Somebody as a service names her. */
export interface PersonNamed {
  person: string;
  name: string;
}

/** A service of an organisation. Its coordinates are for the network; on the public page too when `isPublic`. */
export interface Unit {
  id: string;
  name: string;
  parent?: string | undefined;
  lead?: PersonNamed | undefined;
  members: readonly PersonNamed[];
  phone?: string | undefined;
  email?: string | undefined;
  place?: string | undefined;
  hours?: string | undefined;
  isPublic: boolean;
  version: number;
}

/** What the form of a service says: people by their ids. */
export interface UnitEdit {
  name: string;
  parent?: string | undefined;
  lead?: string | undefined;
  members: readonly string[];
  phone?: string | undefined;
  email?: string | undefined;
  place?: string | undefined;
  hours?: string | undefined;
  isPublic: boolean;
}

const unitId = z.string().refine((id) => isId('unt', id));
export const unitParams = z.object({ id: unitId });

/** The name of a member's box in the form of a service. */
export const memberField = (person: string): string => `member-${person}`;

const membersTicked = (body: Readonly<Record<string, unknown>>): string[] =>
  Object.entries(body).flatMap(([name, value]) => {
    const person = z.uuid().safeParse(name.startsWith('member-') ? name.slice('member-'.length) : '');
    return person.success && typeof value === 'string' && value !== '' ? [person.data] : [];
  });

const blank = z.literal('').transform(() => undefined);

const unitFields = z.looseObject({
  name: line('le nom du service', 100),
  parent: z.union([blank, unitId]).optional(),
  lead: z.union([blank, z.uuid()]).optional(),
  phone: telephone('le téléphone'),
  email: optionalEmail,
  place: filled('le lieu', 160),
  hours: filled('les jours et heures', 160),
  isPublic: z.string().optional(),
});

const editOf = (body: z.output<typeof unitFields>): UnitEdit => ({
  name: body.name,
  parent: body.parent,
  lead: body.lead,
  members: membersTicked(body),
  phone: body.phone,
  email: body.email,
  place: body.place,
  hours: body.hours,
  isPublic: Boolean(body.isPublic),
});

const fewMembers = (body: Readonly<Record<string, unknown>>): boolean => membersTicked(body).length <= MOST_IN_UNIT;
const tooManyMembers = { error: TEXTS.tooManyInUnit(MOST_IN_UNIT), path: ['members'] };

export const newUnitBody = unitFields
  .extend({ id: z.string().refine((id) => isId('unt', id), { error: 'Rechargez la page et recommencez.' }) })
  .refine(fewMembers, tooManyMembers)
  .transform((body) => ({ id: body.id, edit: editOf(body) }));

export const unitBody = unitFields
  .extend({ version: z.coerce.number().int() })
  .refine(fewMembers, tooManyMembers)
  .transform((body) => ({ version: body.version, edit: editOf(body) }));
