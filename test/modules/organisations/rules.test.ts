import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  codeRefusal,
  mayTransition,
  MOST_CODE_TRIES,
  resendRefusal,
  searchKey,
  searchKeys,
  SIGN_UP_STATES,
  SIGN_UP_TRANSITIONS,
  type SignUpTransition,
  slugsOf,
} from '../../../modules/organisations/rules.ts';
import { readMailboxes } from '../../../modules/organisations/service/operator.ts';
import type { RegisterEntry } from '../../../modules/organisations/store/register.ts';

const now = new Date('2026-11-24T10:00:00Z');
const minutes = (count: number) => new Date(now.getTime() + count * 60_000).toISOString();

describe('finding a commune', () => {
  it.each([
    ['nera', 'Nérac'],
    ['NÉRAC', 'Nérac'],
    ['livrade', 'Sainte-Livrade-sur-Lot'],
    ['ste livrade', 'Sainte-Livrade-sur-Lot'],
    ['st pierre', 'Saint-Pierre-de-Buzet'],
    ['lot', 'Casseneuil sur Lot'],
    ['passage', 'Le Passage'],
    ['aiguillon', "L'Aiguillon"],
  ])('%s finds %s', (typed, name) => {
    expect(searchKeys(name).some((key) => key.startsWith(searchKey(typed)))).toBe(true);
  });

  it('always finds a name by its own beginning', () => {
    const names = fc.array(fc.constantFrom('saint', 'sur', 'lot', 'le', 'Nérac', 'St', 'de', 'Œuf'), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(names, (words) => {
        const name = words.join('-');
        return searchKeys(name).some((key) => key.startsWith(searchKey(name)));
      }),
    );
    expect(searchKeys('Nérac')).toEqual(['nerac']);
  });

  it('gives each place an address of its own', () => {
    const slugs = slugsOf([
      { code: '47001', name: 'Agen' },
      { code: '47100', name: 'Saint-Martin' },
      { code: '47200', name: 'Saint Martin' },
    ]);
    expect([...slugs.values()]).toEqual(['agen', 'saint-martin-47100', 'saint-martin-47200']);
  });
});

describe('the code', () => {
  it('is good until it expires', () => {
    expect(codeRefusal({ expiresAt: minutes(1), tries: 0 }, now)).toBeUndefined();
    expect(codeRefusal({ expiresAt: minutes(0), tries: 0 }, now)).toBe('expired');
  });

  it('is good for five tries', () => {
    expect(codeRefusal({ expiresAt: minutes(1), tries: MOST_CODE_TRIES - 1 }, now)).toBeUndefined();
    expect(codeRefusal({ expiresAt: minutes(1), tries: MOST_CODE_TRIES }, now)).toBe('no-tries-left');
  });

  it('is sent again after a minute, three times in all', () => {
    expect(resendRefusal({ sent: 1, lastAt: minutes(-2) }, now)).toBeUndefined();
    expect(resendRefusal({ sent: 1, lastAt: minutes(-0.5) }, now)).toBe('too-soon');
    expect(resendRefusal({ sent: 3, lastAt: minutes(-60) }, now)).toBe('too-many');
  });
});

describe('a sign-up', () => {
  it('moves only as its transitions say', () => {
    const transitions: SignUpTransition[] = ['proveByCode', 'askOperator', 'approve', 'refuse', 'complete'];
    expect(Object.keys(SIGN_UP_TRANSITIONS)).toEqual(transitions);
    const allowed = transitions.flatMap((transition) =>
      SIGN_UP_STATES.filter((state) => mayTransition(transition, state)).map((state) => `${state} ${transition}`),
    );
    expect(allowed).toEqual([
      'code-sent proveByCode',
      'code-sent askOperator',
      'waiting approve',
      'waiting refuse',
      'link-sent complete',
    ]);
  });
});

describe('the import of official mailboxes', () => {
  const place = (code: string, name: string): RegisterEntry => ({
    siren: `2147${code}`,
    kind: 'commune',
    name,
    slug: name.toLowerCase(),
    code,
    postalCodes: [],
    population: 1,
  });
  const places = [
    place('47195', 'Nérac'),
    place('47001', 'Agen'),
    place('47100', 'Saint-Martin'),
    place('47200', 'Saint-Martin'),
  ];

  it('takes INSEE codes, SIREN and names, in what a spreadsheet gives', async () => {
    const { mailboxes, refused } = await readMailboxes(
      'INSEE;Adresse\n47195;Mairie@Nerac.fr\nagen;agen@mairie.fr\n',
      places,
    );
    expect(refused).toEqual([]);
    expect(mailboxes.map(({ name, address }) => `${name} ${address}`)).toEqual([
      'Nérac mairie@nerac.fr',
      'Agen agen@mairie.fr',
    ]);
  });

  it('says which lines it does not understand, and why', async () => {
    const { mailboxes, refused } = await readMailboxes(
      '47195;pas une adresse\nParis;p@paris.fr\nSaint-Martin;s@m.fr',
      places,
    );
    expect(mailboxes).toEqual([]);
    expect(refused.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
      '1 no-address',
      '2 no-place',
      '3 several-places',
    ]);
  });

  it('reads anything that is pasted without failing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        const { mailboxes } = await readMailboxes(text, places);
        return Array.isArray(mailboxes);
      }),
    );
    expect((await readMailboxes('"47195;a@b.fr', places)).mailboxes.length).toBeLessThanOrEqual(1);
  });
});
