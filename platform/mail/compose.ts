/** A whole message, as SES takes it raw: headers, then the text and the HTML that say the same. */
import { createHash } from 'node:crypto';
import { checkedAddress, headerFields, headerText, mailbox } from './headers.ts';
import type { MailText } from './letter.ts';
import { encodeQuotedPrintable } from './quoted-printable.ts';

/** Who the mail is from: the territory's name, and the address that SES signs for. */
export interface MailSender {
  name: string;
  address: string;
}

/** What every message of a machine says, so that no other machine answers it. */
export const AUTOMATIC_HEADERS = {
  'Auto-Submitted': 'auto-generated',
  'X-Auto-Response-Suppress': 'All',
} as const;

export const fromHeader = ({ name, address }: MailSender): string => mailbox(`${name} (via Parvis)`, address);

/** The parts of a body in two forms, around what is put between them. */
export interface Multipart {
  /** Value of the Content-Type header. */
  type: string;
  beforeText: string;
  beforeHtml: string;
  end: string;
}

/**
 * Frames of a body whose parts are quoted-printable. A `=` is never alone in such a part, so that no part can hold
 * the boundary. `seed`: the same boundary for the same seed.
 */
export function multipart(seed: string): Multipart {
  const boundary = `=_${createHash('sha256').update(seed).digest('base64url').slice(0, 24)}`;
  const part = (type: string): string =>
    `--${boundary}\r\nContent-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n`;
  return {
    type: `multipart/alternative; boundary="${boundary}"`,
    beforeText: part('text/plain'),
    beforeHtml: `\r\n${part('text/html')}`,
    end: `\r\n--${boundary}--\r\n`,
  };
}

/**
 * Composes a message to one person. SES adds `Date` and `Message-ID`, and replaces ours if we wrote them.
 * @throws {UnusableAddress} when it can be sent to nobody.
 */
export function composeMail(
  mail: MailText & { from: MailSender; to: string; headers?: Readonly<Record<string, string>> },
): string {
  const frame = multipart(`${mail.to}\n${mail.subject}`);
  return [
    headerFields({
      From: fromHeader(mail.from),
      To: checkedAddress(mail.to),
      Subject: headerText(mail.subject),
      ...AUTOMATIC_HEADERS,
      ...mail.headers,
      'MIME-Version': '1.0',
      'Content-Type': frame.type,
    }),
    '\r\n',
    frame.beforeText,
    encodeQuotedPrintable(mail.text),
    frame.beforeHtml,
    encodeQuotedPrintable(mail.html),
    frame.end,
  ].join('');
}
