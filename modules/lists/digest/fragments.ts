/** Publications of a period as a letter says them: by organisation, then by kind, newest first. */
import { escapeHtml } from '../../../platform/mail/letter.ts';
import { encodeQuotedPrintable } from '../../../platform/mail/quoted-printable.ts';
import { plural } from '../../../web/format.ts';
import { type Card, everyKind, KINDS, publicAddress } from '../../content/index.ts';
import { describeFile } from '../../documents/index.ts';
import type { Forms, Fragment } from '../compose-digest.ts';
import { MOST_PUBLICATIONS } from '../rules.ts';
import { mainListName } from '../texts.ts';

/** One publication in a letter. */
interface Entry {
  title: string;
  detail: string;
  url: string;
}

interface Group {
  heading: string;
  entries: Entry[];
}

const entryOf = (card: Card, origin: string): Entry => ({
  title: card.title,
  detail: [KINDS[card.kind].line(card), card.file && describeFile(card.file)].filter(Boolean).join(' · '),
  url: origin + publicAddress(card),
});

const groupsOf = (cards: readonly Card[], origin: string): Group[] =>
  everyKind.flatMap(({ name, words }) => {
    const entries = cards.filter(({ kind }) => kind === name).map((card) => entryOf(card, origin));
    return entries.length > 0 ? [{ heading: entries.length > 1 ? words.several : words.one, entries }] : [];
  });

const textOf = (name: string, groups: readonly Group[], more: string | undefined): string =>
  [
    name.toLocaleUpperCase('fr'),
    ...groups.flatMap(({ heading, entries }) => [
      `  ${heading}`,
      ...entries.flatMap(({ title, detail, url }) => [
        `    ${title}`,
        ...(detail ? [`      ${detail}`] : []),
        `      ${url}`,
        '',
      ]),
    ]),
    ...(more ? [`  ${more}`, ''] : []),
    '',
  ].join('\n');

const htmlOf = (name: string, groups: readonly Group[], more: string | undefined): string =>
  [
    `<h2>${escapeHtml(name)}</h2>`,
    ...groups.flatMap(({ heading, entries }) => [
      `<h3>${escapeHtml(heading)}</h3>`,
      '<ul>',
      ...entries.map(
        ({ title, detail, url }) =>
          `<li><a href="${escapeHtml(url)}">${escapeHtml(title)}</a>${detail ? `<br><span>${escapeHtml(detail)}</span>` : ''}</li>`,
      ),
      '</ul>',
    ]),
    ...(more ? [`<p>${more}</p>`] : []),
    '',
  ].join('\n');

const encoded = ({ text, html }: Forms<string>): Forms<string> => ({
  text: encodeQuotedPrintable(text),
  html: encodeQuotedPrintable(html),
});

/** What a letter says of one organisation. `cards`: its own, newest first, at least one. */
function fragmentOf(cards: readonly [Card, ...Card[]], origin: string): Fragment {
  const [{ organisation, organisationName, slug, publishedAt }] = cards;
  const groups = groupsOf(cards.slice(0, MOST_PUBLICATIONS), origin);
  const left = cards.length - MOST_PUBLICATIONS;
  const page = `${origin}/c/${slug}`;
  const others = `Et ${plural(left, 'autre publication', 'autres publications')}`;
  const list = mainListName(organisationName);
  return {
    organisation,
    newest: publishedAt,
    body: encoded({
      text: textOf(organisationName, groups, left > 0 ? `${others} : ${page}` : undefined),
      html: htmlOf(organisationName, groups, left > 0 ? `<a href="${escapeHtml(page)}">${others}</a>` : undefined),
    }),
    because: encoded({ text: `  - ${list}\n`, html: `<b>${escapeHtml(list)}</b>` }),
  };
}

/** A fragment for each organisation that published. */
export function fragmentsOf(cards: readonly Card[], origin: string): Fragment[] {
  const byOrganisation = new Map<string, [Card, ...Card[]]>();
  for (const card of cards.toSorted((a, b) => (a.publishedAt < b.publishedAt ? 1 : -1))) {
    const others = byOrganisation.get(card.organisation);
    if (others) others.push(card);
    else byOrganisation.set(card.organisation, [card]);
  }
  return [...byOrganisation.values()].map((own) => fragmentOf(own, origin));
}
