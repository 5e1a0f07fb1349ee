import * as z from 'zod';
import { DAY } from '../../../platform/clock.ts';
import { LARGEST_FILE } from '../../../platform/deposits.ts';
import { optionalLine } from '../../../platform/text.ts';
import { errorOf, Field, UploadField, When } from '../../../web/components/index.ts';
import { formatDate, NBSP } from '../../../web/format.ts';
import { DEPOSIT_ADDRESSES } from '../../documents/index.ts';
import { isRealDay, typedDay } from '../rules.ts';
import { commonFields } from '../schema.ts';
import { LIMITS, TEXTS } from '../texts.ts';
import { given, type Kind } from './kind.ts';

/** The council's acts stay online at least two months (CGCT R2131-1). In milliseconds. */
const KEPT_ONLINE = 62 * DAY;

const schema = z
  .object({
    ...commonFields,
    /** As `2026-11-24`. */
    sessionDate: z.string().max(20).transform(typedDay).optional(),
    number: optionalLine('le numéro', LIMITS.number),
  })
  .transform(({ sessionDate, number, ...typed }) => ({ ...typed, particulars: given({ sessionDate, number }) }));

function lackOfDate(sessionDate: string | undefined, today: string): string | undefined {
  if (!sessionDate) return 'Indiquez la date de la séance.';
  if (!isRealDay(sessionDate) || sessionDate < '1900-01-01')
    return 'Cette date n’existe pas. Écrivez-la comme 24/11/2026.';
  if (sessionDate > today) return 'Cette séance n’a pas encore eu lieu. Vérifiez la date.';
  return undefined;
}

/** An act of the council: its document, what it is about, when it was voted. */
export const deliberation: Kind = {
  name: 'deliberation',
  path: 'deliberation',
  section: 'actes',
  icon: 'act',
  words: {
    one: 'Délibération',
    several: 'Délibérations',
    publish: 'Publier une délibération',
    choice: 'L’acte voté en conseil, en PDF : il rejoint le registre des actes de votre commune.',
    done: 'Votre délibération est en ligne',
    none: 'Aucune délibération pour l’instant.',
  },
  schema,
  needsDocument: true,
  // Acts are put online in a form that cannot be modified (CGCT R2131-1).
  refusesDocument: (type) => (type === 'application/pdf' ? undefined : TEXTS.documentNotPdf),
  lacks({ title, particulars }, today) {
    const date = lackOfDate(particulars.sessionDate, today);
    return [
      ...(title ? [] : [{ field: 'title', message: 'Indiquez l’objet de la délibération.' }]),
      ...(date ? [{ field: 'sessionDate', message: date }] : []),
    ];
  },
  fieldNames: { document: 'le document', title: 'l’objet', sessionDate: 'la date de séance' },
  onCard: ['sessionDate', 'number'],
  line({ particulars: { sessionDate, number } }) {
    const parts = [sessionDate && `Séance du ${formatDate(sessionDate)}`, number && `n°${NBSP}${number}`];
    return parts.filter(Boolean).join(', ') || undefined;
  },
  facts: ({ sessionDate, number }) => [
    ...(sessionDate ? [{ term: 'Séance', description: <When date={sessionDate} /> }] : []),
    ...(number ? [{ term: 'Numéro', description: number }] : []),
  ],
  beforeWithdrawal: ({ audience, publishedAt }, now) =>
    audience === 'public' && publishedAt && now.getTime() - Date.parse(publishedAt) < KEPT_ONLINE
      ? 'Un acte doit rester en ligne deux mois au moins (article R. 2131-1 du code général des collectivités territoriales). Ne retirez celui-ci que s’il s’agit d’une erreur.'
      : undefined,
  Fields: ({ values, errors }) => (
    <>
      <UploadField
        {...DEPOSIT_ADDRESSES}
        name="document"
        label="Le document"
        help="Le PDF signé de la délibération."
        accept=".pdf,application/pdf"
        maxSize={LARGEST_FILE}
        documents={values.documents}
        error={errorOf(errors, 'document')}
      />
      <Field
        name="title"
        label="Objet"
        help="Par exemple : Convention d’entretien de la voirie communautaire."
        value={values.title}
        error={errorOf(errors, 'title')}
        maxlength={LIMITS.title}
      />
      <Field
        name="sessionDate"
        label="Date de la séance"
        type="date"
        width="medium"
        value={values.particulars.sessionDate}
        error={errorOf(errors, 'sessionDate')}
      />
      <Field
        name="number"
        label="Numéro"
        help="Celui du registre, par exemple 2026-014."
        width="medium"
        value={values.particulars.number}
        error={errorOf(errors, 'number')}
        maxlength={LIMITS.number}
        optional
      />
    </>
  ),
};
