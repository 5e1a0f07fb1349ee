/** A list of the directory as a file: what the network may see of each person, and no more. */
import { type Member, networkScopeOf, personScopeOf } from '../../../platform/actor.ts';
import { cardsNamed } from '../store/people.ts';
import { linesBeginning } from '../store/lines.ts';
import { countUse } from '../store/uses.ts';
import { FUNCTION_NAMES, SUBJECT_NAMES } from '../labels.ts';
import { keysBeginning } from '../keys.ts';
import { csvOf } from '../vcard.ts';
import { type FindingDeps, type Search, understood } from './finding.ts';

/** Most people in one file. */
const MOST_EXPORTED = 200;

const HEADINGS = [
  'Nom',
  'Prénom',
  'Fonction',
  'Organisation',
  'Sujets',
  'Téléphone',
  'Mobile',
  'Adresse e-mail',
  'Présence',
];

/** @throws {Problem} `too-many` beyond a few files a day. */
export async function exportOf({ table, clock }: FindingDeps, reader: Member, search: Search): Promise<string> {
  const scope = networkScopeOf(reader);
  await countUse(table, clock, personScopeOf(reader), 'export');
  const { typed, filters } = understood(search);
  const { lines } = await linesBeginning(table, scope, keysBeginning(filters, typed), { limit: MOST_EXPORTED });
  const cards = await cardsNamed(table, scope, lines);
  const rows = cards.map((card) => [
    card.lastName,
    card.firstName,
    card.title ?? (card.function && FUNCTION_NAMES[card.function]),
    card.organisation,
    card.subjects.map((key) => SUBJECT_NAMES[key]).join(', '),
    card.phone,
    card.mobile,
    card.email,
    card.hours,
  ]);
  return csvOf([HEADINGS, ...rows]);
}
