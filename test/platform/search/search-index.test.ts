/** An index that is read while its worker writes it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildSegment } from '../../../platform/search/building.ts';
import { takeStep } from '../../../platform/search/keeping.ts';
import { segmentedIndex } from '../../../platform/search/search-index.ts';
import { searchedScope } from '../../../platform/search/source.ts';
import { openRealTable, type RealTable } from '../../support/real-table.ts';
import { entry, TODAY } from './index-of.ts';

let real: RealTable;
beforeAll(async () => {
  real = await openRealTable();
});
afterAll(() => real.close());

const scope = searchedScope('net');
const objects = new Map<string, Uint8Array>();
const files = {
  async read(key: string) {
    const bytes = objects.get(key) ?? new Uint8Array();
    return {
      size: bytes.length,
      body: (async function* () {
        yield bytes;
      })(),
    };
  },
  put: async (key: string, bytes: Uint8Array) => void objects.set(key, bytes),
  remove: async (key: string) => void objects.delete(key),
};

/** The worker puts another segment in the place of the one that is there. */
const replaced = (at: number) =>
  takeStep({ table: real.table, files }, scope, { changed: buildSegment([entry('road', `Voirie ${at}`)]) });

/** What is found by a reader who finds the segment gone so many times in a row. */
async function foundThrough(replacements: number): Promise<string[]> {
  let left = replacements;
  const readObject = async (key: string) => {
    if (left > 0) await replaced((left -= 1));
    return objects.get(key);
  };
  const index = segmentedIndex({ table: real.table, readObject });
  const { hits } = await index.search([scope], { text: 'voirie', filters: {}, today: TODAY });
  return hits.map(({ ref }) => ref);
}

it('is found whole, however its segments are replaced meanwhile', async () => {
  await replaced(0);
  for (const replacements of [0, 1, 5]) expect(await foundThrough(replacements)).toEqual(['road']);
});

it('is said to be broken when what it names never comes', async () => {
  await replaced(0);
  const index = segmentedIndex({ table: real.table, readObject: async () => undefined });
  const asked = index.search([scope], { text: 'voirie', filters: {}, today: TODAY });
  await expect(asked).rejects.toThrow('names a segment that is not there');
});
