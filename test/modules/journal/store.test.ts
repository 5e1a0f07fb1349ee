/** Journals over a real table: added to once, paged without a gap, and what each reading costs. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onJournalChange } from '../../../modules/journal/index.ts';
import { entriesOf, everyEntry, peopleNamed } from '../../../modules/journal/store.ts';
import { metered } from '../../../platform/meter.ts';
import { journalScope } from '../../../platform/scope.ts';
import type { Table } from '../../../platform/table.ts';
import { openRealTable } from '../../support/real-table.ts';

const NERAC = '214701955';
const scope = journalScope(NERAC);
const people = ['a', 'b', 'c'].map((letter) => `${letter.repeat(8)}-0000-4000-8000-000000000000`);

let table: Table;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ table, close } = await openRealTable());
  for (let number = 0; number < ENTRIES; number += 1) await tell(number);
});
afterAll(() => close());

const ENTRIES = 120;

/** An act as the stream tells it. */
const change = (number: number, more: Readonly<Record<string, unknown>> = {}) => ({
  kind: 'insert' as const,
  entity: 'act',
  before: undefined,
  expired: false,
  after: {
    scope: `org#${NERAC}`,
    journals: [NERAC],
    id: `jnl_${String(number).padStart(26, '0')}`,
    at: new Date(Date.UTC(2026, 10, 1) + number * 3_600_000).toISOString(),
    act: number % 3 === 0 ? 'published' : 'role-changed',
    actor: { id: people[0] ?? '', name: 'Camille Dubreuil, secrétaire générale' },
    about:
      number % 3 === 0
        ? { name: 'Réunion publique sur le plan local d’urbanisme' }
        : { id: people[1 + (number % 2)] ?? '', name: `Membre ${number % 2}` },
    details: { before: 'reader', after: 'contributor', audience: 'network' },
    from: '203.0.113.…',
    ...more,
  },
});
const tell = (number: number, more?: Readonly<Record<string, unknown>>) =>
  onJournalChange(change(number, more), { table });

describe('an act that is told again', () => {
  it('is kept once, as it was first told', async () => {
    await tell(5);
    await tell(6, { act: 'published', details: {} });
    const all = await everyEntry(table, scope, {});
    expect(all).toHaveLength(ENTRIES);
    expect(all.find(({ id }) => id.endsWith('006'))?.details).toEqual({
      before: 'reader',
      after: 'contributor',
      audience: 'network',
    });
  });
});

describe('a journal', () => {
  it('is paged without a gap, newest first', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof entriesOf>> = await entriesOf(
        table,
        scope,
        { kind: 'members' },
        { limit: 7, cursor },
      );
      seen.push(...page.entries.map(({ at }) => at));
      cursor = page.next;
    } while (cursor);
    expect(seen).toHaveLength((ENTRIES * 2) / 3);
    expect([...seen].sort().reverse()).toEqual(seen);
  });

  it('names each person once', async () => {
    expect((await peopleNamed(table, scope)).map(({ name }) => name)).toEqual([
      'Camille Dubreuil, secrétaire générale',
      'Membre 0',
      'Membre 1',
    ]);
  });

  it('is found by person and kind at once, and between two days, both within', async () => {
    const both = await entriesOf(table, scope, { person: people[1], kind: 'members' }, { limit: 50, cursor: null });
    expect(both.entries.every(({ about }) => about?.id === people[1])).toBe(true);
    const days = await everyEntry(table, scope, { from: '2026-11-02', to: '2026-11-03' });
    expect(days).toHaveLength(48);
    expect(days.at(-1)?.at).toBe('2026-11-01T23:00:00.000Z');
  });

  it('reads fifty entries and everybody’s name for at most 5 units', async () => {
    const units = await metered(async (consumption) => {
      await entriesOf(table, scope, {}, { limit: 50, cursor: null });
      await peopleNamed(table, scope);
      return consumption.read;
    });
    expect(units).toBeLessThanOrEqual(5);
  });
});

describe('an act of one organisation', () => {
  it('comes into no journal of another', async () => {
    await expect(tell(500, { journals: ['214700015'] })).rejects.toThrow('may not be kept');
    expect(await everyEntry(table, journalScope('214700015'), {})).toEqual([]);
  });

  it('comes into that of the territory when it matters there', async () => {
    await tell(501, { journals: [NERAC, 'territoire'] });
    expect(await everyEntry(table, journalScope('territoire'), {})).toHaveLength(1);
  });
});
