/** Borders of time: what is counted by the hour or by the day begins anew at each of them. */
import { setTimeout as pause } from 'node:timers/promises';

/**
 * Waits for the next border when it is near, so that what follows lies within one period.
 * @param period Counted from midnight UTC of 1 January 1970, as the product does. In milliseconds.
 * @param needed What follows takes no longer than that. In milliseconds.
 */
export async function withinOne(period: number, needed: number): Promise<void> {
  const left = period - (Date.now() % period);
  if (left <= needed) await pause(left + 1);
}
