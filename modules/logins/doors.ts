/** The doors of organisations that have joined: what `/connexion/<slug>` shows, and how one is found. */
import type { Table } from '../../platform/table.ts';
import type { Door, Doors } from '../identity/index.ts';
import { offeredBy } from '../federation/index.ts';
import { listedBySlug, publicProfile } from '../organisations/index.ts';
import { methodAtDoor } from './store.ts';

export const doorsOf = (table: Table): Doors => ({
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
    return { siren, name, slug, accent: profile?.accent, method, provider };
  },
});
