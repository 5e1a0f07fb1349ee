/** Recovery codes: written down, each lets in once in place of a code of the telephone's application. Pure but for chance. */
import { randomInt } from 'node:crypto';

/** How many are given at once, and below how many left she is told to renew them. */
export const RECOVERY_CODES = 10;
export const FEW_RECOVERY_CODES = 3;

/** Without those that are read one for another (0 and O, 1, I and L, U and V). */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 10;
const SHAPE = new RegExp(`^[${SIGNS}]{${LENGTH}}$`);

/** Ten signs, 49 bits: nobody guesses one, five tries at a time. */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: RECOVERY_CODES }, () =>
    Array.from({ length: LENGTH }, () => SIGNS.charAt(randomInt(SIGNS.length))).join(''),
  );

/** As it is given to her: `K7QF2-MXD4R`. */
export const shownCode = (code: string): string => `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;

/** What she typed, without what eyes and keyboards add. */
export const typedCode = (typed: string): string => typed.replace(/[\s-]/g, '').toUpperCase();

export const isRecoveryCode = (code: string): boolean => SHAPE.test(code);
