/** Numbers of organisations that exist nowhere. */
import { isSiren, isSiretOf } from '../../modules/organisations/kinds.ts';

/** Processes of tests that run at the same time have numbers that differ below this: each has its own hundred. */
const OF_PROCESS = (process.pid % 10_000) * 100;
let given = 0;

/** A SIREN that is well formed and begins with 99, as none given in a département does: another each time. */
export function newSiren(): string {
  const beginning = `99${String(OF_PROCESS + (given++ % 100)).padStart(6, '0')}`;
  const check = [...'0123456789'].find((digit) => isSiren(beginning + digit)) ?? '';
  return beginning + check;
}

/** The SIRET of an organisation's first establishment. */
export const siretOf = (siren: string): string =>
  [...'0123456789'].map((digit) => `${siren}0001${digit}`).find((siret) => isSiretOf(siren, siret)) ?? '';
