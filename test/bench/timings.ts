/** What the functions of the local stage say of an answer: `cpu;dur=1.93, read;desc="4.5", …`. */

export interface Timings {
  /** Processor time in the function, in milliseconds. */
  cpu: number;
  /** Read units of the table. */
  read: number;
}

/** @throws {Error} when the stage does not expose them. */
export function timingsOf(header: string | null | undefined): Timings {
  const cpu = /cpu;dur=([\d.]+)/.exec(header ?? '')?.[1];
  const read = /read;desc="([\d.]+)"/.exec(header ?? '')?.[1];
  if (cpu === undefined || read === undefined) throw new Error(`The answer says nothing of its cost: ${header}`);
  return { cpu: Number(cpu), read: Number(read) };
}
