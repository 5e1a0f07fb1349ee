/** Decisions about journals: what is looked for, where days begin, what the operator does not see. Pure. */
import { ACT_KINDS, type ActKind, ACTS, type ActName } from '../../platform/journal.ts';
import { DAY } from '../../platform/clock.ts';
import { inParis } from '../../platform/paris.ts';

/** Journals are kept one year (CNIL, délibération 2021-122: six months to a year for traces of access). */
export const KEPT_FOR = 365 * DAY;

/** What is looked for in a journal. Days as `2026-11-24`, in the time of the towns. */
export interface JournalFilter {
  person?: string | undefined;
  kind?: ActKind | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

export const isActName = (name: string): name is ActName => name in ACTS;

export const isActKind = (kind: string): kind is ActKind => ACT_KINDS.some((one) => one === kind);

/** The kind of an act; those of a version that is gone are shown among all. */
export const kindOf = (name: string): ActKind | undefined => (isActName(name) ? ACTS[name] : undefined);

const clockOfParis = inParis('en-GB', {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** What the clocks of Paris are ahead of UTC at that moment. In milliseconds. */
function aheadOfUtc(at: Date): number {
  const part = new Map(
    clockOfParis()
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const shown = (name: Intl.DateTimeFormatPartTypes): number => part.get(name) ?? 0;
  const there = Date.UTC(shown('year'), shown('month') - 1, shown('day'), shown('hour'), shown('minute'));
  return there - Math.floor(at.getTime() / 60_000) * 60_000;
}

/** The moment when a day begins in Paris. @param later days after it. */
export function beginningOf(day: string, later = 0): string {
  const midnight = Date.parse(`${day}T00:00:00Z`) + later * DAY;
  // Clocks change at one o'clock UTC, never at midnight in Paris: what holds then holds at the beginning of the day.
  const guess = new Date(midnight - aheadOfUtc(new Date(midnight)));
  return new Date(midnight - aheadOfUtc(guess)).toISOString();
}

/** The moments between which entries are looked for, the last excluded: in either order of the two days. */
export function periodOf({ from, to }: Pick<JournalFilter, 'from' | 'to'>): { from: string; to: string } {
  const [first, last] = from && to && from > to ? [to, from] : [from, to];
  return { from: first ? beginningOf(first) : '2000', to: last ? beginningOf(last, 1) : '9999' };
}

/** Who reads a journal: the operator sees no title that is not public, and no whole address. */
export type JournalReader = 'referent' | 'operator';

export const showsTitle = (reader: JournalReader, audience: string | undefined): boolean =>
  reader === 'referent' || audience === 'public';
