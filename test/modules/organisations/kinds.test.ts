/** Kinds of organisations, SIREN, the ladder of proof. */
import { describe, expect, it } from 'vitest';
import communes from '@etalab/decoupage-administratif/data/communes.json' with { type: 'json' };
import fc from 'fast-check';
import { addressesFor, isOwnDomain, isSiren, ladderOf, sirenDigits } from '../../../modules/organisations/kinds.ts';

const digit = fc.integer({ min: 0, max: 9 });
const valid = fc
  .array(digit, { minLength: 8, maxLength: 8 })
  .map((digits) => digits.join(''))
  .map((beginning) => [...'0123456789'].map((last) => beginning + last).find(isSiren) ?? 'none')
  .filter((siren) => siren !== 'none');

describe('a SIREN', () => {
  it('is right for every commune that has one', () => {
    const sirens = communes.flatMap((commune) => ('siren' in commune && commune.siren ? [commune.siren] : []));
    expect(sirens.length).toBeGreaterThan(30_000);
    expect(sirens.filter((siren) => !isSiren(siren))).toEqual([]);
  });

  it('exists once for each eight first digits, but for zeros', () => {
    fc.assert(
      fc.property(fc.array(digit, { minLength: 8, maxLength: 8 }), (digits) => {
        const right = [...'0123456789'].filter((last) => isSiren(digits.join('') + last));
        expect(right).toHaveLength(digits.every((one) => one === 0) ? 0 : 1);
      }),
    );
  });

  it('is wrong with one digit changed', () => {
    fc.assert(
      fc.property(valid, fc.integer({ min: 0, max: 8 }), fc.integer({ min: 1, max: 9 }), (siren, at, by) => {
        const changed = [...siren].map((one, place) => (place === at ? String((Number(one) + by) % 10) : one)).join('');
        expect(isSiren(changed)).toBe(false);
      }),
    );
  });

  it('is wrong with two neighbours exchanged, but for 0 and 9', () => {
    fc.assert(
      fc.property(valid, fc.integer({ min: 0, max: 7 }), (siren, at) => {
        const [left = '', right = ''] = [siren[at], siren[at + 1]];
        fc.pre(left !== right && !['09', '90'].includes(left + right));
        expect(isSiren(siren.slice(0, at) + right + left + siren.slice(at + 2))).toBe(false);
      }),
    );
  });

  it.each(['', '12345678', '1234567890', '21470001X', '000000000', '٢١٤٧٠٠٠١٥'])('is not %j', (typed) => {
    expect(isSiren(typed)).toBe(false);
  });

  it('is read as people write it', () => {
    expect(sirenDigits(' 214 700.015 ')).toBe('214700015');
  });
});

describe('the own domain of an organisation', () => {
  it.each([
    ['claire@ville-nerac.fr', 'mairie@ville-nerac.fr', true],
    ['claire@VILLE-nerac.fr', 'mairie@ville-nerac.fr', true],
    ['claire@faux-ville-nerac.fr', 'mairie@ville-nerac.fr', false],
    ['claire@orange.fr', 'mairie.nerac@orange.fr', false],
    ['claire@ville-nerac.fr', undefined, false],
  ])('%s beside %s: %s', (email, mailbox, expected) => {
    expect(isOwnDomain(email, mailbox)).toBe(expected);
  });
});

describe('the ladder of proof', () => {
  const seen = (request: Parameters<typeof ladderOf>[0]) =>
    ladderOf(request).map(({ rung, holds, reason }) => `${rung} ${holds ? 'holds' : 'does not'}: ${reason}`);

  it('is held by the code', () => {
    const request = { state: 'link-sent', email: 'c@x.fr', mailbox: 'm@y.fr', provedBy: 'mailbox' };
    expect(seen(request)).toEqual([
      'mailbox-code holds: code-given',
      'own-domain does not: other-domain',
      'operator-alone does not: operator-knows',
    ]);
  });

  it('says that she has no access to the mailbox', () => {
    const request = { state: 'waiting', email: 'c@ville.fr', mailbox: 'm@ville.fr' };
    expect(seen(request)).toEqual([
      'mailbox-code does not: no-access',
      'own-domain holds: same-domain',
      'operator-alone holds: operator-knows',
    ]);
  });

  it('leaves an organisation of no register to the operator', () => {
    const request = { state: 'waiting', email: 'c@gmail.com', isUnlisted: true };
    expect(seen(request)).toEqual([
      'mailbox-code does not: unlisted',
      'own-domain does not: everybodys-domain',
      'operator-alone holds: operator-knows',
    ]);
  });
});

describe('the address of an organisation that the register lacks', () => {
  it.each([
    ['syndicat-des-eaux', ['syndicat-des-eaux', 'syndicat-des-eaux-991000004']],
    ['communes', ['communes-991000004', 'communes-991000004']],
    ['', ['organisation-991000004', 'organisation-991000004']],
  ])('%j', (name, expected) => {
    expect(addressesFor(name, '991000004')).toEqual(expected);
  });
});
