/** How alive the territory is: the thirds, the trend, what to do next. */
import type { Clock } from '../../platform/clock.ts';
import type { Table } from '../../platform/table.ts';
import { bodiesKept } from '../organisations/index.ts';
import { isoDay } from '../../web/format.ts';
import {
  type Block,
  type Counts,
  mapOf,
  type NextStep,
  nextStepOf,
  NOTHING,
  scoreOf,
  type Third,
  thirdsOf,
} from './rules.ts';
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

interface UsageDeps {
  table: Table;
  clock: Clock;
}

/** The most alive first. Two queries, whatever the number of organisations: docs/access-patterns/usage.md. */
async function organisationsOf({ table, clock }: UsageDeps): Promise<OrganisationUsage[]> {
  const now = clock();
  const [named, counts] = await Promise.all([organisationsCounted(table), recentCounts(table, isoDay(now))]);
  const counted = named.map((one) => ({ ...one, counts: counts.get(one.siren) ?? NOTHING }));
  const thirds = thirdsOf(counted);
  return counted
    .map((one): OrganisationUsage => {
      const third = thirds.get(one.siren) ?? 'hardly';
      return { ...one, third, nextStep: third === 'hardly' ? nextStepOf(one, now) : undefined };
    })
    .sort((left, right) => scoreOf(right.counts) - scoreOf(left.counts) || left.name.localeCompare(right.name, 'fr'));
}

/** One query more. */
export async function usageOf(deps: UsageDeps): Promise<TerritoryUsage> {
  const [organisations, trend] = await Promise.all([organisationsOf(deps), trendOf(deps.table, isoDay(deps.clock()))]);
  return { organisations, trend };
}

/** Who is in which third, body by body. One item more than the organisations. */
export async function usageMapOf(deps: UsageDeps & { territory: { code: string } }): Promise<{ blocks: Block[] }> {
  const [organisations, bodies] = await Promise.all([
    organisationsOf(deps),
    bodiesKept(deps.table, deps.territory.code),
  ]);
  return { blocks: mapOf(bodies, organisations) };
}
