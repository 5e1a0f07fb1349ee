/** What the bench prints: figures, each beside the limit that it must hold. */
import { availableParallelism, cpus, loadavg } from 'node:os';

/** One thing measured. */
export interface Figure {
  subject: string;
  name: string;
  value: number;
  unit: string;
  /** Without a limit the figure is only told. */
  limit?: { most: number } | { least: number };
  /** What a reader of the table should know. */
  note?: string;
}

export const holds = ({ value, limit }: Figure): boolean =>
  limit === undefined || ('most' in limit ? value <= limit.most : value >= limit.least);

/** The value that `share` of the values do not exceed: 0.5 is the median. @throws {Error} of no values. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const found = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (found === undefined) throw new Error('Nothing was measured.');
  return found;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Does it so many times, one after the other. */
export async function repeated<Result>(times: number, measure: () => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let time = 0; time < times; time += 1) results.push(await measure());
  return results;
}

/** Figures compare only on the same machine, doing as little else. */
export function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  const load = loadavg()[0]?.toFixed(1) ?? '?';
  return `${model}, ${availableParallelism()} cores, ${process.platform} ${process.arch}, Node ${process.versions.node}, load ${load}`;
}

function inDigits(value: number): string {
  const digits = Number.isInteger(value) || value >= 1000 ? 0 : value >= 100 ? 1 : 2;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

const limitOf = ({ limit, unit }: Figure): string => {
  if (limit === undefined) return '';
  return 'most' in limit ? `≤ ${inDigits(limit.most)} ${unit}` : `≥ ${inDigits(limit.least)} ${unit}`;
};

const verdictOf = (figure: Figure): string => (figure.limit ? (holds(figure) ? 'pass' : 'MISSED') : 'told');

/** The figures of one subject, in columns. */
export function table(figures: readonly Figure[]): string {
  const rows = figures.map((figure) => [
    figure.name,
    `${inDigits(figure.value)} ${figure.unit}`,
    limitOf(figure),
    verdictOf(figure),
    figure.note ?? '',
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 1 ? cell.padStart(widths[1] ?? 0) : cell.padEnd(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    )
    .map((line) => `  ${line}`)
    .join('\n');
}

/** One figure as a line of JSON. */
export const jsonLine = (figure: Figure): string => JSON.stringify({ ...figure, passed: holds(figure) });
