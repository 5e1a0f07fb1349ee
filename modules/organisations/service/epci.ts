/** Communes and their intercommunal body (EPCI), as the register ties them by name. For workers, not for pages. */
import type { Table } from '../../../platform/table.ts';
import { searchKey } from '../rules.ts';
import { listedBySlug, type ListedOrganisation } from '../store/organisation.ts';
import { communesTiedTo, placeBySlug, placesBeginning } from '../store/register.ts';

/** Bodies whose names begin alike, of which one is meant. */
const ALIKE = 20;

/** The body that a commune belongs to, whether or not it has joined; none for what is no commune of the register. */
export async function epciOf(
  table: Table,
  departement: string,
  slug: string,
): Promise<{ siren: string; name: string } | undefined> {
  const place = await placeBySlug(table, departement, slug);
  if (place?.kind !== 'commune' || !place.epciName) return undefined;
  const { epciName } = place;
  const alike = await placesBeginning(table, departement, searchKey(epciName), ALIKE);
  return alike.find(({ kind, name }) => kind === 'epci' && name === epciName);
}

/** The communes of a body that have joined. */
export async function communesJoinedOf(
  table: Table,
  departement: string,
  epciName: string,
): Promise<ListedOrganisation[]> {
  const communes = await communesTiedTo(table, departement, epciName);
  const listed: ListedOrganisation[] = [];
  for (const { slug } of communes) {
    const joined = await listedBySlug(table, slug);
    if (joined) listed.push(joined);
  }
  return listed;
}
