/** A folder of ten thousand files: a page of it costs what it costs among a hundred. */
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PAGE_SIZE } from '../../../modules/repository/routes/shared.ts';
import { type Caller, NERAC, openWorld, type World } from '../content/world.ts';
import { keepFiles } from '../../support/many-files.ts';
import { folder, list, names } from './world.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const MOST_UNITS = 3;
/** In bytes, over the wire. */
const MOST_BYTES = 15_000;

let world: World;
let claire: Caller;
let small: string;
let large: string;

beforeAll(async () => {
  world = await openWorld();
  claire = await world.person(NERAC, 'contributor');
  small = (await folder(claire, 'Cent')).id;
  large = (await folder(claire, 'Dix mille')).id;
  await keepFiles(world.table, NERAC.siren, small, 100);
  await keepFiles(world.table, NERAC.siren, large, 10_000);
});
afterAll(() => world.close());

async function cost(address: string): Promise<{ units: number; bytes: number }> {
  const { status, text, headers } = await claire.get(address);
  expect(status).toBe(200);
  const units = Number(/read;desc="([\d.]+)"/.exec(headers.get('server-timing') ?? '')?.[1]);
  return { units, bytes: brotliCompressSync(text).length };
}

describe('a page of a folder', () => {
  it('takes at most 3 read units and 15 kB, with ten thousand files as with a hundred', async () => {
    const of = { small: await cost(`/documents/dossiers/${small}`), large: await cost(`/documents/dossiers/${large}`) };
    expect(of.large.units).toBeLessThanOrEqual(MOST_UNITS);
    expect(of.large.units).toBe(of.small.units);
    expect(of.large.bytes).toBeLessThanOrEqual(MOST_BYTES);
    expect(Math.abs(of.large.bytes - of.small.bytes)).toBeLessThan(500);
  });

  it('costs the same far into the folder, and each file is there once', async () => {
    const seen = new Set<string>();
    let address: string | undefined = `/documents/dossiers/${large}`;
    for (let page = 0; page < 20 && address; page += 1) {
      expect((await cost(address)).units).toBeLessThanOrEqual(MOST_UNITS);
      const shown = await list(claire, address);
      for (const name of names(shown)) seen.add(name);
      address = shown.next;
    }
    expect(seen.size).toBe(20 * PAGE_SIZE);
  });

  it('is not read on from another folder', async () => {
    const { next = '' } = await list(claire, `/documents/dossiers/${large}`);
    const cursor = next.slice(next.indexOf('?'));
    expect((await claire.get(`/documents/dossiers/${small}${cursor}`)).status).toBe(400);
  });
});
