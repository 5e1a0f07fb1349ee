import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { cleanLine, cleanText, emailAddress, line, maskedAddress, plainKey } from '../../platform/text.ts';
import { excerpt, htmlOfText, safeHtml } from '../../platform/rich-text.ts';

describe('text as typed', () => {
  it('loses what hides in it and keeps what is read', () => {
    expect(cleanLine('  L’é\u202egnat\u0000\tde  Nérac \u200e')).toBe('L’égnat de Nérac');
    expect(cleanText('un\r\ndeux\u0007')).toBe('un\ndeux');
  });

  it('is the same when cleaned twice', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => cleanLine(cleanLine(text)) === cleanLine(text)));
    expect(cleanLine('')).toBe('');
  });

  it('says in French what is missing or too long', () => {
    const title = line('le titre', 10);
    expect(title.safeParse(' ').error?.issues[0]?.message).toBe('Indiquez le titre.');
    expect(title.safeParse(undefined).error?.issues[0]?.message).toBe('Indiquez le titre.');
    expect(title.safeParse('x'.repeat(10_000)).error?.issues[0]?.message).toContain('10 caractères au plus');
  });
});

describe('e-mail addresses', () => {
  it.each([
    ['jéan@exemple.fr', 'sans accent'],
    ['jean@exemple.fr, marie@exemple.fr', 'une seule adresse'],
    ['jean dupont@exemple.fr', 'Retirez l’espace'],
    ['jean', 'adresse complète'],
  ])('says what is wrong with %s', (address, words) => {
    expect(emailAddress().safeParse(address).error?.issues[0]?.message).toContain(words);
  });

  it.each(['mairie@ville-nerac.fr', ' Claire.Martin@Exemple.FR ', "o'brien@a.example"])('accepts %s', (address) => {
    expect(emailAddress().parse(address)).toBe(address.trim().toLowerCase());
  });

  it.each(['', 'mairie', 'a@b', 'a b@c.fr', 'a@b.fr\nBcc: x@y.fr', '<a@b.fr>', 'a@-b.fr', `${'x'.repeat(250)}@a.fr`])(
    'refuses %j',
    (address) => {
      expect(emailAddress().safeParse(address).success).toBe(false);
    },
  );

  it('are shown without being given', () => {
    expect(maskedAddress('mairie@ville-nerac.fr')).toBe('m•••@ville-nerac.fr');
  });
});

describe('plain keys', () => {
  it('drop accents, case and signs', () => {
    expect(plainKey('Sainte-Livrade-sur-Lot')).toBe('sainte-livrade-sur-lot');
    expect(plainKey('L’Œil & cœur')).toBe('l-oeil-coeur');
    expect(plainKey('ÉTÉ  ')).toBe('ete');
  });

  it('hold letters, digits and single dashes only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => /^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$/.test(plainKey(text))),
    );
    expect(plainKey('---')).toBe('');
  });
});

describe('rich text', () => {
  it.each([
    ['<script>alert(1)</script>Bonjour', 'Bonjour'],
    ['<p onclick="x()">a</p>', '<p>a</p>'],
    ['<a href="javascript:alert(1)">a</a>', '<a>a</a>'],
    ['<img src=x onerror=alert(1)>', ''],
    ['<div><b>Gras</b></div>', '<p><strong>Gras</strong></p>'],
    ['<h1>Titre</h1>', '<h2>Titre</h2>'],
    ['<iframe src="https://x"></iframe><style>p{}</style>', ''],
  ])('%s becomes %s', (typed, safe) => {
    expect(safeHtml(typed)).toBe(safe);
  });

  it('never lets a script, a handler or a frame through', () => {
    const pieces = fc.array(
      fc.constantFrom('<', '>', 'script', 'svg', ' onload=', '"', "'", 'javascript:', 'a', '/', 'href=', '&lt;', 'p'),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        const safe = safeHtml(parts.join(''));
        return (
          !/<(?:script|svg|iframe|style|img)/i.test(safe) &&
          !/<[^>]*\son\w+=/i.test(safe) &&
          !/<[^>]*href="javascript/i.test(safe)
        );
      }),
    );
    expect(safeHtml('<svg/onload=alert(1)>')).toBe('');
  });

  it('of plain text keeps paragraphs and escapes signs', () => {
    expect(htmlOfText('Un <b>\nDeux\n\nTrois')).toBe('<p>Un &lt;b&gt;<br />Deux</p><p>Trois</p>');
  });

  it('is cut at a word', () => {
    expect(excerpt('<p>Collecte des déchets</p><p>Nouveaux jours</p>', 24)).toBe('Collecte des déchets…');
    expect(excerpt('<p>Court &amp; clair</p>', 100)).toBe('Court & clair');
  });
});
