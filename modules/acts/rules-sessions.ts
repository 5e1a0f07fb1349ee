/** When the list of the délibérations of a session is to be online (CGCT L2121-25: within a week). Pure. */
import { DAY } from '../../platform/clock.ts';

/** The law's delay, and when those who publish are reminded. In days after the session. */
export const DUE_AFTER = 7;
export const REMINDED_AFTER = 3;
/** Older sessions are left alone: they are nobody's task any more. */
const FORGOTTEN_AFTER = 60;

/** A day so many days after another: `2026-11-24` and 7 → `2026-12-01`. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** `awaited`: there is time; `due`: it is time; `late`: the week is over. */
export type SessionState = 'online' | 'awaited' | 'due' | 'late';

export interface Session {
  /** Its day, `2026-11-24`. */
  date: string;
  /** The last day of the law's delay. */
  until: string;
  state: SessionState;
}

export function sessionState(date: string, isOnline: boolean, today: string): SessionState {
  if (isOnline) return 'online';
  if (today > dayAfter(date, DUE_AFTER)) return 'late';
  return today >= dayAfter(date, REMINDED_AFTER) ? 'due' : 'awaited';
}

/**
 * Sessions of which délibérations are in the register or a list is online, the latest first.
 * @param today in the organisation's own time, as `2026-11-24`
 */
export function sessionsOf(dates: readonly string[], online: readonly string[], today: string): Session[] {
  const all = [...new Set([...dates, ...online])].filter((date) => date <= today).sort();
  return all.reverse().map((date) => ({
    date,
    until: dayAfter(date, DUE_AFTER),
    state: sessionState(date, online.includes(date), today),
  }));
}

/** Sessions whose list somebody should put online now, the oldest first. */
export const toBeListed = (sessions: readonly Session[], today: string): Session[] =>
  sessions
    .filter(({ date, state }) => (state === 'due' || state === 'late') && today <= dayAfter(date, FORGOTTEN_AFTER))
    .reverse();
