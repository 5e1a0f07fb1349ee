/** Decisions about usage: weeks, thirds, what to do next. Pure. */
import { DAY } from '../../platform/clock.ts';

/** What is counted of an organisation: never of a person. */
export const COUNTED = ['signIns', 'publications', 'documents'] as const;
export type Counted = (typeof COUNTED)[number];
export type Counts = Readonly<Record<Counted, number>>;

export const NOTHING: Counts = { signIns: 0, publications: 0, documents: 0 };

export const sumOf = (all: readonly Counts[]): Counts =>
  all.reduce(
    (sum, one) => ({
      signIns: sum.signIns + one.signIns,
      publications: sum.publications + one.publications,
      documents: sum.documents + one.documents,
    }),
    NOTHING,
  );

/** Weeks looked at to tell the thirds, the present one among them. */
export const RECENT_WEEKS = 4;
/** Weeks of the trend. */
export const TREND_WEEKS = 12;

const midnight = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayOf = (milliseconds: number): string => new Date(milliseconds).toISOString().slice(0, 10);

/** Monday of the week of a day (both `2026-11-24`): names the week. */
export function weekOf(day: string): string {
  const at = midnight(day);
  const daysSinceMonday = (new Date(at).getUTCDay() + 6) % 7;
  return dayOf(at - daysSinceMonday * DAY);
}

/** The last weeks up to that of a day, oldest first. */
export const weeksUpTo = (day: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => dayOf(midnight(weekOf(day)) - (count - 1 - index) * 7 * DAY));

/** Each organisation's counts of a week lie in one number, so that 450 of them are read for a unit. */
const STEP = 1_000_000;

export const packed = (counted: Counted): number =>
  ({ signIns: 1, documents: STEP, publications: STEP * STEP })[counted];

export const unpacked = (number: number): Counts => ({
  signIns: number % STEP,
  documents: Math.floor(number / STEP) % STEP,
  publications: Math.floor(number / (STEP * STEP)),
});

/** How alive an organisation is. Publishing is what the territory is for; more than a sign-in a day says nothing new. */
export const scoreOf = ({ signIns, publications, documents }: Counts): number =>
  Math.min(signIns, RECENT_WEEKS * 7) + 5 * publications + 2 * documents;

export const THIRDS = ['hardly', 'regular', 'very'] as const;
export type Third = (typeof THIRDS)[number];

/**
 * The three thirds of a territory, by how many organisations are more alive than each: those as alive as one another
 * are in the same third, and whoever did nothing is in the last.
 */
export function thirdsOf(organisations: readonly { siren: string; counts: Counts }[]): Map<string, Third> {
  const scored = organisations
    .map(({ siren, counts }) => ({ siren, score: scoreOf(counts) }))
    .sort((left, right) => right.score - left.score);
  const thirds = new Map<string, Third>();
  let above = 0;
  for (const [at, { siren, score }] of scored.entries()) {
    if (at > 0 && score < (scored[at - 1]?.score ?? 0)) above = at;
    thirds.set(siren, thirdAt(above, scored.length, score));
  }
  return thirds;
}

function thirdAt(above: number, total: number, score: number): Third {
  if (score === 0) return 'hardly';
  if (3 * above < total) return 'very';
  return 3 * above < 2 * total ? 'regular' : 'hardly';
}

/** What the operator may do for an organisation of the last third. */
export const NEXT_STEPS = ['welcome', 'call', 'train', 'ask'] as const;
export type NextStep = (typeof NEXT_STEPS)[number];

/** An organisation that has just joined is given this long. */
const SETTLING_IN = 21 * DAY;

export function nextStepOf({ joinedAt, counts }: { joinedAt: string; counts: Counts }, now: Date): NextStep {
  if (now.getTime() - Date.parse(joinedAt) < SETTLING_IN) return 'welcome';
  if (counts.signIns === 0) return 'call';
  return counts.publications + counts.documents === 0 ? 'train' : 'ask';
}

/** An organisation's counters are spread over eight items a week: none grows hot, together they are read by one query. */
export const SHARDS = 8;
export const shardOf = (siren: string): number => Number(siren) % SHARDS;

/** An organisation on the map. Without third, it has not joined. */
export interface Placed {
  siren: string;
  name: string;
  third: Third | undefined;
}

/** An intercommunal body and its communes. Without body: organisations that the register ties to none. */
export interface Block {
  body: Placed | undefined;
  organisations: Placed[];
}

/** Every organisation once: with the body that the register ties it to, or among the others, last. */
export function mapOf(
  bodies: readonly { siren: string; name: string; communes: readonly { siren: string; name: string }[] }[],
  organisations: readonly { siren: string; name: string; third: Third }[],
): Block[] {
  const joined = new Map(organisations.map(({ siren, name, third }) => [siren, { siren, name, third }]));
  // A name that has changed is known first where organisations are counted.
  const place = ({ siren, name }: { siren: string; name: string }): Placed => {
    const found = joined.get(siren);
    joined.delete(siren);
    return found ?? { siren, name, third: undefined };
  };
  const blocks = bodies.map((body): Block => ({ body: place(body), organisations: body.communes.map(place) }));
  const others = [...joined.values()].sort((left, right) => left.name.localeCompare(right.name, 'fr'));
  return others.length === 0 ? blocks : [...blocks, { body: undefined, organisations: others }];
}
