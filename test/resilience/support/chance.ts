/** Chance that can be had again: each suite says its seed, and `PARVIS_SEED` gives it back. */

export interface Chance {
  seed: number;
  /** An integer from `from` to `to`, both included. */
  between(from: number, to: number): number;
}

/** Mulberry32: 32 bits of state are plenty for choosing a moment. */
export function chance(seed = Number(process.env.PARVIS_SEED ?? Math.trunc(Math.random() * 2 ** 31))): Chance {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { seed, between: (from, to) => from + Math.floor(next() * (to - from + 1)) };
}

/** Says a line in the output of the tests: a seed, a count. */
export const say = (line: string): boolean => process.stdout.write(`  ${line}\n`);
