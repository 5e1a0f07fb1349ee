import { AsyncLocalStorage } from 'node:async_hooks';

/** What one request consumed of the table. */
export interface Consumption {
  /** Read capacity units. */
  read: number;
  /** Write capacity units. */
  write: number;
  /** Calls to the table. */
  calls: number;
}

const current = new AsyncLocalStorage<Consumption>();

/** Runs `work` with a meter of its own: calls to the table made within are added up in it. */
export async function metered<Result>(work: (consumption: Consumption) => Promise<Result>): Promise<Result> {
  const consumption: Consumption = { read: 0, write: 0, calls: 0 };
  return current.run(consumption, () => work(consumption));
}

/** Adds to the meter of the request under way, if any. */
export function consumed(part: Partial<Consumption>): void {
  const consumption = current.getStore();
  if (!consumption) return;
  consumption.read += part.read ?? 0;
  consumption.write += part.write ?? 0;
  consumption.calls += 1;
}
