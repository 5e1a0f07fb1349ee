/** Ten thousand people in the directory of the network. */
import { keysBeginning, keysOf } from '../../modules/directory/keys.ts';
import { lineEntities, type PersonLine } from '../../modules/directory/store/lines.ts';
import { networkScope } from '../../platform/scope.ts';
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
