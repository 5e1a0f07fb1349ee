/** The short letter: what every mail but the daily one looks like. */
import { describe, expect, it } from 'vitest';
import { letter } from '../../../platform/mail/letter.ts';

const CONTEXT = { origin: 'https://parvis.example.org', territory: 'Lot & Garonne' };
const CONTENT = {
  subject: 'Votre code',
  paragraphs: ['Bonjour,', 'Voici le code à recopier sur « Parvis » :'],
  code: '123456',
  action: { label: 'Confirmer', url: 'https://parvis.example.org/u/confirmer/a?b=c&d=e' },
  after: ['<script>alert(1)</script>'],
};

describe('a short letter', () => {
  const { html, text } = letter(CONTENT, CONTEXT);

  it('says the same in both forms', () => {
    for (const part of ['Bonjour,', '123456', 'Confirmer']) {
      expect(html).toContain(part);
      expect(text).toContain(part);
    }
    expect(text).toContain('Confirmer :\nhttps://parvis.example.org/u/confirmer/a?b=c&d=e');
    expect(html).toContain('href="https://parvis.example.org/u/confirmer/a?b=c&amp;d=e"');
    expect(html).toContain('Lot &amp; Garonne');
    expect(html).not.toContain('<script>');
  });

  it('breaks no line before « : » nor within guillemets', () => {
    expect(html).toContain('«\u00a0Parvis\u00a0»\u00a0:');
  });

  it('is read on dark paper too: each colour has another there', () => {
    expect(html).toContain('<meta name="color-scheme" content="light dark">');
    const sheet = /<style>(.*?)<\/style>/.exec(html)?.[1] ?? '';
    const classes = [...html.matchAll(/class="(\w+)"/g)].map(([, name]) => name ?? '');
    expect(classes).toEqual(['action', 'soft', 'soft']);
    for (const name of classes) expect(sheet).toContain(`.${name}{`);
    expect(sheet).toMatch(/prefers-color-scheme:dark\)\{body\{background:#\w+!important;color:#\w+!important\}/);
  });
});
