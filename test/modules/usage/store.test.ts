/** Counters over a real table: each event once, and 450 organisations for the reader's few units. */
import communes from '@etalab/decoupage-administratif/data/communes.json' with { type: 'json' };
import epci from '@etalab/decoupage-administratif/data/epci.json' with { type: 'json' };
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { brotliCompressSync, constants } from 'node:zlib';
import { BatchWriteCommand, GetCommand, PutCommand } from '../../../platform/dynamodb/commands.ts';
import { prepareTerritory, registerOf } from '../../../modules/organisations/index.ts';
import { onUsageChange } from '../../../modules/usage/index.ts';
import {
  type Counts,
  packed,
  scoreOf,
  SHARDS,
  shardOf,
  type Third,
  THIRDS,
  weeksUpTo,
} from '../../../modules/usage/rules.ts';
import { usageMapOf, usageOf } from '../../../modules/usage/service.ts';
import { countEvent } from '../../../modules/usage/store.ts';
import { UsageMapPage } from '../../../modules/usage/views-map.tsx';
import { UsagePage } from '../../../modules/usage/views.tsx';
import type { Change } from '../../../platform/changes.ts';
import { metered } from '../../../platform/meter.ts';
import type { Table } from '../../../platform/table.ts';
import type { Chrome } from '../../../web/layout.tsx';
import { openRealTable } from '../../support/real-table.ts';

let table: Table;
let close: () => Promise<void>;

async function openTable(): Promise<void> {
  ({ table, close } = await openRealTable());
}

const clock = () => new Date('2026-11-26T09:00:00Z');
const change = (entity: string, after: Change['after'], before?: Change['before']): Change => ({
  kind: before ? (after ? 'modify' : 'remove') : 'insert',
  entity,
  before,
  after,
  expired: false,
});
const tell = (told: Change): Promise<void> => onUsageChange(told, { table });

const CHROME: Chrome = {
  kind: 'operator',
  nonce: 'n',
  territory: { name: 'Lot-et-Garonne' },
  person: { name: 'Odile Peyrat' },
  current: 'usage',
};

const [NERAC, AGEN] = ['214701955', '214700015'] as const;
const signedIn = (id: string, journals: readonly string[], at = '2026-11-24T09:00:00.000Z') =>
  change('act', { id, at, act: 'signed-in', journals, actor: { id: 'p', name: 'Camille Dubreuil' } });
const organisation = (siren: string, name: string) =>
  change('organisation', { siren, name, joinedAt: '2026-01-10T09:00:00.000Z' });

describe('what is counted', () => {
  beforeAll(openTable);
  afterAll(() => close());

  it('is each event once, for each organisation of whoever signs in, and nobody’s name', async () => {
    await tell(organisation(NERAC, 'Nérac'));
    await tell(organisation(AGEN, 'Agen'));
    await tell(signedIn('jnl_1', [NERAC, AGEN, 'territoire']));
    await tell(signedIn('jnl_1', [NERAC, AGEN, 'territoire']));
    await tell(signedIn('jnl_2', [NERAC], '2026-11-23T00:30:00.000Z'));
    await tell(change('act', { id: 'jnl_3', at: '2026-11-17T09:00:00.000Z', act: 'published', journals: [NERAC] }));
    await tell(change('act', { id: 'jnl_4', at: '2026-11-17T09:00:00.000Z', act: 'role-changed', journals: [NERAC] }));
    const ready = { scope: `org#${AGEN}`, id: 'doc_1', state: 'ready', checkedAt: '2026-11-24T09:00:00.000Z' };
    await tell(change('document', ready, { ...ready, state: 'checking' }));
    await tell(change('document', { ...ready, name: 'b' }, ready));
    const { organisations, trend } = await usageOf({ table, clock });
    expect(organisations.map(({ name, counts }) => [name, counts])).toEqual([
      ['Nérac', { signIns: 2, publications: 1, documents: 0 }],
      ['Agen', { signIns: 1, publications: 0, documents: 1 }],
    ]);
    expect(trend).toHaveLength(12);
    expect(trend.slice(-2)).toEqual([
      { week: '2026-11-16', organisations: 1, signIns: 0, publications: 1, documents: 0 },
      { week: '2026-11-23', organisations: 2, signIns: 3, publications: 0, documents: 1 },
    ]);
  });

  it('is kept by day, in the days of Paris', async () => {
    const Key = { pk: `use#${NERAC}`, sk: 'day#2026-11-23' };
    const { Item } = await table.client.send(new GetCommand({ TableName: table.name, Key }));
    expect(Item).toMatchObject({ signIns: 1 });
    expect(JSON.stringify(Item)).not.toContain('Dubreuil');
  });

  it('is right when many count at once', async () => {
    const events = Array.from({ length: 24 }, (_, at) => ({
      id: `pub_${at % 20}`,
      siren: AGEN,
      counted: 'publications' as const,
      day: '2026-11-25',
    }));
    await Promise.all(events.map((event) => countEvent(table, event)));
    const { organisations, trend } = await usageOf({ table, clock });
    expect(organisations.find(({ name }) => name === 'Agen')?.counts.publications).toBe(20);
    expect(trend.at(-1)).toMatchObject({ organisations: 2, publications: 20 });
  });

  it('follows names, and forgets who leaves', async () => {
    const old = { siren: AGEN, name: 'Agen', joinedAt: '2026-01-10T09:00:00.000Z' };
    await tell(change('organisation', { ...old, name: 'Ville d’Agen' }, old));
    expect((await usageOf({ table, clock })).organisations.map(({ name }) => name)).toContain('Ville d’Agen');
    await tell(change('organisation', undefined, old));
    expect((await usageOf({ table, clock })).organisations.map(({ name }) => name)).toEqual(['Nérac']);
  });
});

