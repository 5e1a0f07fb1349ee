/** As many files in a folder as one wants. Apart: it brings pages along, which Node alone does not run (the bench). */
import { fileIdFor, orderOf } from '../../modules/repository/rules.ts';
import { repositoryEntities } from '../../modules/repository/store/index.ts';
import { newId } from '../../platform/ids.ts';
import { organisationScope } from '../../platform/scope.ts';
import type { Table } from '../../platform/table.ts';

/** Files in a folder, as its list has them: of names and sizes such as people give. */
export async function keepFiles(table: Table, siren: string, place: string, many: number): Promise<void> {
  const scope = organisationScope(siren);
  const cards = Array.from({ length: many }, (_, at) => {
    const name = `Délibération n° ${at + 1} du conseil municipal.pdf`;
    return {
      scope,
      place,
      order: orderOf('file', name),
      kind: 'file' as const,
      id: fileIdFor(newId('doc')),
      name,
      size: 412_000 + at,
      type: 'application/pdf',
      pages: 3,
      by: { id: '00000000-0000-4000-8000-000000000001', name: 'Claire Morin' },
      updatedAt: '2026-11-24T09:00:00.000Z',
    };
  });
  await repositoryEntities(table).card.put(cards).go({ concurrency: 8 });
}
