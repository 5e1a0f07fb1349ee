/** An organisation's own login page, as far as signing in must know it. `modules/logins` finds it. */
import type { SignInMethod } from '../../platform/sign-in-policy.ts';

export interface Door {
  siren: string;
  name: string;
  slug: string;
  /** Its own colour, `#rrggbb`. */
  accent: string | undefined;
  /** The address of the logo that everybody sees. */
  logo: string | undefined;
  method: SignInMethod;
  /** What its members call the account that they already have, when they may enter with it. */
  provider: string | undefined;
}

/** One that has left the territory: its members do not come in. In ISO 8601. */
export interface ClosedDoor {
  name: string;
  leftAt: string;
  until: string;
}

export interface Doors {
  /** The door of an organisation that has joined, by its address. */
  at: (slug: string) => Promise<Door | undefined>;
  /** One that has left, by its address, until it is erased. */
  closed: (slug: string) => Promise<ClosedDoor | undefined>;
  /** Those that have joined and whose name has a word that begins so, without accents nor case. */
  named: (typed: string) => Promise<{ name: string; slug: string }[]>;
}
