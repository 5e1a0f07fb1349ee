/** The organisation that a SIRET speaks of: proposed to whoever it is said of, never proved by it. */
import type { Table } from '../../../platform/table.ts';
import { sirenOf } from '../kinds.ts';
import { leftBySlug, listedBySlug } from '../store/organisation.ts';
import { placeBySiren } from '../store/register.ts';

/** `hasJoined`: it may be asked to take her in; else it may be signed up. */
export interface ProposedOrganisation {
  siren: string;
  name: string;
  slug: string;
  hasJoined: boolean;
}

/**
 * The one of the territory's register that she may ask to join, or sign up. None for a wrong number or one that the
 * register lacks, nor while the organisation is suspended or on its way out. At most two read units.
 */
export async function organisationOfSiret(
  table: Table,
  departement: string,
  siret: string,
): Promise<ProposedOrganisation | undefined> {
  const siren = sirenOf(siret);
  const place = siren === undefined ? undefined : await placeBySiren(table, departement, siren);
  if (!place) return undefined;
  const { name, slug } = place;
  const listed = await listedBySlug(table, slug);
  if (listed)
    return listed.state === 'active' ? { siren: place.siren, name: listed.name, slug, hasJoined: true } : undefined;
  const isOpen = place.goneIn === undefined && (await leftBySlug(table, slug)) === undefined;
  return isOpen ? { siren: place.siren, name, slug, hasJoined: false } : undefined;
}
