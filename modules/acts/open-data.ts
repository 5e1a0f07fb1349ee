/** Acts for programs: the délibérations of SCDL 2.1.5, a feed, the register line by line. */
import { neverFormula } from '../../platform/csv.ts';
import { toDate } from '../../web/format.ts';
import { secondLevelOf } from '../classification/index.ts';
import { KINDS, voteOf } from '../content/index.ts';
import type { Part } from './reading.ts';
import type { ActCard } from './schema.ts';

interface Named {
  name: string;
  slug: string;
}

/** Names of the columns, in the order of the schema. */
export const SCDL_COLUMNS = [
  'COLL_NOM',
  'COLL_SIRET',
  'DELIB_ID',
  'DELIB_DATE',
  'DELIB_MATIERE_CODE',
  'DELIB_MATIERE_NOM',
  'DELIB_OBJET',
  'BUDGET_ANNEE',
  'BUDGET_NOM',
  'PREF_ID',
  'PREF_DATE',
  'VOTE_EFFECTIF',
  'VOTE_REEL',
  'VOTE_POUR',
  'VOTE_CONTRE',
  'VOTE_ABSTENTION',
  'DELIB_URL',
] as const;

/** « Urbanisme / Documents d’urbanisme » → « urbanisme/documents d’urbanisme »: SCDL wants no comma nor bracket. */
export const matterName = (label: string): string =>
  label
    .split(' / ')
    .slice(0, 2)
    .map((part) => part.toLowerCase().replace(/[,()]/g, '').replace(/\s+/g, ' ').trim())
    .join('/');

const cell = (value: string | number): string => {
  const text = typeof value === 'number' ? String(value) : neverFormula(value.replace(/\s+/g, ' '));
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Whether open data may tell an act: a délibération that is online, with its matter. */
const isTold = ({ kind, state, particulars: { matter, matterLabel } }: ActCard): boolean =>
  kind === 'deliberation' && state === 'online' && matter !== undefined && matterLabel !== undefined;

/**
 * SCDL délibérations 2.1.5: commas, UTF-8, lines ended by CRLF (RFC 4180). What nobody counted is empty: télétransmission
 * is not known here, nor the budget that an act changes.
 */
export function deliberationsCsv(
  organisation: Named & { siret: string },
  cards: readonly ActCard[],
  origin: string,
): string {
  const lines = cards.filter(isTold).map(({ number, date, title, address, particulars }) => {
    const vote = voteOf(particulars);
    const { matter = '', matterLabel = '' } = particulars;
    return [
      organisation.name,
      organisation.siret,
      number,
      date,
      secondLevelOf(matter),
      matterName(matterLabel),
      title,
      '',
      '',
      '',
      '',
      ...(vote ? [vote.members, vote.voters, vote.inFavour, vote.against, vote.abstained] : ['', '', '', '', '']),
      `${origin}/c/${organisation.slug}/actes/${address}`,
    ];
  });
  return [SCDL_COLUMNS, ...lines].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

/** The library says that its texts are HTML: ours are plain, whatever signs are in them. */
const asHtml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** The acts of the register as an Atom feed, latest first. */
export async function actsFeed(organisation: Named, cards: readonly ActCard[], origin: string): Promise<string> {
  const { Feed } = await import('feed');
  const link = `${origin}/c/${organisation.slug}/actes`;
  const latest = cards
    .map(({ onlineAt }) => onlineAt)
    .sort()
    .at(-1);
  const feed = new Feed({
    id: link,
    link,
    title: `${organisation.name} : actes`,
    language: 'fr',
    generator: 'Parvis',
    feedLinks: { atom: `${link}.atom` },
    author: { name: organisation.name, link },
    // A feed without acts has not changed since anything; Atom still wants a date.
    updated: toDate(latest ?? '1970-01-01'),
  });
  for (const card of cards.filter(({ state }) => state === 'online')) {
    const { words, line } = KINDS[card.kind];
    const { number } = card;
    feed.addItem({
      id: `${link}/${card.address}`,
      link: `${link}/${card.address}`,
      title: asHtml(card.title),
      description: asHtml(line({ particulars: { number, sessionDate: card.date } }) ?? words.one),
      category: [{ name: words.one }],
      date: toDate(card.onlineAt),
      published: toDate(card.onlineAt),
    });
  }
  return feed.atom1();
}

/** One object a line: whose register it is, its entries, and where the rest is. docs/register/README.md describes it. */
export function registerLines(siren: string, { keys, head, rows, next }: Part): string {
  const lines = [
    { type: 'register', register: siren, head, keys },
    ...rows.map((row) => ({ type: 'entry', ...row })),
    ...(next === undefined ? [] : [{ type: 'next', after: next }]),
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** A public key as OpenSSL reads it. */
export const pemOf = (spki: string): string =>
  `-----BEGIN PUBLIC KEY-----\n${spki.replace(/.{64}(?=.)/g, '$&\n')}\n-----END PUBLIC KEY-----\n`;
