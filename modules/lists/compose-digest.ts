/**
 * The digest of one reader, by joining pieces that were encoded once: an issue's frames, and a fragment for each
 * organisation. Only her address and the token of her links are her own. Pure, and fast: test/bench/digest.ts.
 */
import type { Multipart } from '../../platform/mail/compose.ts';
import { decodeQuotedPrintable, SOFT_BREAK } from '../../platform/mail/quoted-printable.ts';

/** The same in both forms of a message. */
export interface Forms<Part> {
  text: Part;
  html: Part;
}

/** What a run says of one organisation: quoted-printable, so that it may be joined to others. */
export interface Fragment {
  /** SIREN. */
  organisation: string;
  /** When the newest of its publications came out, ISO 8601. */
  newest: string;
  /** Ends with a line end. */
  body: Forms<string>;
  /** The list for which she receives it: text ends with a line end, HTML does not. */
  because: Forms<string>;
}

/** One form of an issue, cut where something of the reader's own stands: her lists, the token of her links. */
export interface Frame {
  opening: string;
  /** After the lists, up to the token of the link to leave. */
  leave: string;
  /** After the token, up to the organisations. */
  contents: string;
  closing: string;
  choose: string;
  leaveAgain: string;
  end: string;
}

/** Everything of a run's message that is the same for all readers. */
export interface Issue {
  /** All headers but those of the reader, with their line ends. */
  headers: string;
  /** The address that her token completes, for mail programs. */
  leaveAddress: string;
  parts: Multipart;
  frames: Forms<Frame>;
}

export interface DigestReader {
  /** Checked: it goes into a header. */
  email: string;
  /** `<key>.<signature>`: short enough for a line of its own. */
  token: string;
}

const AND_HTML = `${SOFT_BREAK},\r\n`;

const newestFirst = (fragments: readonly Fragment[]): Fragment[] =>
  fragments.toSorted((a, b) => (a.newest === b.newest ? 0 : a.newest < b.newest ? 1 : -1));

function assembled(frame: Frame, because: string, bodies: string, token: string): string {
  const { opening, leave, contents, closing, choose, leaveAgain, end } = frame;
  return (
    opening +
    because +
    leave +
    token +
    contents +
    bodies +
    closing +
    because +
    choose +
    token +
    leaveAgain +
    token +
    end
  );
}

function formsOf(frames: Forms<Frame>, fragments: readonly Fragment[], token: string): Forms<string> {
  const ordered = newestFirst(fragments);
  let because: Forms<string> = { text: '', html: '' };
  let bodies: Forms<string> = { text: '', html: '' };
  for (const { body, because: list } of ordered) {
    because = {
      text: because.text + list.text,
      html: because.html === '' ? list.html : because.html + AND_HTML + list.html,
    };
    bodies = { text: bodies.text + body.text, html: bodies.html + body.html };
  }
  return {
    text: assembled(frames.text, because.text, bodies.text, token),
    html: assembled(frames.html, because.html, bodies.html, token),
  };
}

/** The whole raw message, in ASCII. `fragments`: of the organisations that she follows, at least one. */
export function composeDigest(issue: Issue, fragments: readonly Fragment[], { email, token }: DigestReader): string {
  const { text, html } = formsOf(issue.frames, fragments, token);
  const { beforeText, beforeHtml, end } = issue.parts;
  return (
    issue.headers +
    `To: ${email}\r\nList-Unsubscribe:\r\n <${issue.leaveAddress}${token}>\r\n\r\n` +
    beforeText +
    text +
    beforeHtml +
    html +
    end
  );
}

/** Both forms as her mail program shows them: the preview is what will be sent. */
export function readDigest(frames: Forms<Frame>, fragments: readonly Fragment[], token: string): Forms<string> {
  const { text, html } = formsOf(frames, fragments, token);
  return { text: decodeQuotedPrintable(text), html: decodeQuotedPrintable(html) };
}
