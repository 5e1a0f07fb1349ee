/** Drawings of numbers, made on the server. The table with the same numbers stands beside them, never absent. */

export type Bar = { label: string; value: number };

/** Height of a line, in pixels; widths are shares of the page, so that words keep their size on a phone. */
const LINE = 28;
/** Where bars begin, and how long the longest is. In percent of the width. */
const BEGIN = 21;
const LONGEST = 64;

/** Bars one under the other, each after its label and before its number. `title` says in words what they show. */
export const BarChart = ({ title, bars }: { title: string; bars: readonly Bar[] }) => {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const share = (value: number): number => Math.round((value / most) * LONGEST * 10) / 10;
  return (
    <svg class="bars" role="img" aria-label={title} width="100%" height={bars.length * LINE}>
      {bars.map(({ label, value }, at) => (
        <g>
          <text x="0" y={at * LINE + 19}>
            {label}
          </text>
          <rect x={`${BEGIN}%`} y={at * LINE + 4} width={`${share(value)}%`} height={LINE - 8} rx="3" />
          <text x={`${BEGIN + share(value)}%`} y={at * LINE + 19} dx="6">
            {value}
          </text>
        </g>
      ))}
    </svg>
  );
};
