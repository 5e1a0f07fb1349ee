/** How alive the territory is: the thirds, the trend, what to do next. */
import type { Clock } from '../../platform/clock.ts';
import type { Table } from '../../platform/table.ts';
import { isoDay } from '../../web/format.ts';
import { type Counts, type NextStep, nextStepOf, NOTHING, scoreOf, type Third, thirdsOf } from './rules.ts';
import { organisationsCounted, recentCounts, type TrendWeek, trendOf } from './store.ts';

export interface OrganisationUsage {
  siren: string;
  name: string;
  joinedAt: string;
  counts: Counts;
  third: Third;
  /** For those of the last third. */
  nextStep: NextStep | undefined;
}

export interface TerritoryUsage {
  /** The most alive first. */
  organisations: OrganisationUsage[];
  trend: TrendWeek[];
}

/** Three queries, whatever the number of organisations: docs/access-patterns/usage.md. */
export async function usageOf({ table, clock }: { table: Table; clock: Clock }): Promise<TerritoryUsage> {
  const now = clock();
  const today = isoDay(now);
  const [named, counts, trend] = await Promise.all([
    organisationsCounted(table),
    recentCounts(table, today),
    trendOf(table, today),
  ]);
  const counted = named.map((one) => ({ ...one, counts: counts.get(one.siren) ?? NOTHING }));
  const thirds = thirdsOf(counted);
  const organisations = counted
    .map((one): OrganisationUsage => {
      const third = thirds.get(one.siren) ?? 'hardly';
      return { ...one, third, nextStep: third === 'hardly' ? nextStepOf(one, now) : undefined };
    })
    .sort((left, right) => scoreOf(right.counts) - scoreOf(left.counts) || left.name.localeCompare(right.name, 'fr'));
  return { organisations, trend };
}
