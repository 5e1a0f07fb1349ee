import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  COUNTED,
  type Counts,
  nextStepOf,
  NOTHING,
  packed,
  scoreOf,
  type Third,
  THIRDS,
  thirdsOf,
  unpacked,
  weekOf,
  weeksUpTo,
} from '../../../modules/usage/rules.ts';

const counts = fc.record({ signIns: fc.nat(60), publications: fc.nat(8), documents: fc.nat(12) });
const territory = fc
  .array(counts, { minLength: 1, maxLength: 60 })
  .map((all) => all.map((one, at) => ({ siren: String(100_000_000 + at), counts: one })));

const rank = (third: Third | undefined): number => (third ? THIRDS.indexOf(third) : -1);

describe('the three thirds', () => {
  it('hold every organisation once', () => {
    fc.assert(fc.property(territory, (all) => thirdsOf(all).size === all.length));
    expect(thirdsOf([]).size).toBe(0);
  });

  it('never put the less alive above the more alive, and keep equals together', () => {
    fc.assert(
      fc.property(territory, (all) => {
        const thirds = thirdsOf(all);
        return all.every((left) =>
          all.every((right) => {
            const [more, less] = [scoreOf(left.counts), scoreOf(right.counts)];
            const [of, than] = [rank(thirds.get(left.siren)), rank(thirds.get(right.siren))];
            return more === less ? of === than : more < less || of >= than;
          }),
        );
      }),
    );
    expect(rank('very')).toBeGreaterThan(rank('regular'));
  });

  it('are thirds when everybody is different and alive', () => {
    fc.assert(
      fc.property(fc.integer({ min: 3, max: 450 }), (many) => {
        const all = Array.from({ length: many }, (_, at) => ({
          siren: String(at),
          counts: { ...NOTHING, publications: at + 1 },
        }));
        const sizes = THIRDS.map((third) => [...thirdsOf(all).values()].filter((one) => one === third).length);
        return Math.max(...sizes) - Math.min(...sizes) <= 1;
      }),
    );
    expect(scoreOf(NOTHING)).toBe(0);
  });

  it('leave in the last whoever did nothing, however few did something', () => {
    const all = Array.from({ length: 450 }, (_, at) => ({
      siren: String(at),
      counts: at === 7 ? { ...NOTHING, signIns: 1 } : NOTHING,
    }));
    const thirds = thirdsOf(all);
    expect(thirds.get('7')).toBe('very');
    expect([...thirds.values()].filter((third) => third === 'hardly')).toHaveLength(449);
  });
});

describe('counts', () => {
  it('come back from one number, summed over weeks', () => {
    fc.assert(
      fc.property(fc.array(counts, { maxLength: 5 }), (weeks) => {
        const number = weeks.reduce(
          (sum, week) => sum + COUNTED.reduce((inner, name) => inner + week[name] * packed(name), 0),
          0,
        );
        const read = unpacked(number);
        return COUNTED.every((name) => read[name] === weeks.reduce((sum, week) => sum + week[name], 0));
      }),
    );
    expect(unpacked(0)).toEqual(NOTHING);
  });
});

describe('weeks', () => {
  it('begin on Monday', () => {
    expect([weekOf('2026-11-22'), weekOf('2026-11-23'), weekOf('2026-11-29')]).toEqual([
      '2026-11-16',
      '2026-11-23',
      '2026-11-23',
    ]);
    expect(weeksUpTo('2026-01-01', 3)).toEqual(['2025-12-15', '2025-12-22', '2025-12-29']);
  });
});

describe('what to do next', () => {
  const now = new Date('2026-11-24T09:00:00Z');
  const counted = (some: Partial<Counts>, joinedAt = '2026-01-10') =>
    nextStepOf({ joinedAt, counts: { ...NOTHING, ...some } }, now);

  it('is to wait for who has just come, to call who never comes, to train who puts nothing online', () => {
    expect(counted({}, '2026-11-20')).toBe('welcome');
    expect(counted({})).toBe('call');
    expect(counted({ signIns: 4 })).toBe('train');
    expect(counted({ signIns: 4, documents: 1 })).toBe('ask');
  });
});
