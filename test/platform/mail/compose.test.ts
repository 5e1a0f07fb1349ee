import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import PostalMime from 'postal-mime';
import { composeMail } from '../../../platform/mail/compose.ts';
import { checkedAddress, headerField, headerText, mailbox, UnusableAddress } from '../../../platform/mail/headers.ts';

const FROM = { name: 'Territoires du Lot-et-Garonne', address: 'lettre@territoire.test' };
const words = fc.string({ unit: fc.constantFrom(...'abcdef éèàçœ’«»"\\<>@=?,;:\r\n\t-0123🏛'), maxLength: 250 });

const headersOf = (raw: string): string => raw.slice(0, raw.indexOf('\r\n\r\n'));
const letterWith = (parts: Partial<Parameters<typeof composeMail>[0]>): string =>
  composeMail({
    from: FROM,
    to: 'claire@exemple.fr',
    subject: 'Bonjour',
    text: 'Bonjour.\n',
    html: '<p>Bonjour.</p>',
    ...parts,
  });

/** As a mail program shows a subject: one line. */
const asShown = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();

describe('a mail', () => {
  it('is read back whole: names, subject with accents, both parts', async () => {
    const mail = await PostalMime.parse(
      letterWith({
        subject: 'Votre code : août, « Nérac » et œuvres',
        text: 'Été à Nérac : 100 €.\n',
        html: '<p>Été à <b>Nérac</b></p>',
      }),
    );
    expect(mail.from).toEqual({
      name: 'Territoires du Lot-et-Garonne (via Parvis)',
      address: 'lettre@territoire.test',
    });
    expect(mail.to).toEqual([{ name: '', address: 'claire@exemple.fr' }]);
    expect(mail.subject).toBe('Votre code : août, « Nérac » et œuvres');
    expect(mail.text?.trimEnd()).toBe('Été à Nérac : 100 €.');
    expect(mail.html?.trim()).toBe('<p>Été à <b>Nérac</b></p>');
  });

  it('says that a machine wrote it', async () => {
    const { headers } = await PostalMime.parse(letterWith({}));
    const named = new Map(headers.map(({ key, value }) => [key, value]));
    expect(named.get('auto-submitted')).toBe('auto-generated');
    expect(named.get('x-auto-response-suppress')).toBe('All');
  });

  it('has the subject meant, whatever is in it, and no other field', async () => {
    await fc.assert(
      fc.asyncProperty(words, words, async (subject, name) => {
        const raw = letterWith({ subject, from: { ...FROM, name } });
        const mail = await PostalMime.parse(raw);
        expect(asShown(mail.subject ?? '')).toBe(asShown(subject));
        const keys = mail.headers.map(({ key }) => key).sort();
        expect(keys).toEqual(
          [
            'auto-submitted',
            'content-type',
            'from',
            'mime-version',
            'subject',
            'to',
            'x-auto-response-suppress',
          ].sort(),
        );
        expect(mail.from?.address).toBe(FROM.address);
      }),
    );
  });

  it('takes no field from a subject or a name with line ends', () => {
    const attack = 'Bonjour\r\nBcc: victime@exemple.fr\r\n\r\n<script>';
    const raw = letterWith({ subject: attack, from: { ...FROM, name: attack } });
    expect(headersOf(raw)).not.toMatch(/^Bcc:/im);
    expect(headersOf(raw)).toContain('Subject: Bonjour Bcc: victime@exemple.fr <script>');
  });

  it('keeps header lines short and in ASCII', () => {
    fc.assert(
      fc.property(words, (subject) => {
        for (const line of headersOf(letterWith({ subject })).split('\r\n')) expect(line).toMatch(/^[ -~]{1,200}$/);
      }),
    );
  });
});

describe('header fields', () => {
  it('leave plain text as it is, and fold long ones', () => {
    expect(headerText('Bonjour Claire')).toBe('Bonjour Claire');
    const field = headerField('Subject', 'mot '.repeat(60));
    expect(field.split('\r\n').every((line) => line.length <= 76)).toBe(true);
    expect(field.replace(/\r\n /g, ' ').trim()).toBe(`Subject: ${'mot '.repeat(60).trim()}`);
  });

  it('encode what looks encoded, and words too long to fold', () => {
    expect(headerText('=?UTF-8?B?QQ==?=')).not.toContain('QQ==?= ');
    expect(headerText('a'.repeat(2000))).toMatch(/^(=\?UTF-8\?B\?[\w+/=]+\?= ?)+$/);
  });

  it('quote a name that holds signs of the syntax', () => {
    expect(mailbox('Dupont, "Claire"', 'a@b.fr')).toBe('"Dupont, \\"Claire\\"" <a@b.fr>');
  });

  it('refuse an address that is not one, or that relays do not take', () => {
    const wrong = ['a@b.fr\r\nBcc: c@d.fr', 'a b@c.fr', 'é@exemple.fr', 'a@b.fr,c@d.fr', '<a@b.fr>', 'a@b@c', ''];
    for (const address of wrong) expect(() => checkedAddress(address)).toThrow(UnusableAddress);
    expect(checkedAddress("o'neil+lettre@exemple.fr")).toBe("o'neil+lettre@exemple.fr");
  });
});
