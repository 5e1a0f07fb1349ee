/** Ten thousand people: a page of the directory costs what it costs among a hundred. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { keysBeginning, keysOf, otherReadings } from '../../../modules/directory/keys.ts';
import { keepLines, linesBeginning } from '../../../modules/directory/store/lines.ts';
import { countUse, LIMITS } from '../../../modules/directory/store/uses.ts';
import { type Consumption, metered } from '../../../platform/meter.ts';
import { networkScope, personScope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import { keepTenThousand, lineOf } from '../../support/ten-thousand.ts';
import { openRealTable } from '../../support/real-table.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const PAGE = 20;

let table: Table;
let close: () => Promise<void>;

beforeAll(async () => {
  ({ table, close } = await openRealTable());
  await keepTenThousand(table);
});
afterAll(() => close());

async function cost(read: () => Promise<unknown>): Promise<Consumption> {
  let consumption: Consumption | undefined;
  await metered(async (sofar) => {
    await read();
    consumption = { ...sofar };
  });
  if (!consumption) throw new Error('Nothing was measured.');
  return consumption;
}

describe('a page among ten thousand people', () => {
  it.each([
    ['everybody', '', {}],
    ['a name', 'martinot', {}],
    ['a whole name', 'martinot04321', {}],
    ['a function', '', { what: 'maire' as const }],
  ])('of %s takes one query of at most two read units', async (_name, typed, filters) => {
    const { read, calls } = await cost(() =>
      linesBeginning(table, networkScope, keysBeginning(filters, typed), { limit: PAGE }),
    );
    expect(calls).toBe(1);
    expect(read).toBeLessThanOrEqual(2);
  });

  it.each(['xavier-nulle-part', 'nulle-part', 'un-nom-de-cinq-mots'])(
    'that finds nobody called « %s » takes 1.5 units: 3 with the session and the search for organisations',
    async (typed) => {
      const { read } = await cost(async () => {
        for (const beginning of [keysBeginning({}, typed), ...otherReadings({}, typed)]) {
          const { lines } = await linesBeginning(table, networkScope, beginning, { limit: PAGE });
          expect(lines).toEqual([]);
        }
      });
      expect(read).toBeLessThanOrEqual(1.5);
    },
  );

  it('costs the same far into the list', async () => {
    let cursor: string | null = null;
    const seen = new Set<string>();
    for (let page = 0; page < 30; page += 1) {
      const beginning = keysBeginning({}, '');
      const { read } = await cost(async () => {
        const { lines, next } = await linesBeginning(table, networkScope, beginning, { limit: PAGE, cursor });
        lines.forEach(({ person }) => seen.add(person));
        cursor = next;
      });
      expect(read).toBeLessThanOrEqual(2);
    }
    expect(seen.size).toBe(30 * PAGE);
  });

  it('ends where the list ends', async () => {
    const beginning = keysBeginning({}, 'martinot0999');
    const { lines, next } = await linesBeginning(table, networkScope, beginning, { limit: PAGE });
    expect([lines.length, next]).toEqual([10, null]);
  });
});

describe('somebody’s lines', () => {
  const changed = { ...lineOf(1), lastName: 'Zacharie' };
  const found = async (typed: string): Promise<number> =>
    (await linesBeginning(table, networkScope, keysBeginning({}, typed), { limit: PAGE })).lines.length;

  it('follow a change of name, told twice, and leave nothing behind', async () => {
    const before = { ...lineOf(1), firstName: 'Zoé' };
    await keepLines(table, before, before, keysOf({ ...before, subjects: [], epci: undefined }));
    expect(await found('zoe-martinot00001')).toBe(1);
    const keys = keysOf({ ...changed, subjects: [], epci: undefined });
    for (let time = 1; time <= 2; time += 1) await keepLines(table, changed, changed, keys);
    expect([await found('zoe-martinot00001'), await found('zacharie')]).toEqual([0, 1]);
    for (let time = 1; time <= 2; time += 1) await keepLines(table, changed, undefined, []);
    expect(await found('zacharie')).toBe(0);
  });
});

describe('uses', () => {
  it('are counted by person and by hour, and refused beyond the limit with the delay', async () => {
    const scope = personScope('00000000-0000-4000-8000-000000000001');
    const clock = () => new Date('2026-11-23T10:50:00Z');
    const { most } = LIMITS.look;
    for (let use = 0; use < most; use += 1) await countUse(table, clock, scope, 'look');
    await expect(countUse(table, clock, scope, 'look')).rejects.toMatchObject({
      kind: 'too-many',
      details: { retryAfter: 600, detail: expect.stringContaining('10 minutes') },
    });
    const nextHour = () => new Date('2026-11-23T11:00:00Z');
    await expect(countUse(table, nextHour, scope, 'look')).resolves.toBeUndefined();
    await expect(countUse(table, clock, scope, 'export')).resolves.toBeUndefined();
  });
});
