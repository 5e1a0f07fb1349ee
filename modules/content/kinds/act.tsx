/** The acts of an authority: six kinds that differ by a few traits, made here. */
import * as z from 'zod';
import { DAY } from '../../../platform/clock.ts';
import type { FieldError } from '../../../platform/problems.ts';
import { optionalLine } from '../../../platform/text.ts';
import { When } from '../../../web/components/index.ts';
import { formatDate, NBSP } from '../../../web/format.ts';
import { actNumber, lackOfDay, lacksOfVote, VOTE_FIELDS, voteOf, WRONG_NUMBER } from '../rules-acts.ts';
import { typedDay } from '../rules.ts';
import {
  type ActName,
  annexesField,
  type Audience,
  commonFields,
  type DraftText,
  type Particulars,
} from '../schema.ts';
import { LIMITS, TEXTS } from '../texts.ts';
import { actFields } from './act-fields.tsx';
import { given, type Kind } from './kind.ts';

/** What tells one nature of acts from another. */
export interface ActTraits {
  name: ActName;
  path: string;
  words: Kind['words'];
  documentHelp: string;
  /** An object, to show how one is written. */
  example: string;
  /** What its date is that of. */
  date: 'session' | 'decision';
  /** It has a rapporteur and is voted. */
  hasVote?: boolean;
  hasBudgetYear?: boolean;
  /** It is either general or about somebody: the second kind is notified, and not published. */
  isEitherReach?: boolean;
  /** Code of its nature in the classification (`CodeNatureActe`), where it is not about somebody. */
  nature: '1' | '2' | '4' | '5' | '6';
}

/** Acts stay online at least two months (CGCT R2131-1). In milliseconds. */
const KEPT_ONLINE = 62 * DAY;

/** Numbers of a vote: what is no number is told beside the field. */
const count = z
  .string()
  .or(z.number().transform(String))
  .optional()
  .transform((text) => text?.trim().slice(0, 20));

/** What is particular to acts; the rest of what is typed, every publication has. */
const particularsTyped = {
  /** Of the session or of the decision, as `2026-11-24`. */
  sessionDate: z.string().max(20).transform(typedDay).optional(),
  number: optionalLine('le numéro', LIMITS.number),
  matter: optionalLine('la matière', 20),
  reach: z.enum(['general', 'individual']).or(z.literal('')).optional().catch(undefined),
  budgetYear: count,
  rapporteur: optionalLine('le nom du rapporteur', LIMITS.person),
  members: count,
  present: count,
  inFavour: count,
  against: count,
  abstained: count,
  authorFirstName: optionalLine('le prénom', LIMITS.person),
  authorLastName: optionalLine('le nom', LIMITS.person),
  authorCapacity: optionalLine('la qualité', LIMITS.capacity),
} as const;

const schema = z
  .object({ ...commonFields, annexes: annexesField, ...particularsTyped })
  .transform(
    ({ id, version, form, action, note, audience, title, body, bodyFormat, document, annexes, ...particulars }) => ({
      ...{ id, version, form, action, note, audience, title, body, bodyFormat, document, annexes },
      particulars: given(particulars),
    }),
  );

const AUTHOR_FIELDS = [
  ['authorFirstName', 'Indiquez le prénom de l’auteur de l’acte.'],
  ['authorLastName', 'Indiquez le nom de l’auteur de l’acte.'],
  ['authorCapacity', 'Indiquez la qualité de l’auteur : Maire, Président…'],
] as const;

export const INDIVIDUAL_IS_NOTIFIED =
  'Un acte qui concerne une personne ou une entreprise se notifie à l’intéressé : il ne se publie pas. Choisissez « Seulement votre organisation » pour le garder dans vos archives.';

/** What an act needs before it leaves its organisation, and what may not leave it. */
function lacksOutside(traits: ActTraits, { particulars }: DraftText, audience: Audience | undefined): FieldError[] {
  if (audience !== 'public' && audience !== 'network') return [];
  const individual =
    traits.isEitherReach && particulars['reach'] === 'individual'
      ? [{ field: 'audience', message: INDIVIDUAL_IS_NOTIFIED }]
      : [];
  if (audience === 'network') return individual;
  return [
    ...individual,
    ...AUTHOR_FIELDS.flatMap(([field, message]) => (particulars[field] ? [] : [{ field, message }])),
  ];
}

