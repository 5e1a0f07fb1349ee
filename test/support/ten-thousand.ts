/** Ten thousand of what there is most of: people in the directory of the network, files in a folder. */
import { keysBeginning, keysOf } from '../../modules/directory/keys.ts';
import { lineEntities, type PersonLine } from '../../modules/directory/store/lines.ts';
import { fileIdFor, orderOf } from '../../modules/repository/rules.ts';
import { repositoryEntities } from '../../modules/repository/store/index.ts';
import { newId } from '../../platform/ids.ts';
import { networkScope, organisationScope } from '../../platform/scope.ts';
import type { Table } from '../../platform/table.ts';

export const PEOPLE = 10_000;

const numbered = (kind: string, at: number): string => `${kind}${at.toString().padStart(5, '0')}`;

export const lineOf = (at: number): PersonLine => ({
  person: `00000000-0000-4000-8000-${at.toString().padStart(12, '0')}`,
  siren: `2147${(at % 450).toString().padStart(5, '0')}`,
  firstName: ['Claire', 'Jean-Pierre', 'Marie', 'Thomas'][at % 4] ?? '',
  lastName: numbered('Martinot', at),
  function: at % 20 === 0 ? 'maire' : 'agent',
  title: 'Agente des services techniques',
  organisation: `Sainte-Colombe-de-${numbered('Villeneuve', at % 450)}`,
  slug: `sainte-colombe-${at % 450}`,
});

/** Three lists of each: everybody, by name; everybody, by word; those of her function. */
export async function keepTenThousand(table: Table): Promise<void> {
  const lists = [keysBeginning({}, ''), keysBeginning({}, 'martinot'), keysBeginning({ what: 'maire' }, '')];
  const lines = Array.from({ length: PEOPLE }, (_, at) => lineOf(at)).flatMap((one) =>
    keysOf({ ...one, subjects: [], epci: 'Albret Communauté' })
      .filter((key) => lists.some((list) => key.startsWith(list)))
      .map((key) => ({ ...one, key, scope: networkScope })),
  );
  await lineEntities(table).line.put(lines).go({ concurrency: 8 });
}

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
