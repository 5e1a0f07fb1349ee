/** The doors of organisations that have joined: what `/connexion/<slug>` shows, and how one is found. */
import type { Table } from '../../platform/table.ts';
import type { Door, Doors } from '../identity/index.ts';
import { offeredBy } from '../federation/index.ts';
import {
  leftBySlug,
  listedBySlug,
  logoAddressOf,
  placesBeginning,
  publicProfile,
  searchKey,
} from '../organisations/index.ts';
import { methodAtDoor } from './store.ts';

/** Most that are proposed for a name. */
const MOST_FOUND = 8;

export const doorsOf = (table: Table, departement: string): Doors => ({
  /** Two read units and a half. Those without a public page have a door too, in their own colour. */
  async at(slug: string): Promise<Door | undefined> {
    const listed = await listedBySlug(table, slug);
    if (!listed) return undefined;
    const { siren, name } = listed;
    const [profile, method, provider] = await Promise.all([
      publicProfile(table, siren),
      methodAtDoor(table, siren),
      offeredBy(table, siren),
    ]);
    const logo = profile && logoAddressOf(profile);
    return { siren, name, slug, accent: profile?.accent, logo, method, provider };
  },

  /** Half a read unit. */
  closed: (slug: string) => leftBySlug(table, slug),

  /** One read unit, and half a one for each place found. */
  async named(typed: string): Promise<{ name: string; slug: string }[]> {
    const key = searchKey(typed);
    const places = key ? await placesBeginning(table, departement, key, MOST_FOUND) : [];
    const listed = await Promise.all(places.map(({ slug }) => listedBySlug(table, slug)));
    return listed.flatMap((one) => (one ? [{ name: one.name, slug: one.slug }] : []));
  },
});
