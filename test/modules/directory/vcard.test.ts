import { describe, expect, it } from 'vitest';
import { csvOf, organisationCard, personCard } from '../../../modules/directory/vcard.ts';

const PERSON = {
  person: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
  firstName: 'Claire',
  lastName: 'Martin; DROP',
  organisations: [
    { organisation: 'Nérac', title: 'Maire', phone: '05 53 65 00 00', hours: 'Lundi,\njeudi' },
    { organisation: 'Albret', email: 'claire@albret.test' },
  ],
};

describe('a vCard', () => {
  it('has what is shown, and nothing more', () => {
    expect(personCard(PERSON).split('\r\n')).toEqual([
      'BEGIN:VCARD',
      'VERSION:4.0',
      'UID:urn:uuid:6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
      'FN:Claire Martin\\; DROP',
      'N:Martin\\; DROP;Claire;;;',
      'o1.ORG:Nérac',
      'o1.TITLE:Maire',
      'o1.TEL;TYPE=work,voice;VALUE=uri:tel:+33553650000',
      'o1.NOTE:Lundi\\,\\njeudi',
      'o2.ORG:Albret',
      'o2.EMAIL;TYPE=work:claire@albret.test',
      'END:VCARD',
      '',
    ]);
  });

  it('takes no line from what somebody wrote', () => {
    const sly = { ...PERSON, firstName: 'A\r\nEMAIL:b@c.d' };
    expect(personCard(sly)).not.toMatch(/^EMAIL/m);
  });

  it('folds long lines by bytes, within no character', () => {
    const text = organisationCard({ name: 'é'.repeat(100), hours: 'x'.repeat(200) });
    const lines = text.split('\r\n');
    expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
    expect(text.replaceAll('\r\n ', '')).toContain(`FN:${'é'.repeat(100)}`);
  });
});

describe('a list for a spreadsheet', () => {
  it('runs no formula', () => {
    const csv = csvOf([['=HYPERLINK("http://x")', '+33 5', '-1', '@cmd', '\tx', 'Nérac; "bourg"', undefined]]);
    expect(csv).toBe(`\ufeff"'=HYPERLINK(""http://x"")";'+33 5;'-1;'@cmd;'\tx;"Nérac; ""bourg""";\r\n`);
  });
});
