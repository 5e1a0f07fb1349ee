/** As many files in a folder as one wants. */
import { fileIdFor, orderOf } from '../../modules/repository/rules.ts';
import { BatchWriteCommand } from '../../platform/dynamodb/commands.ts';
import { newId } from '../../platform/ids.ts';
import { organisationScope } from '../../platform/scope.ts';
import type { Table } from '../../platform/table.ts';

/** As many as one call writes. */
const BATCH = 25;

/**
 * Files in a folder, as its list has them: of names and sizes such as people give. Written as they lie in the table: the
 * module's own entities bring pages along, which Node alone does not run (the bench).
 */
export async function keepFiles(table: Table, siren: string, place: string, many: number): Promise<void> {
  const lineOf = (at: number) => {
    const name = `Délibération n° ${at + 1} du conseil municipal.pdf`;
    const order = orderOf('file', name);
    return {
      pk: organisationScope(siren),
      sk: `in#${place}#${order}`,
      __edb_e__: 'entry',
      __edb_v__: '1',
      scope: organisationScope(siren),
      place,
      order,
      kind: 'file',
      id: fileIdFor(newId('doc')),
      name,
      size: 412_000 + at,
      type: 'application/pdf',
      pages: 3,
      by: { id: '00000000-0000-4000-8000-000000000001', name: 'Claire Morin' },
      updatedAt: '2026-11-24T09:00:00.000Z',
    };
  };
  for (let from = 0; from < many; from += BATCH) {
    const lines = Array.from({ length: Math.min(BATCH, many - from) }, (_, at) => lineOf(from + at));
    const RequestItems = { [table.name]: lines.map((Item) => ({ PutRequest: { Item } })) };
    await table.client.send(new BatchWriteCommand({ RequestItems }));
  }
}