function lacksOf(traits: ActTraits, draft: DraftText, today: string, audience: Audience | undefined): FieldError[] {
  const { title, particulars } = draft;
  const { sessionDate, number, reach, budgetYear } = particulars;
  const date = lackOfDay(sessionDate, today, traits.date);
  return [
    ...(title ? [] : [{ field: 'title', message: 'Indiquez l’objet de l’acte.' }]),
    ...(date ? [{ field: 'sessionDate', message: date }] : []),
    ...(number && !actNumber(number) ? [{ field: 'number', message: WRONG_NUMBER }] : []),
    ...(traits.isEitherReach && !reach
      ? [{ field: 'reach', message: 'Dites si cet acte est général ou s’il concerne quelqu’un.' }]
      : []),
    ...(traits.hasBudgetYear && !/^(?:19|20)\d{2}$/.test(budgetYear ?? '')
      ? [{ field: 'budgetYear', message: 'Indiquez l’année du budget, par exemple 2026.' }]
      : []),
    ...(traits.hasVote ? lacksOfVote(particulars) : []),
    ...lacksOutside(traits, draft, audience),
  ];
}

/** « 12 pour, 2 contre, 1 abstention (15 votants, 14 présents sur 19) » */
export function voteInWords(particulars: Particulars): string | undefined {
  const vote = voteOf(particulars);
  if (!vote) return undefined;
  const { inFavour, against, abstained, voters, present, members } = vote;
  const abstentions = abstained > 1 ? 'abstentions' : 'abstention';
  return `${inFavour} pour, ${against} contre, ${abstained} ${abstentions} (${voters} votants, ${present} présents sur ${members})`;
}

/** « Camille Dubreuil, Maire » */
export const authorInWords = ({ authorFirstName, authorLastName, authorCapacity }: Particulars): string | undefined =>
  authorLastName &&
  `${[authorFirstName, authorLastName].filter(Boolean).join(' ')}${authorCapacity ? `, ${authorCapacity}` : ''}`;

const fact = (term: string, description: string | undefined) => (description ? [{ term, description }] : []);

/** One nature of acts. */
export const act = (traits: ActTraits): Kind => ({
  name: traits.name,
  path: traits.path,
  section: 'actes',
  icon: 'act',
  words: traits.words,
  schema,
  needsDocument: true,
  act: traits,
  // Acts are put online in a form that cannot be modified (CGCT R2131-1).
  refusesDocument: ({ type, flags }) => {
    if (type !== 'application/pdf') return TEXTS.documentNotPdf;
    return flags?.includes('scripts') ? TEXTS.documentHasScripts : undefined;
  },
  lacks: (draft, today, audience) => lacksOf(traits, draft, today, audience),
  fieldNames: {
    document: 'le document',
    title: 'l’objet',
    sessionDate: traits.date === 'session' ? 'la date de séance' : 'la date',
    number: 'un numéro bien écrit',
    matter: 'la matière',
    reach: 'ce que décide l’acte',
    budgetYear: 'l’exercice',
    authorFirstName: 'le prénom de l’auteur',
    authorLastName: 'le nom de l’auteur',
    authorCapacity: 'la qualité de l’auteur',
    audience: 'un autre choix de lecteurs',
    ...Object.fromEntries(VOTE_FIELDS.map((field) => [field, 'un vote qui tombe juste'])),
  },
  onCard: ['sessionDate', 'number'],
  line({ particulars: { sessionDate, number } }) {
    const date = traits.date === 'session' ? 'Séance du' : 'Du';
    const parts = [sessionDate && `${date} ${formatDate(sessionDate)}`, number && `n°${NBSP}${number}`];
    return parts.filter(Boolean).join(', ') || undefined;
  },
  facts: (particulars) => {
    const { sessionDate, number, matter, matterLabel, rapporteur, budgetYear } = particulars;
    return [
      ...(sessionDate
        ? [{ term: traits.date === 'session' ? 'Séance' : 'Date', description: <When date={sessionDate} /> }]
        : []),
      ...fact('Numéro', number),
      ...fact('Auteur', authorInWords(particulars)),
      ...fact('Matière', matter && `${matter}${matterLabel ? ` ${matterLabel}` : ''}`),
      ...fact('Exercice', traits.hasBudgetYear ? budgetYear : undefined),
      ...fact('Rapporteur', traits.hasVote ? rapporteur : undefined),
      ...fact('Vote', traits.hasVote ? voteInWords(particulars) : undefined),
    ];
  },
  beforeWithdrawal: ({ audience, publishedAt }, now) =>
    audience === 'public' && publishedAt && now.getTime() - Date.parse(publishedAt) < KEPT_ONLINE
      ? 'Un acte doit rester en ligne deux mois au moins (article R. 2131-1 du code général des collectivités territoriales). Ne retirez celui-ci que s’il s’agit d’une erreur.'
      : undefined,
  Fields: actFields(traits),
});
