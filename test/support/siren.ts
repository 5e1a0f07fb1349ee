/** Numbers of organisations that exist nowhere. */
import { randomInt } from 'node:crypto';
import { isSiren, isSiretOf } from '../../modules/organisations/kinds.ts';

/** A SIREN that is well formed and begins with 99, as none given in a département does. */
export function newSiren(): string {
  const beginning = `99${String(randomInt(1_000_000)).padStart(6, '0')}`;
  const check = [...'0123456789'].find((digit) => isSiren(beginning + digit)) ?? '';
  return beginning + check;
}

/** The SIRET of an organisation's first establishment. */
export const siretOf = (siren: string): string =>
  [...'0123456789'].map((digit) => `${siren}0001${digit}`).find((siret) => isSiretOf(siren, siret)) ?? '';
