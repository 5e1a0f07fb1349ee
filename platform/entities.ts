/**
 * What every ElectroDB entity shares: keys written as templates, without case changes, so that the first
 * segment of a partition key is its scope (docs/access-patterns.md).
 */

import type { Table } from './table.ts';

/** The attribute that holds the whole partition key. */
export const scopeAttribute = { type: 'string', required: true } as const;

/** Items in their owner's partition, told apart by the sort key that `template` makes of `composite`. */
export const inScope = <const Composite extends readonly string[]>(composite: Composite, template: string) => ({
  pk: { field: 'pk', composite: ['scope'] as const, template: '${scope}', casing: 'none' as const },
  sk: { field: 'sk', composite, template, casing: 'none' as const },
});

/**
 * For what pages ask at each turn: a refusal is thrown as the table gave it. ElectroDB's own says the same, and has the
 * stack traced before each call, in case it fails: a tenth of what the call takes.
 */
export const AS_REFUSED = { originalErr: true } as const;

/** The name and version that ElectroDB writes on each item. */
export const entityNamed = <const Name extends string>(entity: Name) => ({
  entity,
  version: '1' as const,
  service: 'parvis' as const,
});

/**
 * Entities over a table, made when they are first needed and kept with it: ElectroDB checks and takes apart a whole
 * model each time that an entity is made, which takes longer than a page.
 */
export function perTable<Entities>(make: (table: Table) => Entities): (table: Table) => Entities {
  const made = new WeakMap<Table, { entities: Entities }>();
  return (table) => {
    let kept = made.get(table);
    if (!kept) {
      kept = { entities: make(table) };
      made.set(table, kept);
    }
    return kept.entities;
  };
}
