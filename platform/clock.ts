/** Gives the present moment; tests give another. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();

const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Epoch in seconds, as DynamoDB's time to live wants it, `milliseconds` after `from`. */
export const timeToLive = (from: Date, milliseconds: number): number =>
  Math.floor((from.getTime() + milliseconds) / SECOND);

export const after = (from: Date, milliseconds: number): Date => new Date(from.getTime() + milliseconds);
