import { describe, expect, it } from 'vitest';
import { getDocumentProxy, extractText } from 'unpdf';
import { certificateName, certificateOf } from '../../../modules/acts/certificate.ts';
import type { ActLine } from '../../../modules/acts/schema.ts';

const line: ActLine = {
  key: '2026#000014',
  number: '2026-014',
  address: '2026-014',
  content: 'pub_01ARZ3NDEKTSV4RRFFQ69G5FAV',
  kind: 'deliberation',
  title: 'Cœur de bourg : réfection de l’église 👍 Ŵ',
  particulars: { authorFirstName: 'Odile', authorLastName: 'Signataire', authorCapacity: 'Maire' },
  date: '2026-11-19',
  state: 'online',
  onlineAt: '2026-11-24T09:00:12.000Z',
  seq: 3,
  files: [{ document: 'doc_1', name: 'Acte.pdf', size: 12, type: 'application/pdf', sha256: 'a'.repeat(64) }],
  history: [{ event: 'publication', seq: 3, at: '2026-11-24T09:00:12.000Z' }],
};
const row = { seq: 3, entry: '{}', hash: 'b'.repeat(64), signature: 'c'.repeat(96), key: 'd'.repeat(64) };
const certified = { organisation: { name: 'Nérac', slug: 'nerac' }, origin: 'https://parvis.example', line, row };

describe('a certificate', () => {
  it('says the act, the moment, the hashes and where to check them, with its title and its language', async () => {
    const bytes = await certificateOf(certified);
    const pdf = await getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
    const { text } = await extractText(pdf, { mergePages: true });
    const words = text.replace(/\s+/g, ' ');
    for (const told of [
      'Certificat de publication',
      'Cœur de bourg : réfection de l’église',
      'Délibération n° 2026-014, du jeudi 19 novembre 2026.',
      'Odile Signataire, Maire',
      '2026-11-24T09:00:12.000Z',
      'https://parvis.example/c/nerac/actes/2026-014/preuve',
    ]) {
      expect(words).toContain(told);
    }
    expect(text.replace(/\s/g, '')).toContain('a'.repeat(64));
    const { info } = await pdf.getMetadata();
    expect(info).toMatchObject({ Title: 'Certificat de publication : n° 2026-014', Language: 'fr-FR' });
    await pdf.destroy();
  });

  it('is the same when it is made again, and goes on over the page', async () => {
    const [one, two] = [await certificateOf(certified), await certificateOf(certified)];
    expect(Buffer.from(one).equals(Buffer.from(two))).toBe(true);
    const long = { ...line, title: 'mot '.repeat(3000), history: line.history };
    const pdf = await getDocumentProxy(await certificateOf({ ...certified, line: long }), { verbosity: 0 });
    expect(pdf.numPages).toBeGreaterThan(1);
    await pdf.destroy();
    expect(certificateName(line)).toBe('certificat-3.pdf');
  });
});
