/** A short letter, in text and in HTML readable without pictures: what every mail of a module's `mails.ts` is. */
import { tied } from '../../web/typography.ts';
import { COLOUR_SCHEME, dark, light, onDark } from './colours.ts';

export interface Letter {
  subject: string;
  /** Paragraphs, in order. */
  paragraphs: readonly string[];
  /** A code to copy, shown large. */
  code?: string;
  /** The one thing to do. */
  action?: { label: string; url: string };
  /** Said under the action: why one receives this, how long it is good for. */
  after?: readonly string[];
  /** Nothing in it can be clicked, not even the signature. */
  unlinked?: boolean;
}

export interface MailText {
  subject: string;
  text: string;
  html: string;
}

/** What every text may say: the site and the name of the territory. */
export interface MailContext {
  origin: string;
  territory: string;
}

/** A module's texts, by the name that the outbox carries. */
export type MailTexts = Readonly<
  Record<string, (parameters: Readonly<Record<string, string>>, context: MailContext) => MailText>
>;

/** A parameter that the text cannot do without. @throws {Error} naming it. */
export function given(parameters: Readonly<Record<string, string>>, name: string): string {
  const value = parameters[name];
  if (value === undefined) throw new Error(`The mail lacks ${name}.`);
  return value;
}

export const escapeHtml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** The rest stands in the elements themselves: some mail programs leave the style sheet out. */
const STYLE = `:root{color-scheme:light dark}${onDark(
  [
    `body{background:${dark('paper')}!important;color:${dark('ink')}!important}`,
    `.soft{color:${dark('soft')}!important}`,
    `.soft a{color:${dark('hue')}!important}`,
    `.action{background:${dark('hue')}!important;color:${dark('onHue')}!important}`,
  ].join(''),
)}`;

const paragraph = (text: string): string => `<p style="margin:0 0 16px">${escapeHtml(text)}</p>`;

/** The letter in both forms, signed by the territory. */
export function letter(content: Letter, context: MailContext): MailText {
  const { subject, paragraphs, code, action, after = [], unlinked = false } = content;
  const site = unlinked ? '' : context.origin;
  const text = [
    ...paragraphs,
    ...(code ? [`    ${code}`] : []),
    ...(action ? [`${action.label} :\n${action.url}`] : []),
    ...after,
    `-- \n${context.territory}${site ? `\n${site}` : ''}`,
  ].join('\n\n');
  const html = [
    '<!doctype html><html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `${COLOUR_SCHEME}<title>${escapeHtml(subject)}</title><style>${STYLE}</style></head>`,
    `<body style="margin:0;background:${light('paper')};color:${light('ink')};font:16px/1.5 system-ui,sans-serif">`,
    '<div style="max-width:560px;margin:0 auto;padding:32px 20px">',
    ...paragraphs.map(paragraph),
    code
      ? `<p style="margin:24px 0;font:600 30px/1.2 ui-monospace,monospace;letter-spacing:.2em">${escapeHtml(code)}</p>`
      : '',
    action
      ? `<p style="margin:24px 0"><a class="action" href="${escapeHtml(action.url)}" style="display:inline-block;padding:12px 22px;background:${light('hue')};color:${light('onHue')};text-decoration:none;border-radius:6px;font-weight:600">${escapeHtml(action.label)}</a></p>`
      : '',
    ...after.map(
      (line) => `<p class="soft" style="margin:0 0 12px;color:${light('soft')};font-size:14px">${escapeHtml(line)}</p>`,
    ),
    `<p class="soft" style="margin:32px 0 0;color:${light('soft')};font-size:14px">${escapeHtml(context.territory)}${site ? `<br><a href="${escapeHtml(site)}" style="color:${light('hue')}">${escapeHtml(site)}</a>` : ''}</p>`,
    '</div></body></html>',
  ].join('');
  return { subject, text: `${text}\n`, html: tied(html) };
}
