import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { shortAddress } from '../../platform/journal.ts';

describe('a shortened address', () => {
  it.each([
    ['203.0.113.7', '203.0.113.…'],
    ['::ffff:203.0.113.7', '203.0.113.…'],
    ['2001:db8:12:3456::1', '2001:db8:12:…'],
    ['[2001:0db8:0012::1]', '2001:db8:12:…'],
    ['2001:db8::1', '2001:db8:0:…'],
    ['::1', '0:0:0:…'],
    ['unknown', 'inconnue'],
    ['', 'inconnue'],
  ])('of %s is %s', (address, short) => {
    expect(shortAddress(address)).toBe(short);
  });

  it('is the same for all machines of a place', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.nat(255), (address, last) => {
        const neighbour = address.replace(/\d+$/, String(last));
        return shortAddress(address) === shortAddress(neighbour);
      }),
    );
    expect(shortAddress('10.0.0.1')).not.toBe(shortAddress('10.0.1.1'));
  });
});
