/** What follows from a classification. Pure. */
import type { Classification, Matter } from './schema.ts';

/** `8.4.1` → `8`; the first level, by which registers are filtered. */
export const themeOf = (code: string): string => code.split('.', 1)[0] ?? '';

/** `8.4.1` → `8.4`: what open data names. */
export const secondLevelOf = (code: string): string => code.split('.').slice(0, 2).join('.');

/** Those that an act may be given: of the second level down, as télétransmission asks for two levels at least. */
export const mattersToChoose = ({ matters }: Pick<Classification, 'matters'>): readonly Matter[] =>
  matters.filter(({ code }) => code.includes('.'));

/** The first level alone. */
export const themesOf = ({ matters }: Pick<Classification, 'matters'>): readonly Matter[] =>
  matters.filter(({ code }) => !code.includes('.'));

/** A matter as people read it, from the first level: « Urbanisme / Documents d’urbanisme ». Undefined when unknown. */
export function matterInWords({ matters }: Pick<Classification, 'matters'>, code: string): string | undefined {
  const parts = code.split('.');
  const labels = parts.map((_, at) => matters.find((one) => one.code === parts.slice(0, at + 1).join('.'))?.label);
  return labels.every((label) => label !== undefined) ? labels.join(' / ') : undefined;
}

/** Code of the nature « actes individuels ». */
const INDIVIDUAL = '3';

/**
 * Matters that individual decisions have: the classification itself says it, as the codes of the pieces of that
 * nature begin by their matter (`41_NC` for 4.1); `99_` goes with any.
 */
export function individualMatters({ natures }: Pick<Classification, 'natures'>): ReadonlySet<string> {
  const pieces = natures.find(({ code }) => code === INDIVIDUAL)?.pieces ?? [];
  const codes = pieces.map((piece) => piece.slice(0, 2)).filter((code) => /^\d[1-9]$/.test(code) && code !== '99');
  return new Set(codes.map((code) => `${code[0]}.${code[1]}`));
}
