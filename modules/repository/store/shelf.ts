/** What a member comes back to: her favourites and what she opened last, in her own partition, one item an organisation. */
import { CustomAttributeType, Entity } from 'electrodb';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';

const ids = { type: CustomAttributeType<readonly string[]>('any') } as const;

const shelfModel = {
  model: entityNamed('document-shelf'),
  attributes: {
    scope: scopeAttribute,
    /** SIREN: what is of another organisation is on another shelf. */
    organisation: { type: 'string', required: true },
    /** Folders and files, the latest chosen first. */
    favourites: ids,
    /** Files, the latest opened first. */
    recents: ids,
  },
  indexes: { primary: inScope(['organisation'], 'document-shelf#${organisation}') },
} as const;

const shelfEntity = perTable((table) => new Entity(shelfModel, { client: table.client, table: table.name }));

export interface Shelf {
  favourites: readonly string[];
  recents: readonly string[];
}

/** Half a read unit. */
export async function shelfOf(table: Table, scope: Scope<'usr'>, organisation: string): Promise<Shelf> {
  const { data } = await shelfEntity(table).get({ scope, organisation }).go();
  return { favourites: data?.favourites ?? [], recents: data?.recents ?? [] };
}

/** One write unit. Of two at the same moment the last one stays: nobody but herself writes there. */
export async function keepOnShelf(
  table: Table,
  scope: Scope<'usr'>,
  organisation: string,
  kept: Partial<Shelf>,
): Promise<void> {
  await shelfEntity(table).upsert({ scope, organisation }).set(kept).go();
}