describe('a territory of 450 organisations', () => {
  // Those of Dordogne, by their names: 525, of which the first 450 have joined.
  const register = registerOf('24', { communes, epci });
  const sirens = register.slice(0, 450).map(({ siren }) => siren);
  const weeks = weeksUpTo('2026-11-26', 12);
  /** A third does much, a third something, a third nothing but for an odd sign-in. */
  const weekly = (at: number): Counts => {
    if (at % 3 === 0) return { signIns: 5 + (at % 4), publications: 2 + (at % 5), documents: 3 };
    return { signIns: at % 3 === 1 ? 2 : 0, publications: 0, documents: at % 3 === 1 ? 1 : 0 };
  };

  beforeAll(async () => {
    await openTable();
    const territory = { code: '24', name: 'Dordogne' };
    const entries = () => Promise.resolve(register);
    await prepareTerritory({ table, clock, territory, operatorEmail: 'o@dordogne.test' }, { edition: '1', entries });
    const items: Record<string, unknown>[] = [];
    for (let shard = 0; shard < SHARDS; shard += 1) {
      const here = sirens.map((siren, at) => ({ siren, at })).filter(({ siren }) => shardOf(siren) === shard);
      const names = here.map(({ siren, at }) => [siren, `2026-01-10 ${register[at]?.name}`]);
      items.push({ pk: 'use#territoire', sk: `name#${shard}`, ...Object.fromEntries(names) });
      for (const week of weeks) {
        const numbers = here.map(({ siren, at }) => {
          const { signIns, publications, documents } = weekly(at);
          const sum =
            signIns * packed('signIns') + publications * packed('publications') + documents * packed('documents');
          return [siren, sum];
        });
        items.push({
          pk: 'use#territoire',
          sk: `week#${week}#${shard}`,
          ttl: 1_800_000_000,
          ...Object.fromEntries(numbers),
        });
      }
    }
    for (let at = 0; at < items.length; at += 25) {
      const Requests = items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } }));
      await table.client.send(new BatchWriteCommand({ RequestItems: { [table.name]: Requests } }));
    }
    for (const week of weeks) {
      const counts = { organisations: 300, signIns: 1200, publications: 600, documents: 600, ttl: 1_800_000_000 };
      const Item = { pk: 'use#territoire', sk: `trend#${week}`, ...counts };
      await table.client.send(new PutCommand({ TableName: table.name, Item }));
    }
  });
  afterAll(() => close());

  it('is in three thirds, as it was made', async () => {
    const { organisations } = await usageOf({ table, clock });
    expect(organisations).toHaveLength(450);
    const made = (siren: string) => (['very', 'regular', 'hardly'] as const)[sirens.indexOf(siren) % 3];
    expect(organisations.filter(({ siren, third }) => third !== made(siren))).toEqual([]);
    expect(THIRDS.map((third) => organisations.filter((one) => one.third === third).length)).toEqual([150, 150, 150]);
    expect(organisations.every(({ third, nextStep }) => (third === 'hardly') === (nextStep !== undefined))).toBe(true);
    const scores = organisations.map(({ counts }) => scoreOf(counts));
    expect([...scores].sort((left, right) => right - left)).toEqual(scores);
  });

  it('says what to do in its last third, and in no other', async () => {
    const usage = await usageOf({ table, clock });
    const saysWhatToDo = (third: Third): boolean =>
      String(UsagePage({ chrome: CHROME, usage, third })).includes('<th scope="col">À faire</th>');
    expect(THIRDS.map((third) => [third, saysWhatToDo(third)])).toEqual([
      ['hardly', true],
      ['regular', false],
      ['very', false],
    ]);
  });

  it('is on the map once each, with its third, and so is each commune that has not joined', async () => {
    const { blocks } = await usageMapOf({ table, clock, territory: { code: '24' } });
    const placed = blocks.flatMap(({ body, organisations }) => (body ? [body, ...organisations] : organisations));
    expect(placed.map(({ siren }) => siren).sort()).toEqual(register.map(({ siren }) => siren).sort());
    const counted = new Map((await usageOf({ table, clock })).organisations.map(({ siren, third }) => [siren, third]));
    expect(placed.filter(({ siren, third }) => counted.get(siren) !== third)).toEqual([]);
    const bodies = register.filter(({ kind }) => kind === 'epci').map(({ siren }) => siren);
    expect(blocks.flatMap(({ body }) => body?.siren ?? []).sort()).toEqual(bodies.sort());
  });

  it('is drawn for 10 kB at most, each organisation named with its third', async () => {
    const { blocks } = await usageMapOf({ table, clock, territory: { code: '24' } });
    const html = String(UsageMapPage({ chrome: CHROME, blocks }));
    const joined =
      /<a class="[vrh]" href="\/territoire\/organisations\/\d{9}">[^<]+<i> : (très active|régulière|peu ou pas active)<\/i><\/a>/g;
    expect(html.match(joined)).toHaveLength(450);
    expect(html.match(/<b>[^<]+<i> : non inscrite<\/i><\/b>/g)).toHaveLength(register.length - 450);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 5 };
    expect(brotliCompressSync(html, { params }).length).toBeLessThanOrEqual(10_000);
  });

  it.each([
    ['the page', () => usageOf({ table, clock })],
    ['the map', () => usageMapOf({ table, clock, territory: { code: '24' } })],
  ])('is read for at most 8 units: with session and rights, 10: %s', async (_, read) => {
    const units = await metered(async (consumption) => {
      await read();
      return consumption.read;
    });
    expect(units).toBeLessThanOrEqual(8);
    expect(units).toBeGreaterThan(3);
  });
});
