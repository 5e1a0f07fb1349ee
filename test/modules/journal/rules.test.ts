import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { beginningOf, periodOf, showsTitle } from '../../../modules/journal/rules.ts';
import { sentenceOf } from '../../../modules/journal/texts.ts';
import { ACTS } from '../../../platform/journal.ts';
import { isoDay } from '../../../web/format.ts';

describe('a day in Paris', () => {
  it.each([
    ['2026-11-24', '2026-11-23T23:00:00.000Z'],
    ['2026-07-14', '2026-07-13T22:00:00.000Z'],
    ['2026-03-29', '2026-03-28T23:00:00.000Z'],
    ['2026-10-25', '2026-10-24T22:00:00.000Z'],
    ['2026-10-26', '2026-10-25T23:00:00.000Z'],
  ])('%s begins at %s', (day, at) => {
    expect(beginningOf(day)).toBe(at);
  });

  it('begins with its first moment, whatever the clocks do', () => {
    // From the year 2000, where journals begin: in 1976 the clocks of Paris were put back at midnight.
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), (days) => {
        const day = new Date(Date.UTC(2000, 0, 1 + days)).toISOString().slice(0, 10);
        const first = Date.parse(beginningOf(day));
        return isoDay(new Date(first)) === day && isoDay(new Date(first - 1)) !== day;
      }),
    );
    expect(beginningOf('2026-12-31', 1)).toBe('2026-12-31T23:00:00.000Z');
  });
});

describe('what is looked for', () => {
  it('is everything when no day is given, and both days are within', () => {
    expect(periodOf({})).toEqual({ from: '2000', to: '9999' });
    const both = { from: '2026-11-23T23:00:00.000Z', to: '2026-11-25T23:00:00.000Z' };
    expect(periodOf({ from: '2026-11-24', to: '2026-11-25' })).toEqual(both);
    expect(periodOf({ from: '2026-11-25', to: '2026-11-24' })).toEqual(both);
  });
});

const entry = {
  id: 'jnl_1',
  at: '2026-11-24T09:00:00.000Z',
  act: 'role-changed',
  actor: { id: 'a', name: 'Camille Dubreuil' },
  about: { id: 'b', name: 'Anne Roux' },
  details: { before: 'reader', after: 'publisher' },
};

describe('a sentence', () => {
  it('says who did what, on whom', () => {
    expect(sentenceOf(entry, 'referent')).toBe(
      'Camille Dubreuil a changé le rôle d’Anne Roux : lecteur, puis rédacteur.',
    );
  });

  it('calls by her address who was invited without a name, and masks it before the operator', () => {
    const [email, role] = ['anna@exemple.test', 'reader'];
    const invited = { ...entry, act: 'invitation-sent', about: { name: email }, details: { address: email, role } };
    expect(sentenceOf(invited, 'referent')).toBe('Camille Dubreuil a invité anna@exemple.test comme lecteur.');
    expect(sentenceOf(invited, 'operator')).not.toContain('anna@');
    const named = { ...invited, about: { name: 'Anna Petit' } };
    expect(sentenceOf(named, 'referent')).toContain('Anna Petit (anna@exemple.test)');
    expect(sentenceOf(named, 'operator')).not.toContain('anna@');
  });

  it.each(Object.keys(ACTS))('of %s lacks nothing', (act) => {
    const details = {
      author: 'Anne',
      role: 'reader',
      audience: 'public',
      before: 'reader',
      after: 'referent',
      count: '2',
      date: '1er janvier 2026',
      matters: '12',
    };
    const sentence = sentenceOf(
      {
        ...entry,
        act,
        details: {
          ...details,
          applicant: 'Denise',
          reader: 'd•••@x.fr',
          organisation: 'Agen',
          reason: 'essais',
          holder: 'Denise',
        },
      },
      'referent',
    );
    expect(sentence).toMatch(/^Camille Dubreuil a .+\.$/);
    expect(sentence).not.toMatch(/undefined|NaN|\s\s/);
  });

  it('names Parvis when nobody asked, and shows an act of another version as it is', () => {
    expect(sentenceOf({ ...entry, actor: undefined, act: 'list-opened' }, 'referent')).toBe(
      'Parvis a ouvert la liste « Anne Roux ».',
    );
    expect(sentenceOf({ ...entry, act: 'of-long-ago' }, 'referent')).toBe('Camille Dubreuil : of-long-ago');
  });

  it('names a group to référents alone, and no closed group', () => {
    const opened = { ...entry, act: 'group-opened', about: { name: 'Voirie' } };
    expect(sentenceOf(opened, 'referent')).toBe('Camille Dubreuil a ouvert le groupe « Voirie ».');
    expect(sentenceOf(opened, 'operator')).toBe('Camille Dubreuil a ouvert un groupe.');
    expect(sentenceOf({ ...opened, about: undefined }, 'referent')).toBe('Camille Dubreuil a ouvert un groupe fermé.');
  });

  it('keeps from the operator titles that are not public, and whole addresses', () => {
    const published = { ...entry, act: 'published', about: { name: 'Huis clos' } };
    for (const audience of ['organisation', 'network']) {
      expect(sentenceOf({ ...published, details: { audience } }, 'operator')).not.toContain('Huis clos');
      expect(sentenceOf({ ...published, details: { audience } }, 'referent')).toContain('« Huis clos »');
    }
    expect(sentenceOf({ ...published, details: { audience: 'public' } }, 'operator')).toContain('« Huis clos »');
    const invited = { ...entry, act: 'invitation-sent', details: { address: 'anne@nerac.fr', role: 'reader' } };
    expect(sentenceOf(invited, 'operator')).not.toContain('anne@nerac.fr');
    expect(sentenceOf(invited, 'referent')).toContain('anne@nerac.fr');
    expect(showsTitle('operator', undefined)).toBe(false);
  });
});
