import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { daysLeft, erasedAt, isDue, isNameOf, PHASES, STEPS, stepOf } from '../../../modules/departures/rules.ts';

const now = new Date('2026-11-24T09:00:00.000Z');

describe('the delay', () => {
  it('is over when its moment comes, and not before', () => {
    fc.assert(
      fc.property(fc.integer({ min: 62, max: 365 }), fc.integer({ min: 1, max: 62 * 86_400_000 }), (days, before) => {
        const until = erasedAt(now, days);
        const early = new Date(until.getTime() - before);
        const said = { until: until.toISOString() };
        return isDue(said, until) && !isDue(said, early) && daysLeft(said.until, early) >= 1;
      }),
    );
    expect([daysLeft(erasedAt(now, 62).toISOString(), now), daysLeft(now.toISOString(), now)]).toEqual([62, 0]);
  });

  it('lets acts be online for two months, whichever these are', () => {
    for (let month = 0; month < 24; month += 1) {
      const published = new Date(Date.UTC(2026, month, 28));
      const twoMonthsLater = new Date(Date.UTC(2026, month + 2, 28));
      expect(erasedAt(published, 62).getTime()).toBeGreaterThanOrEqual(twoMonthsLater.getTime());
    }
  });
});

describe('the name typed to confirm', () => {
  it.each([
    ['Estillac', 'Estillac', true],
    ['saint andre', 'Saint-André', true],
    ['Estilac', 'Estillac', false],
    ['', 'Estillac', false],
  ])('« %s » for %s: %s', (typed, name, isIt) => expect(isNameOf(typed, name)).toBe(isIt));
});

describe('phases', () => {
  it('have steps in order, and an end', () => {
    for (const phase of PHASES) {
      expect(STEPS[phase].map((_, step) => stepOf({ phase, step }))).toEqual([...STEPS[phase]]);
      expect(stepOf({ phase, step: STEPS[phase].length })).toBeUndefined();
    }
  });
});
