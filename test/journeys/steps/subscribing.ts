/** A resident and her letter: subscribing, reading it, leaving. */
import { expect } from 'vitest';
import { setTimeout as pause } from 'node:timers/promises';
import { awaitMail, type Mail, mailsTo } from '../../../local/demo/mailbox.ts';
import type { Person } from '../../support/browser-person.ts';
import type { TestCloud } from '../../support/cloud.ts';
import { justNow } from '../../support/joining.ts';
import type { Place } from './cast.ts';

/** From the public page to the confirmation, by the link of the mail. */
export async function subscribes(
  resident: Person,
  cloud: TestCloud,
  { name, slug }: Place,
  email: string,
): Promise<void> {
  await resident.goesTo(`/c/${slug}`);
  await resident.arrivesOn(name);
  await resident.looksAt('public-commune-empty');
  await resident.writes('Votre adresse e-mail', 'pas une adresse');
  await resident.presses('M’abonner', 'S’abonner');
  await resident.reads('Une chose à corriger');
  resident.expectsRefusals(422);
  await resident.looksAt('subscribe-refused');
  const since = justNow();
  await resident.writes('Votre adresse e-mail', email);
  await resident.presses('M’abonner', 'Regardez votre messagerie');
  await resident.looksAt('subscribe-sent');
  const { match } = await awaitMail(cloud.mailboxesOrigin, email, /\/u\/confirmer\/[\w-]+/, since);
  await resident.goesTo(match[0]);
  await resident.arrivesOn('Confirmer mon abonnement');
  await resident.looksAt('subscribe-confirm');
  await resident.presses('Oui, je m’abonne', 'Mes abonnements');
  await resident.reads('Votre abonnement est confirmé');
  await resident.looksAt('subscriptions');
}

/** Longest time from « envoyer maintenant » to the mailbox, the run's own wait included. In milliseconds. */
const LETTER_WITHIN = 120_000;
const LOOK_EVERY = 150;

const isLetter = ({ subject }: Mail): boolean => subject.startsWith('Votre lettre du');

/**
 * Waits for the letters that hold these titles, each in one of them: a run that somebody else asked for at the same
 * moment may bring one of them before. @returns the newest letter.
 */
export async function receivesLetter(cloud: TestCloud, email: string, titles: readonly string[]): Promise<Mail> {
  const until = Date.now() + LETTER_WITHIN;
  let letters: Mail[] = [];
  while (Date.now() < until) {
    letters = (await mailsTo(cloud.mailboxesOrigin, email)).filter(isLetter);
    const [newest] = letters;
    if (newest && titles.every((title) => letters.some(({ text }) => text.includes(title)))) {
      for (const title of titles) {
        expect({ title, letters: letters.filter(({ text }) => text.includes(title)).length }).toEqual({
          title,
          letters: 1,
        });
      }
      return newest;
    }
    await pause(LOOK_EVERY);
  }
  throw new Error(
    `${email} did not receive « ${titles.join(' », « ')} » within ${LETTER_WITHIN / 1000} s, but ${letters.length} letters.`,
  );
}

export const headerOf = (mail: Mail, name: string): string | undefined =>
  mail.headers.find((header) => header.name.toLowerCase() === name.toLowerCase())?.value;

/** The address with which one leaves by one press, from the header that mail programs read. */
export function leaveAddressOf(mail: Mail): string {
  const [, address] = /<(https?:[^>]+)>/.exec(headerOf(mail, 'List-Unsubscribe') ?? '') ?? [];
  if (address === undefined) throw new Error('The letter has no List-Unsubscribe with an address of the web.');
  return address;
}

/** What RFC 2369, 2919 and 8058 want of a letter. */
export function expectListHeaders(mail: Mail): void {
  expect(headerOf(mail, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
  expect(headerOf(mail, 'List-Id')).toMatch(/<[\w.-]+>$/);
  expect(headerOf(mail, 'Auto-Submitted')).toBeDefined();
  expect(leaveAddressOf(mail)).toMatch(/\/u\/[\w.-]+$/);
}

/** What a mail program does by itself: no cookie, no page, no redirection. */
export async function leavesByOneClick(mail: Mail): Promise<void> {
  const answer = await fetch(leaveAddressOf(mail), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
    redirect: 'manual',
  });
  expect(answer.status).toBe(200);
}

/** Opens the address of the letter: looking leaves nothing, pressing does. */
export async function leavesByThePage(resident: Person, mail: Mail): Promise<void> {
  await resident.goesTo(new URL(leaveAddressOf(mail)).pathname);
  await resident.arrivesOn('Ne plus recevoir');
  await resident.looksAt('leave');
  await resident.presses('Ne plus recevoir', 'C’est fait');
  await resident.looksAt('left');
  await resident.follows(/Voir ce que nous gardons/, 'Mes abonnements');
  await resident.reads('Vous ne recevez aucune lettre');
  await resident.looksAt('subscriptions-left');
}

/** The operator sends the letter at once, unless somebody has just done so. */
export async function sendsTheLetter(operator: Person): Promise<void> {
  await operator.goesTo('/territoire/lettre');
  await operator.arrivesOn('La lettre');
  await operator.looksAt('operator-letter');
  if (await operator.sees('Envoyer maintenant')) {
    await operator.follows('Envoyer maintenant', 'Envoyer la lettre maintenant');
    await operator.looksAt('operator-letter-send');
    // Between the two pages, another walk may have sent it with what this one published.
    if (await operator.sees('Rien de nouveau depuis la dernière lettre')) return;
    await operator.presses('Envoyer maintenant', 'La lettre');
    await operator.reads('La lettre est en préparation');
  }
}
