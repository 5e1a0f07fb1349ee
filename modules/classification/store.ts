/** The classification in the table: beside the register, as everybody's reference. */
import { createWriteTransaction, CustomAttributeType, Entity } from 'electrodb';
import { entityNamed, inScope, perTable, scopeAttribute } from '../../platform/entities.ts';
import { type ActItem, actEntity } from '../../platform/journal.ts';
import { registerScope } from '../../platform/scope.ts';
import { committed, type Table } from '../../platform/table.ts';
import type { Classification } from './schema.ts';

const classificationModel = {
  model: entityNamed('classification'),
  attributes: {
    scope: scopeAttribute,
    date: { type: 'string', required: true },
    natures: { type: CustomAttributeType<Classification['natures']>('any'), required: true },
    matters: { type: CustomAttributeType<Classification['matters']>('any'), required: true },
    importedAt: { type: 'string', required: true },
  },
  indexes: { primary: inScope([], 'classification') },
} as const;

const entities = perTable((table) => {
  const options = { client: table.client, table: table.name };
  return { classification: new Entity(classificationModel, options), act: actEntity(table) };
});

export type KnownClassification = Classification & { importedAt: string };

/** Undefined until the operator has given one. Half a read unit for each 4 kB: 1 to 2 of those that are served. */
export async function classificationOf(table: Table, departement: string): Promise<KnownClassification | undefined> {
  const { data } = await entities(table)
    .classification.get({ scope: registerScope(departement) })
    .go();
  if (!data) return undefined;
  const { date, natures, matters, importedAt } = data;
  return { date, natures, matters, importedAt };
}

/** In place of the one before; acts keep the words of the one that they were published with. */
export async function saveClassification(
  table: Table,
  departement: string,
  known: KnownClassification,
  act: ActItem,
): Promise<void> {
  await committed(
    createWriteTransaction(entities(table), (e) => [
      e.classification.put({ scope: registerScope(departement), ...known }).commit(),
      e.act.create(act).commit(),
    ]).go(),
  );
}
