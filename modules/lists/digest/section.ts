/** What a letter says of one organisation, in both forms, encoded once. Pure. */
import { escapeHtml } from '../../../platform/mail/letter.ts';
import { encodeQuotedPrintable } from '../../../platform/mail/quoted-printable.ts';
import { tied } from '../../../web/typography.ts';
import type { Forms, Fragment } from '../compose-digest.ts';

/** One publication in a letter. */
export interface Entry {
  title: string;
  /** One line at most; may be empty. */
  detail: string;
  url: string;
}

/** Publications of one kind. */
export interface Group {
  heading: string;
  entries: readonly Entry[];
}

export interface Section {
  /** SIREN. */
  organisation: string;
  name: string;
  /** When the newest publication came out, ISO 8601. */
  newest: string;
  groups: readonly Group[];
  /** What is left out, and where it is. */
  more?: { words: string; url: string } | undefined;
  /** Name of the list for which she receives it. */
  list: string;
}

const textOf = ({ name, groups, more }: Section): string =>
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
    ...(more ? [`  ${more.words} :`, `      ${more.url}`, ''] : []),
    '',
  ].join('\n');

const link = (url: string, words: string): string => `<a href="${escapeHtml(url)}">${escapeHtml(words)}</a>`;

const htmlOf = ({ name, groups, more }: Section): string =>
  [
    `<h2>${escapeHtml(name)}</h2>`,
    ...groups.flatMap(({ heading, entries }) => [
      `<h3>${escapeHtml(heading)}</h3>`,
      '<ul>',
      ...entries.map(
        ({ title, detail, url }) =>
          `<li>${link(url, title)}${detail ? `<br><span>${escapeHtml(detail)}</span>` : ''}</li>`,
      ),
      '</ul>',
    ]),
    ...(more ? [`<p>${link(more.url, more.words)}</p>`] : []),
    '',
  ].join('\n');

const encoded = ({ text, html }: Forms<string>): Forms<string> => ({
  text: encodeQuotedPrintable(text),
  html: encodeQuotedPrintable(tied(html)),
});

/** The section as digests are made of. */
export const fragmentOf = (section: Section): Fragment => ({
  organisation: section.organisation,
  newest: section.newest,
  body: encoded({ text: textOf(section), html: htmlOf(section) }),
  because: encoded({ text: `  - ${section.list}\n`, html: `<b>${escapeHtml(section.list)}</b>` }),
});
