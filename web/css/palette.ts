/**
 * Parvis's colours, each as [on light paper, on dark paper]: warm paper, the green of public benches, ochre for what
 * awaits someone, brick for what went wrong. A territory's hue replaces `hue`, `onHue` and `wash` (see brand.ts).
 */
export const palette = {
  paper: ['#f7f3ea', '#16191a'],
  sheet: ['#fffdf8', '#1e2223'],
  sunk: ['#efe9dc', '#121415'],
  line: ['#ddd4c1', '#373f40'],
  edge: ['#827b6c', '#7f8a89'],
  ink: ['#21282a', '#ece8df'],
  soft: ['#5a5f5c', '#aab2af'],
  hue: ['#1c5546', '#86cdb5'],
  onHue: ['#ffffff', '#11201b'],
  wash: ['#e6eee6', '#21332d'],
  ochre: ['#86470d', '#eeb37c'],
  ochreWash: ['#f8ebd6', '#382a1a'],
  brick: ['#9c2f20', '#f2a093'],
  brickWash: ['#f9e7e1', '#3b2320'],
  leaf: ['#2c602d', '#9bcf94'],
  leafWash: ['#e5efdf', '#22331f'],
  slate: ['#2c5374', '#9cc4e4'],
  slateWash: ['#e4ecf2', '#1f2d38'],
  /** Behind a logo: most are drawn for white paper. */
  plate: ['#ffffff', '#ffffff'],
} as const satisfies Record<string, readonly [light: string, dark: string]>;

export type Tone = keyof typeof palette;

/** Which colour is written on which: every pair reads at 4.5:1 in both themes (tested). */
export const textPairs: readonly (readonly [text: Tone, background: Tone])[] = [
  ...(['ink', 'soft', 'hue', 'ochre', 'brick', 'leaf', 'slate'] as const).flatMap((text) =>
    (['paper', 'sheet', 'sunk'] as const).map((background) => [text, background] as const),
  ),
  ...(['wash', 'ochreWash', 'brickWash', 'leafWash', 'slateWash'] as const).flatMap((background) => [
    ['ink', background] as const,
    ['soft', background] as const,
    ['hue', background] as const,
  ]),
  ['onHue', 'hue'],
  ['ochre', 'ochreWash'],
  ['brick', 'brickWash'],
  ['leaf', 'leafWash'],
  ['slate', 'slateWash'],
  ['sheet', 'ochre'],
  ['sheet', 'brick'],
];

/** What draws a control's limits: 3:1 at least (WCAG 1.4.11, tested). */
export const edgePairs: readonly (readonly [edge: Tone, background: Tone])[] = [
  ['edge', 'sheet'],
  ['edge', 'paper'],
];
