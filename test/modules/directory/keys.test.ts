import { describe, expect, it } from 'vitest';
import {
  asked,
  type Filters,
  type Findable,
  keysBeginning,
  keysOf,
  organisationKeys,
  otherReadings,
  whatNamed,
} from '../../../modules/directory/keys.ts';
import { SUBJECTS } from '../../../modules/directory/schema.ts';

const CLAIRE: Findable = {
  firstName: 'Claire-Élise',
  lastName: 'de Saint-Martin',
  function: 'maire',
  title: undefined,
  subjects: ['voirie'],
  organisation: 'Nérac',
  slug: 'nerac',
  epci: 'Albret Communauté',
};

const isFound = (typed: string, filters: Filters = {}, who = CLAIRE): boolean => {
  const search = asked(typed, filters);
  const beginnings = [keysBeginning(search.filters, search.typed), ...otherReadings(search.filters, search.typed)];
  return beginnings.some((beginning) => keysOf(who).some((key) => key.startsWith(beginning)));
};

describe('somebody is found', () => {
  it.each([
    'claire',
    'CLAIRE ÉLISE',
    'elise',
    'saint mar',
    'st martin',
    'martin',
    'claire-elise de saint',
    'de saint martin claire',
    'ner',
    'nérac',
    'albret',
    'maire',
    'maire de nerac',
    'maire martin',
    'saint martin nerac',
    'saint martin communaute',
    'voirie',
    'voirie nérac',
    '',
  ])('by « %s »', (typed) => {
    expect(isFound(typed)).toBe(true);
  });

  it.each(['paul', 'lot', 'la', 'agent nerac', 'eau nerac', 'artin'])('not by « %s »', (typed) => {
    expect(isFound(typed)).toBe(false);
  });

  it.each<[Filters, boolean]>([
    [{ organisation: 'nerac' }, true],
    [{ organisation: 'agen' }, false],
    [{ epci: 'Albret Communauté' }, true],
    [{ what: 'maire' }, true],
    [{ what: 'voirie' }, true],
    [{ what: 'eau' }, false],
    [{ what: 'maire', epci: 'albret-communaute' }, true],
    [{ what: 'agent', epci: 'albret-communaute' }, false],
  ])('within %j: %s', (filters, found) => {
    expect([isFound('', filters), isFound('claire', filters)]).toEqual([found, found]);
  });

  it('not by subjects that the network may not see', () => {
    const hidden = { ...CLAIRE, subjects: [] };
    expect([isFound('', { what: 'voirie' }, hidden), isFound('voirie', {}, hidden)]).toEqual([false, false]);
  });
});

describe('what is kept', () => {
  it('shows somebody once among those of one name, of one place, of one function', () => {
    for (const typed of ['saint-martin', 'nerac', 'maire', 'voirie', 'albret', 'claire']) {
      expect([typed, keysOf(CLAIRE).filter((key) => key.startsWith(keysBeginning({}, typed))).length]).toEqual([
        typed,
        1,
      ]);
    }
  });

  it('stands once in each list in the order of names', () => {
    const everybody = keysOf(CLAIRE).filter((key) => key.startsWith(keysBeginning({}, '')));
    expect(everybody).toEqual(['~~n~de-saint-martin-claire-elise']);
  });

  it('is bounded, whatever is written', () => {
    const long = 'mot '.repeat(200);
    const keys = keysOf({
      ...CLAIRE,
      firstName: long,
      lastName: long,
      title: long,
      organisation: long,
      epci: long,
      subjects: SUBJECTS.slice(0, 5),
    });
    expect(keys.length).toBeLessThan(450);
    expect(Math.max(...keys.map((key) => Buffer.byteLength(key)))).toBeLessThan(900);
    expect(keysOf(CLAIRE).length).toBeLessThan(100);
  });
});

describe('words', () => {
  it('name a function or a subject by themselves without hiding the people called so', () => {
    expect(asked('Maire', {})).toEqual({ typed: 'maire', filters: {} });
    expect([whatNamed('Maire'), whatNamed('secrétaire de mairie'), whatNamed('martin')]).toEqual([
      'maire',
      'secretaire',
      undefined,
    ]);
  });

  it('leave a chosen filter alone', () => {
    expect(asked('maire nérac', { what: 'agent' })).toEqual({ typed: 'maire-nerac', filters: { what: 'agent' } });
  });

  it('lead to organisations from each word of their name', () => {
    expect(organisationKeys({ name: 'Villeneuve-sur-Lot', epci: 'Grand Villeneuvois' })).toEqual([
      'villeneuve-sur-lot',
      'lot',
      'grand-villeneuvois',
      'villeneuvois',
    ]);
  });
});
