/** Reads a mailbox of the local cloud, as its owner would. */
import { setTimeout as pause } from 'node:timers/promises';

export interface Mail {
  subject: string;
  text: string;
  html?: string;
  receivedAt: string;
  headers: { name: string; value: string }[];
}

const LONGEST_WAIT_MS = 60_000;
const LOOK_EVERY_MS = 60;

/** Everything that came to an address, newest first. */
export async function mailsTo(mailboxes: string, address: string): Promise<Mail[]> {
  const url = new URL(`/mailboxes/${encodeURIComponent(address)}`, mailboxes);
  const response = await fetch(url, { headers: { accept: 'application/json' } });
  if (response.status === 404) return [];
  const answer: unknown = await response.json();
  return Array.isArray(answer) ? answer : [];
}

/** What one reads of it: mails of Cognito are HTML alone. */
const wordsOf = ({ text, html = '' }: Mail): string => text || html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

/** The newest mail whose text or subject matches, awaited. @returns the mail and what matched. */
export async function awaitMail(
  mailboxes: string,
  address: string,
  pattern: RegExp,
  since = 0,
): Promise<{ mail: Mail; match: RegExpExecArray }> {
  const until = Date.now() + LONGEST_WAIT_MS;
  while (Date.now() < until) {
    for (const mail of await mailsTo(mailboxes, address)) {
      if (Date.parse(mail.receivedAt) < since) continue;
      const match = pattern.exec(`${mail.subject}\n${wordsOf(mail)}`);
      if (match) return { mail, match };
    }
    await pause(LOOK_EVERY_MS);
  }
  throw new Error(`No mail with ${String(pattern)} came to ${address} within ${LONGEST_WAIT_MS / 1000} s.`);
}
