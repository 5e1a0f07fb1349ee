/**
 * What every ElectroDB entity shares: keys written as templates, without case changes, so that the first
 * segment of a partition key is its scope (docs/access-patterns.md).
 */

/** The attribute that holds the whole partition key. */
export const scopeAttribute = { type: 'string', required: true } as const;

/** Items in their owner's partition, told apart by the sort key that `template` makes of `composite`. */
export const inScope = <const Composite extends readonly string[]>(composite: Composite, template: string) => ({
  pk: { field: 'pk', composite: ['scope'] as const, template: '${scope}', casing: 'none' as const },
  sk: { field: 'sk', composite, template, casing: 'none' as const },
});

/** The name and version that ElectroDB writes on each item. */
export const entityNamed = <const Name extends string>(entity: Name) => ({
  entity,
  version: '1' as const,
  service: 'parvis' as const,
});
