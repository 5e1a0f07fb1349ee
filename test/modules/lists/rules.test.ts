import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  afterSoftBounce,
  type Bounces,
  dailyRun,
  MOST_SOFT_BOUNCES,
  nextDigestAt,
  periodOf,
  SHARDS,
  shardOf,
} from '../../../modules/lists/rules.ts';
import { subscriberKey } from '../../../modules/lists/store/subscriber.ts';

const DAY = 86_400_000;
const moment = fc.date({
  min: new Date('2024-01-01T00:00:00Z'),
  max: new Date('2034-01-01T00:00:00Z'),
  noInvalidDate: true,
});

const inParis = (date: Date): string =>
  new Intl.DateTimeFormat('fr-FR', {
    timeZone: 'Europe/Paris',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(date);

describe('what a digest covers', () => {
  it('begins where the last one ended, so that nothing is told twice nor forgotten', () => {
    fc.assert(
      fc.property(
        moment,
        fc.array(fc.integer({ min: 1, max: 6 * DAY }), { minLength: 1, maxLength: 20 }),
        (start, gaps) => {
          let cut = start.toISOString();
          let now = start.getTime();
          for (const gap of gaps) {
            now += gap;
            const period = periodOf(cut, new Date(now));
            expect(period).toEqual({ from: cut, to: new Date(now).toISOString() });
            cut = period.to;
          }
        },
      ),
    );
  });

  it('looks back a week at most: the first of a territory, and the one after a long stop', () => {
    const now = new Date('2026-11-24T06:00:00Z');
    const aWeekBefore = '2026-11-17T06:00:00.000Z';
    expect(periodOf(undefined, now).from).toBe(aWeekBefore);
    expect(periodOf('2026-10-01T06:00:00.000Z', now).from).toBe(aWeekBefore);
  });

  it('covers nothing when another run has moved the cut past the moment looked at', () => {
    const cut = '2026-11-24T06:00:00.120Z';
    expect(periodOf(cut, new Date('2026-11-24T06:00:00.090Z'))).toEqual({ from: cut, to: cut });
  });
});

describe('when the next digest leaves', () => {
  it('at 7 in Paris, after now, within a day and an hour', () => {
    fc.assert(
      fc.property(moment, (now) => {
        const next = nextDigestAt(now);
        expect(inParis(next)).toBe('07:00');
        expect(next.getTime()).toBeGreaterThan(now.getTime());
        expect(next.getTime() - now.getTime()).toBeLessThanOrEqual(25 * 3_600_000);
      }),
    );
  });

  it.each([
    ['the night clocks go forward', '2026-03-28T12:00:00Z', '2026-03-29T05:00:00.000Z'],
    ['the night clocks go back', '2026-10-24T12:00:00Z', '2026-10-25T06:00:00.000Z'],
    ['at 7 exactly: the next one', '2026-11-24T06:00:00Z', '2026-11-25T06:00:00.000Z'],
    ['a minute before', '2026-11-24T05:59:00Z', '2026-11-24T06:00:00.000Z'],
  ])('%s', (_, now, expected) => {
    expect(nextDigestAt(new Date(now)).toISOString()).toBe(expected);
  });

  it('is one run for one morning in Paris, whatever the clock says elsewhere', () => {
    expect(dailyRun(new Date('2026-11-24T06:00:00Z'))).toBe('daily-2026-11-24');
    expect(dailyRun(new Date('2026-11-23T23:30:00Z'))).toBe('daily-2026-11-24');
  });
});

describe('transient failures of an address', () => {
  const none: Bounces = { softBounces: 0 };

  /** Failures at these moments (days), with so many messages passed before each. */
  const after = (days: readonly number[], sent = 0): ReturnType<typeof afterSoftBounce> => {
    const start = Date.parse('2026-11-01T06:00:00Z');
    return days.reduce<ReturnType<typeof afterSoftBounce>>(
      (bounces, day) => afterSoftBounce({ ...bounces, sentSinceBounce: sent }, new Date(start + day * DAY)),
      { softBounces: 0, lastSoftBounceAt: '', sentSinceBounce: 0, suspended: false },
    );
  };

  it('count once a day at most, and the same one told twice once', () => {
    const at = new Date('2026-11-24T06:00:00Z');
    const first = afterSoftBounce(none, at);
    expect(first).toEqual({ softBounces: 1, lastSoftBounceAt: at.toISOString(), sentSinceBounce: 0, suspended: false });
    expect(afterSoftBounce(first, at)).toEqual(first);
    expect(afterSoftBounce(first, new Date(at.getTime() + DAY - 1))).toEqual(first);
    expect(afterSoftBounce(first, new Date(at.getTime() + DAY)).softBounces).toBe(2);
  });

  it(`suspend the address at ${MOST_SOFT_BOUNCES}`, () => {
    expect(after([0, 1, 2, 3]).suspended).toBe(false);
    expect(after([0, 1, 2, 3, 4]).suspended).toBe(true);
  });

  it('start at zero after a week and three messages that passed, not after one of the two', () => {
    const four = { softBounces: 4, lastSoftBounceAt: '2026-11-01T06:00:00.000Z' };
    const later = new Date('2026-11-08T06:00:00Z');
    expect(afterSoftBounce({ ...four, sentSinceBounce: 3 }, later)).toMatchObject({ softBounces: 1, suspended: false });
    expect(afterSoftBounce({ ...four, sentSinceBounce: 2 }, later)).toMatchObject({ softBounces: 5, suspended: true });
    const sooner = new Date('2026-11-07T06:00:00Z');
    expect(afterSoftBounce({ ...four, sentSinceBounce: 9 }, sooner)).toMatchObject({ softBounces: 5, suspended: true });
  });

  it('never count more than the days on which they came', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 40 * 24 }), { minLength: 1, maxLength: 60 }), (hours) => {
        const sorted = hours.toSorted((a, b) => a - b).map((hour) => hour / 24);
        const days = Math.floor((sorted.at(-1) ?? 0) - (sorted[0] ?? 0)) + 1;
        expect(after(sorted).softBounces).toBeLessThanOrEqual(days);
      }),
    );
  });
});

describe('the key of an address', () => {
  it('is the same whatever the case, and tells another address apart', () => {
    expect(subscriberKey('Claire@Exemple.fr')).toBe(subscriberKey('claire@exemple.fr'));
    expect(subscriberKey('claire@exemple.fr')).toMatch(/^[\w-]{43}$/);
    expect(subscriberKey('clara@exemple.fr')).not.toBe(subscriberKey('claire@exemple.fr'));
  });

  it('spreads readers evenly over the partitions', () => {
    const counts = new Array<number>(SHARDS).fill(0);
    for (let reader = 0; reader < 10_000; reader += 1) {
      const shard = shardOf(subscriberKey(`lecteur-${reader}@exemple.fr`));
      counts[shard] = (counts[shard] ?? 0) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 1_000)).toBeLessThan(200);
  });
});
