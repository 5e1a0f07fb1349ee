import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { buildSegment, mergeSegments } from '../../../platform/search/building.ts';
import { decodeSegment, encodeSegment, NotASegment } from '../../../platform/search/segment.ts';
import { entry, found, layersOf, search } from './index-of.ts';

const FIRST = [entry('a', 'Voirie', 'Travaux rue Haute'), entry('b', 'Cantine', 'Tarifs'), entry('c', 'Budget')];
const LATER = [entry('b', 'Restaurant scolaire', 'Menus de voirie', { day: 0, audience: 'network' })];

describe('a segment', () => {
  it('is a file, and the same again', () => {
    const made = buildSegment(FIRST, ['gone']);
    expect(decodeSegment(encodeSegment(made))).toEqual(made);
    const empty = buildSegment([]);
    expect(decodeSegment(encodeSegment(empty))).toEqual(empty);
  });

  it('is known from what is none', () => {
    const file = encodeSegment(buildSegment(FIRST));
    const others = [new Uint8Array(), new TextEncoder().encode('{"a": 1}\n'), file.subarray(0, file.length - 1)];
    for (const other of others) expect(() => decodeSegment(other)).toThrow(NotASegment);
  });
});

describe('a newer segment', () => {
  const [older, newer] = [buildSegment(FIRST), buildSegment(LATER, ['c'])];

  it('takes the place of what it replaces, and takes away what is gone', () => {
    const layers = layersOf(older, newer);
    const refs = (text: string) => search(layers, text).hits.map(({ ref }) => ref);
    expect(refs('voirie').sort()).toEqual(['a', 'b']);
    expect(refs('restaurant')).toEqual(['b']);
    expect(refs('cantine')).toEqual([]);
    expect(refs('budget')).toEqual([]);
  });

  it('makes one with the older', () => {
    const whole = mergeSegments(older, newer, { isOldest: true });
    expect(whole).toEqual(buildSegment([FIRST[0] ?? entry('', ''), ...LATER]));
  });

  it('remembers what is gone as long as there is something older', () => {
    const apart = mergeSegments(buildSegment([entry('c', 'Budget')], ['x']), newer, { isOldest: false });
    expect(apart.refs).toEqual(['b']);
    expect([...apart.removed].sort()).toEqual(['c', 'x']);
  });
});

const words = fc.array(fc.constantFrom('voirie', 'école', 'budget', 'cantine', 'travaux', 'prime', 'eau'), {
  minLength: 1,
  maxLength: 6,
});
const change = fc.record({ ref: fc.constantFrom('a', 'b', 'c', 'd', 'e'), text: fc.option(words) });

describe('any run of changes', () => {
  it('leads to what an index of what there is in the end would', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 25 }), fc.boolean(), (changes, inTwo) => {
        const present = new Map<string, string>();
        let [older, newer] = [buildSegment([]), buildSegment([])];
        for (const { ref, text } of changes) {
          const step = text ? buildSegment([entry(ref, ref, text.join(' '))]) : buildSegment([], [ref]);
          if (inTwo) newer = mergeSegments(newer, step, { isOldest: false });
          else older = mergeSegments(older, step, { isOldest: true });
          if (text) present.set(ref, text.join(' '));
          else present.delete(ref);
        }
        if (inTwo && changes.length % 2 === 0) older = mergeSegments(older, newer, { isOldest: true });
        const entries = [...present].map(([ref, text]) => entry(ref, ref, text));
        for (const word of ['voirie', 'école', 'budget', 'eau']) {
          const got = search(layersOf(older, newer), word).hits.map(({ ref }) => ref);
          expect(got.sort()).toEqual(found(entries, word).sort());
        }
      }),
    );
  });
});
