/** Lists of the délibérations that a council has examined in a session: put online, corrected, taken away. */
import * as z from 'zod';
import { currentOf, type Member, mustMay } from '../../platform/actor.ts';
import type { Clock } from '../../platform/clock.ts';
import { actFor } from '../../platform/journal.ts';
import { Problem, refuseField } from '../../platform/problems.ts';
import { organisationScope, publicScope } from '../../platform/scope.ts';
import { conditionFailed, type Table } from '../../platform/table.ts';
import { cleanLine } from '../../platform/text.ts';
import { formatDate, isoDay } from '../../web/format.ts';
import { noteList } from '../organisations/index.ts';
import { type Session, sessionsOf, toBeListed } from './rules-sessions.ts';
import type { ActCard, SessionList } from './schema.ts';
import { cardsOf, listOf, listsOf, saveList } from './store/index.ts';
import { TEXTS } from './texts.ts';

/** A session has fewer; what is beyond is in the register. */
export const MOST_IN_SESSION = 200;
const LONGEST_LINE = 300;
const MOST_LINES = 100;

export const sessionBody = z.object({
  action: z.enum(['publier', 'retirer']).default('publier'),
  /** Délibérations that are not in the register, one a line. */
  autres: z
    .string()
    .max(MOST_LINES * LONGEST_LINE)
    .optional()
    .transform((text) => (text ?? '').split('\n').map(cleanLine).filter(Boolean))
    .pipe(
      z
        .array(z.string().max(LONGEST_LINE, { error: TEXTS.lineTooLong }))
        .max(MOST_LINES, { error: TEXTS.tooManyLines }),
    ),
  /** 0 when there was no list yet. */
  version: z.coerce.number().int().min(0),
});
export type TypedList = z.output<typeof sessionBody>;

export interface SessionDependencies {
  table: Table;
  clock: Clock;
}

/** What everybody reads of a session: its list, and the délibérations of the register as they are now. */
export interface SessionSeen {
  date: string;
  list: SessionList | undefined;
  cards: ActCard[];
}

/** Half a read unit, and as much for eight délibérations. */
export async function sessionOf(
  table: Table,
  siren: string,
  date: string,
  options = { consistent: false },
): Promise<SessionSeen> {
  const scope = publicScope(siren);
  const [list, { cards }] = await Promise.all([
    listOf(table, scope, date, options),
    cardsOf(table, scope, { list: 'n-deliberation', date }, { limit: MOST_IN_SESSION }),
  ]);
  // In the order of their numbers: that of the session.
  return { date, list: list?.isOnline ? list : undefined, cards: cards.reverse() };
}

/** How many délibérations and lists are looked at for the latest sessions: those of some months of a small commune. */
const SOME_MONTHS = { cards: 24, lists: 12 };

const datesOf = (cards: readonly { date: string }[]): string[] => cards.map(({ date }) => date);

const onlineOf = (lists: readonly SessionList[]): string[] =>
  lists.filter(({ isOnline }) => isOnline).map(({ date }) => date);

/** The latest sessions and where their lists stand. Two read units. */
export async function latestSessions({ table, clock }: SessionDependencies, siren: string): Promise<Session[]> {
  const scope = publicScope(siren);
  const [{ cards }, lists] = await Promise.all([
    cardsOf(table, scope, { list: 'n-deliberation' }, { limit: SOME_MONTHS.cards }),
    listsOf(table, scope, SOME_MONTHS.lists),
  ]);
  return sessionsOf(datesOf(cards), onlineOf(lists), isoDay(clock()));
}

/**
 * Sessions whose list is to be put online now, of those that the organisation notes as awaited (`noteAwaitedList`). No
 * read, but half a unit where there is one: it may have been put online while an act was noted.
 */
export async function sessionsToList(
  { table, clock }: SessionDependencies,
  siren: string,
  awaited: readonly string[],
): Promise<Session[]> {
  const today = isoDay(clock());
  if (toBeListed(sessionsOf(awaited, [], today), today).length === 0) return [];
  const lists = await listsOf(table, publicScope(siren), SOME_MONTHS.lists);
  return toBeListed(sessionsOf(awaited, onlineOf(lists), today), today);
}

/** The list of a session is awaited, unless it is there. May be done twice. */
export async function noteAwaitedList(table: Table, siren: string, date: string): Promise<void> {
  const list = await listOf(table, publicScope(siren), date, { consistent: true });
  if (!list?.isOnline) await noteList(table, organisationScope(siren), date, true);
}

/** Of the sessions, those whose list is to be put online now. */
export const awaitedLists = (sessions: readonly Session[], now: Date): Session[] => toBeListed(sessions, isoDay(now));

/** @throws {Problem} `stale` when somebody else changed it, `invalid` when there is nothing to list. */
export async function changeList(
  { table, clock }: SessionDependencies,
  member: Member,
  date: string,
  { action, autres, version }: TypedList,
): Promise<SessionList> {
  mustMay(member, 'publish-outside');
  const { organisation: siren } = currentOf(member);
  const scope = publicScope(siren);
  const now = clock();
  if (date > isoDay(now)) throw refuseField('autres', TEXTS.sessionToCome);
  const [before, { cards }] = await Promise.all([
    listOf(table, scope, date, { consistent: true }),
    sessionOf(table, siren, date),
  ]);
  if ((before?.version ?? 0) !== version) throw new Problem('stale');
  const isOnline = action === 'publier';
  if (isOnline && cards.length + autres.length === 0) throw refuseField('autres', TEXTS.nothingExamined);
  const at = now.toISOString();
  const list: SessionList = {
    date,
    others: autres,
    isOnline,
    // Corrected, it is online since it first was.
    onlineAt: before?.isOnline ? before.onlineAt : at,
    updatedAt: at,
    version: version + 1,
  };
  const name = isOnline ? 'session-listed' : 'session-unlisted';
  const act = actFor(member, clock, siren, { name, details: { session: formatDate(date) } });
  try {
    await saveList(table, scope, list, version, act);
  } catch (error) {
    throw conditionFailed(error) ? new Problem('stale', { cause: error }) : error;
  }
  // Another write, as it is another partition's: home asks the list itself where this one was not made.
  await noteList(table, organisationScope(siren), date, !isOnline && cards.length > 0);
  return list;
}
