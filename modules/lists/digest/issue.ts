/** What all readers of a run receive alike: headers, first and last words, encoded once. */
import { AUTOMATIC_HEADERS, fromHeader, type MailSender, multipart } from '../../../platform/mail/compose.ts';
import { COLOUR_SCHEME } from '../../../platform/mail/colours.ts';
import { headerFields, headerText } from '../../../platform/mail/headers.ts';
import { escapeHtml } from '../../../platform/mail/letter.ts';
import { encodeQuotedPrintable, SOFT_BREAK } from '../../../platform/mail/quoted-printable.ts';
import type { Forms, Frame, Issue } from '../compose-digest.ts';
import { DIGEST_TEXTS as T, issueTitle } from '../texts.ts';
import { tied } from '../../../web/typography.ts';
import { letterStyle } from './style.ts';

export interface LetterContext {
  /** Day of the run. */
  at: Date;
  origin: string;
  /** Name of the territory. */
  territory: string;
}

export interface IssueContext extends LetterContext {
  /** Id of the run. */
  run: string;
  sender: MailSender;
}

/** A piece before something of the reader's own: the line goes on. */
const upTo = (text: string): string => encodeQuotedPrintable(text) + SOFT_BREAK;
/** A piece after it. */
const from = (text: string): string => SOFT_BREAK + encodeQuotedPrintable(text);
const between = (text: string): string => SOFT_BREAK + encodeQuotedPrintable(text) + SOFT_BREAK;

function textFrame({ origin, territory, at }: LetterContext): Frame {
  return {
    opening: encodeQuotedPrintable(`${issueTitle(at)}\n${territory}\n\n${T.because}\n`),
    leave: upTo(`${T.leave} : ${origin}/u/`),
    contents: '\r\n\r\n\r\n',
    closing: encodeQuotedPrintable(`\n${T.becauseDaily}\n`),
    choose: upTo(`${T.choose} : ${origin}/u/preferences/`),
    leaveAgain: `\r\n${upTo(`${T.leave} : ${origin}/u/`)}`,
    end: '\r\n',
  };
}

function htmlFrame({ origin, territory, at }: LetterContext): Frame {
  const leaveLink = `<a href="${escapeHtml(origin)}/u/`;
  const title = escapeHtml(issueTitle(at));
  return {
    opening: upTo(
      [
        '<!doctype html>',
        '<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
        COLOUR_SCHEME,
        `<title>${title}</title>`,
        `<style>${letterStyle}</style></head>`,
        '<body><main>',
        tied(`<p class="why">${T.because} `),
      ].join('\n'),
    ),
    leave: between(`. ${leaveLink}`),
    contents: from(`">${T.leave}</a></p>\n<h1>${title}</h1>\n<p class="territory">${escapeHtml(territory)}</p>\n`),
    closing: upTo(tied(`<p class="why end">${T.becauseDaily} `)),
    choose: between(`.</p>\n<p class="why"><a href="${escapeHtml(origin)}/u/preferences/`),
    leaveAgain: between(`">${T.choose}</a> &nbsp; ${leaveLink}`),
    end: from(`">${T.leave}</a></p>\n</main></body></html>\n`),
  };
}

/** The first and last words of a letter, in both forms. */
export const framesOf = (context: LetterContext): Forms<Frame> => ({
  text: textFrame(context),
  html: htmlFrame(context),
});

/** The issue of a run. Headers: RFC 2919 (List-Id), 2369 (List-*), 8058 (one click), 3834 (Auto-Submitted). */
export function issueOf(context: IssueContext): Issue {
  const { run, at, origin, territory, sender } = context;
  const domain = sender.address.slice(sender.address.lastIndexOf('@') + 1);
  const parts = multipart(`digest ${run}`);
  // SES gives each message an id of its own: threads hang on one that no message bears.
  const root = `<lettre@lists.${domain}>`;
  return {
    headers: headerFields({
      From: fromHeader(sender),
      Subject: headerText(issueTitle(at)),
      'List-Id': `${headerText(T.listName(territory))} <lettre.lists.${domain}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      'List-Archive': `<${origin}/>`,
      'List-Post': 'NO',
      Precedence: 'list',
      ...AUTOMATIC_HEADERS,
      References: root,
      'In-Reply-To': root,
      'MIME-Version': '1.0',
      'Content-Type': parts.type,
    }),
    leaveAddress: `${origin}/u/`,
    parts,
    frames: framesOf(context),
  };
}
