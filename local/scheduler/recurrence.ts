import { Cron } from 'croner';

/** When a schedule is due. */
export interface Recurrence {
  /** The first time strictly after the given one, undefined when there is none left. */
  next(after: Date): Date | undefined;
}

export interface Bounds {
  /** Time from which a rate counts, and before which nothing is due. */
  start: Date;
  end?: Date | undefined;
}

const UNITS_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

const invalid = (expression: string): Error => new Error(`Invalid Schedule Expression ${expression}.`);

/** Time on a clock of that zone, as text that can be compared. */
const wallTime = (instant: Date, timezone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'medium' }).format(instant);

/**
 * `cron(minutes hours day-of-month month day-of-week year)`, read on the clock of the zone.
 *
 * When the clock goes forward, a time that does not exist is skipped until its next occurrence; when
 * it goes back, a time that comes twice is due the first time alone. Source: EventBridge Scheduler
 * user guide, "Daylight savings time on EventBridge Scheduler".
 */
function cron(expression: string, fields: string, timezone: string): Recurrence {
  const [minutes, hours, day, month, weekday, year, ...more] = fields.trim().split(/\s+/);
  if (year === undefined || more.length > 0 || (day === '?') === (weekday === '?')) throw invalid(expression);
  const any = (field = '*'): string => (field === '?' ? '*' : field);
  const job = new Cron(`0 ${minutes} ${hours} ${any(day)} ${month} ${any(weekday)} ${year}`, {
    timezone,
    mode: '7-part',
    // Sunday is 1 and Saturday 7; `0/10` is a step from 0.
    alternativeWeekdays: true,
    sloppyRanges: true,
    paused: true,
  });
  const isSecondOccurrence = (instant: Date): boolean =>
    wallTime(instant, timezone) === wallTime(new Date(instant.getTime() - 3_600_000), timezone);
  return {
    next(after) {
      let due = job.nextRun(after);
      while (due && (!job.match(due) || isSecondOccurrence(due))) due = job.nextRun(due);
      return due ?? undefined;
    },
  };
}

/** `rate(2 hours)`: at the start, then at equal distances of real time, whatever clocks do. */
function rate(expression: string, value: number, unit: string, { start }: Bounds): Recurrence {
  const step = value * (UNITS_MS[unit.replace(/s$/, '')] ?? 0);
  if (step <= 0 || unit.endsWith('s') === (value === 1)) throw invalid(expression);
  return {
    next(after) {
      const steps = Math.floor((after.getTime() - start.getTime()) / step) + 1;
      return new Date(start.getTime() + Math.max(0, steps) * step);
    },
  };
}

/** `at(2026-11-24T18:30:00)`: once, on the clock of the zone. */
function at(expression: string, wall: string, timezone: string): Recurrence {
  const asUtc = Date.parse(`${wall}Z`);
  if (Number.isNaN(asUtc)) throw invalid(expression);
  const offset = (instant: number): number =>
    Date.parse(`${wallTime(new Date(instant), timezone).replace(' ', 'T')}Z`) - instant;
  // Twice, as the first guess may lie on the other side of a change of the clock.
  const guess = asUtc - offset(asUtc);
  const due = new Date(asUtc - offset(guess));
  return { next: (after) => (after < due ? due : undefined) };
}

function unbounded(expression: string, timezone: string, bounds: Bounds): Recurrence {
  const [, kind, content = ''] = /^(cron|rate|at)\((.*)\)$/.exec(expression.trim()) ?? [];
  if (kind === 'cron') return cron(expression, content, timezone);
  if (kind === 'at') return at(expression, content.trim(), timezone);
  const [, value, unit] = /^(\d+)\s+(minutes?|hours?|days?)$/.exec(content.trim()) ?? [];
  if (kind !== 'rate' || unit === undefined) throw invalid(expression);
  return rate(expression, Number(value), unit, bounds);
}

/** @throws {Error} for an expression that EventBridge would refuse. */
export function recurrence(expression: string, timezone: string, bounds: Bounds): Recurrence {
  const { next } = unbounded(expression, timezone, bounds);
  return {
    next(after) {
      const beforeStart = new Date(bounds.start.getTime() - 1);
      const due = next(after < beforeStart ? beforeStart : after);
      return due && bounds.end && due > bounds.end ? undefined : due;
    },
  };
}

/**
 * The last time that was due after `since` and up to `now`, if it is not older than `window`
 * (milliseconds): what was missed while nobody was there is made up for once, not once for each time.
 */
export function lastDue(of: Recurrence, since: Date, now: Date, window: number): Date | undefined {
  let found: Date | undefined;
  let due = of.next(new Date(Math.max(since.getTime(), now.getTime() - window)));
  while (due && due <= now) {
    found = due;
    due = of.next(due);
  }
  return found;
}
