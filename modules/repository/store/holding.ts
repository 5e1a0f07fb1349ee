/** Files that somebody holds: known by whom, for the day when she leaves. */
import { Entity } from 'electrodb';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../../platform/entities.ts';
import type { Scope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';

const heldModel = {
  model: entityNamed('held-file'),
  attributes: {
    scope: scopeAttribute,
    person: { type: 'string', required: true },
    file: { type: 'string', required: true },
  },
  indexes: { primary: inScope(['person', 'file'], 'held#${person}#${file}') },
} as const;

export const heldEntity = perTable((table) => new Entity(heldModel, { client: table.client, table: table.name }));

/** Ids of the files that somebody holds. Half a read unit for forty. */
export async function heldBy(table: Table, scope: Scope<'org'>, person: string): Promise<string[]> {
  const { data } = await heldEntity(table).query.primary({ scope, person }).go({ pages: 'all', consistent: true });
  return data.map(({ file }) => file);
}

/** Of a file that is gone, or that somebody else holds by now. */
export async function forgetHeld(table: Table, scope: Scope<'org'>, person: string, file: string): Promise<void> {
  await heldEntity(table).delete({ scope, person, file }).go();
}
