import { describe, expect, it } from 'vitest';
import { lastDue, recurrence } from '../../../local/scheduler/recurrence.ts';
import type { Recurrence } from '../../../local/scheduler/recurrence.ts';

const LONG_AGO = new Date('2020-01-01T00:00:00Z');

const schedule = (expression: string, timezone = 'Europe/Paris', start = LONG_AGO, end?: Date): Recurrence =>
  recurrence(expression, timezone, { start, end });

function times(of: Recurrence, after: string, count: number): (string | undefined)[] {
  const found: (string | undefined)[] = [];
  let due: Date | undefined = new Date(after);
  while (due && found.length < count) {
    due = of.next(due);
    found.push(due?.toISOString());
  }
  return found;
}

describe('cron in Europe/Paris', () => {
  it('keeps seven o’clock on the clock across both changes of the year', () => {
    const daily = schedule('cron(0 7 * * ? *)');
    expect(times(daily, '2026-03-28T00:00:00Z', 2)).toEqual(['2026-03-28T06:00:00.000Z', '2026-03-29T05:00:00.000Z']);
    expect(times(daily, '2026-10-24T00:00:00Z', 2)).toEqual(['2026-10-24T05:00:00.000Z', '2026-10-25T06:00:00.000Z']);
  });

  it('skips a time that does not exist when the clock goes forward', () => {
    expect(times(schedule('cron(30 2 * * ? *)'), '2026-03-28T00:00:00Z', 2)).toEqual([
      '2026-03-28T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
  });

  it('is due once at a time that comes twice when the clock goes back', () => {
    expect(times(schedule('cron(30 2 * * ? *)'), '2026-10-24T12:00:00Z', 2)).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
    expect(times(schedule('cron(0/30 * * * ? *)'), '2026-10-25T00:00:00Z', 2)).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T02:00:00.000Z',
    ]);
  });

  it.each([
    ['cron(0 8 ? * 3 *)', ['2026-11-03T07:00:00.000Z', '2026-11-10T07:00:00.000Z'], 'Tuesday is 3'],
    ['cron(0 8 ? * MON-FRI *)', ['2026-11-02T07:00:00.000Z', '2026-11-03T07:00:00.000Z'], 'working days'],
    ['cron(15 10 ? * 6L *)', ['2026-11-27T09:15:00.000Z', '2026-12-25T09:15:00.000Z'], 'last Friday'],
    ['cron(0 0 L * ? *)', ['2026-11-29T23:00:00.000Z', '2026-12-30T23:00:00.000Z'], 'last day of the month'],
    ['cron(0 9 1 1 ? 2027)', ['2027-01-01T08:00:00.000Z', undefined], 'one year'],
  ])('reads %s', (expression, expected) => {
    expect(times(schedule(expression), '2026-11-01T00:00:00Z', 2)).toEqual(expected);
  });

  it.each([
    'cron(0 7 * * *)',
    'cron(0 7 * * * *)',
    'cron(0 7 ? * ? *)',
    'rate(1 hours)',
    'rate(5 minute)',
    'rate(0 days)',
    'at(soon)',
    'daily',
  ])('refuses %s, as AWS does', (expression) => {
    expect(() => schedule(expression)).toThrow();
  });
});

describe('rate and at', () => {
  it('counts real time from the start, the start included', () => {
    const hours = schedule('rate(12 hours)', 'Europe/Paris', new Date('2026-10-24T22:00:00Z'));
    expect(times(hours, '2026-10-24T00:00:00Z', 3)).toEqual([
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T10:00:00.000Z',
      '2026-10-25T22:00:00.000Z',
    ]);
  });

  it('is due once, on the clock of the zone', () => {
    expect(times(schedule('at(2026-07-14T10:00:00)'), '2026-01-01T00:00:00Z', 2)).toEqual([
      '2026-07-14T08:00:00.000Z',
      undefined,
    ]);
    expect(times(schedule('at(2026-10-25T03:30:00)'), '2026-01-01T00:00:00Z', 1)).toEqual(['2026-10-25T02:30:00.000Z']);
  });

  it('ends at its end', () => {
    const days = schedule('rate(1 day)', 'UTC', new Date('2026-01-01T00:00:00Z'), new Date('2026-01-02T12:00:00Z'));
    expect(times(days, '2026-01-01T12:00:00Z', 2)).toEqual(['2026-01-02T00:00:00.000Z', undefined]);
  });
});

describe('what was missed', () => {
  const daily = schedule('cron(0 7 * * ? *)', 'UTC');
  const DAY = 86_400_000;

  it('is made up for once, for the last time it was due', () => {
    const since = new Date('2026-01-01T07:00:00Z');
    expect(lastDue(daily, since, new Date('2026-01-05T08:00:00Z'), DAY)).toEqual(new Date('2026-01-05T07:00:00Z'));
    expect(lastDue(daily, since, new Date('2026-01-02T06:59:59Z'), DAY)).toBeUndefined();
  });

  it('is left alone when it is older than the window', () => {
    const monthly = schedule('cron(0 7 1 * ? *)', 'UTC');
    expect(lastDue(monthly, new Date('2025-12-01T07:00:00Z'), new Date('2026-01-03T00:00:00Z'), DAY)).toBeUndefined();
  });
});
