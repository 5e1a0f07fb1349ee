/** The colours of mails: those of pages, on light and on dark paper. */
import { palette, type Tone } from '../../web/css/palette.ts';

export const light = (tone: Tone): string => palette[tone][0];
export const dark = (tone: Tone): string => palette[tone][1];

/** For the head: a mail program that knows dark paper asks what it looks like there, and does not guess. */
export const COLOUR_SCHEME = '<meta name="color-scheme" content="light dark">';

/** Rules of a style sheet that hold on dark paper. */
export const onDark = (rules: string): string => `@media(prefers-color-scheme:dark){${rules}}`;
