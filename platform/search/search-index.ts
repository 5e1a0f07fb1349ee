/**
 * The port by which Parvis looks for things. Here over segments kept in the bucket and in the memory of the container;
 * for territories that outgrow them, the same over a service (docs/adr).
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Table } from '../table.ts';
import { replacedIn } from './building.ts';
import { type Filters, type Layer, rank, type Ranked } from './ranking.ts';
import { decodeSegment, type Segment } from './segment.ts';
import { indexStateOf, segmentKey } from './shelf.ts';
import type { SearchedScope } from './source.ts';

/** What is asked. `today`: in days since 1970. */
export interface Asked {
  text: string;
  filters: Filters;
  today: number;
}

export interface Answered extends Ranked<SearchedScope> {
  /** Something changed that is not found yet. */
  isBehind: boolean;
}

export interface SearchIndex {
  /** What is found in these scopes and in no other. */
  search(scopes: readonly SearchedScope[], asked: Asked): Promise<Answered>;
}

/** Reads a file of the bucket; undefined when it is not there. */
export type ReadObject = (key: string) => Promise<Uint8Array | undefined>;

/** How much of segments a container keeps. In bytes. */
const KEPT = 128 * 1024 * 1024;
/** A segment may be replaced between the moment that its name is read and the moment that it is: waits, in milliseconds. */
const AGAIN_AFTER = [0, 25, 50, 100, 200] as const;

interface Kept {
  segment: Segment;
  size: number;
}

/** Over segments: the ones read are kept for the life of the container, as they never change. */
export function segmentedIndex({ table, readObject }: { table: Table; readObject: ReadObject }): SearchIndex {
  const kept = new Map<string, Kept>();

  function keep(key: string, file: Uint8Array): Segment {
    const segment = decodeSegment(file);
    kept.set(key, { segment, size: file.length });
    let size = [...kept.values()].reduce((sum, one) => sum + one.size, 0);
    // The ones used least recently go first.
    for (const [other, one] of kept) {
      if (size <= KEPT || other === key) break;
      kept.delete(other);
      size -= one.size;
    }
    return segment;
  }

  async function segmentAt(key: string): Promise<Segment | undefined> {
    const known = kept.get(key);
    if (known) {
      kept.delete(key);
      kept.set(key, known);
      return known.segment;
    }
    const file = await readObject(key);
    return file && keep(key, file);
  }

  async function layersOf(scope: SearchedScope): Promise<{ layers: Layer<SearchedScope>[]; isBehind: boolean }> {
    for (let attempt = 0; ; attempt += 1) {
      // Names that were replaced a moment ago are not read twice.
      const state = await indexStateOf(table, scope, { consistent: attempt > 0 });
      const { parts, upTo, askedAt, rebuilding } = state;
      const segments = await Promise.all(parts.map(({ name }) => segmentAt(segmentKey(scope, name))));
      const whole = segments.filter((segment) => segment !== undefined);
      const isBehind = askedAt > upTo || rebuilding !== undefined;
      if (whole.length === segments.length) return { layers: layered(scope, whole), isBehind };
      const wait = AGAIN_AFTER[attempt];
      if (wait === undefined) throw new Error(`The index of ${scope} names a segment that is not there.`);
      await pause(wait);
    }
  }

  return {
    async search(scopes, { text, filters, today }) {
      const opened = await Promise.all(scopes.map(layersOf));
      const layers = opened.flatMap((one) => one.layers);
      return { ...rank(layers, text, filters, today), isBehind: opened.some(({ isBehind }) => isBehind) };
    },
  };
}

/** Segments of a scope, oldest first, with what newer ones take away from each. */
function layered(scope: SearchedScope, segments: readonly Segment[]): Layer<SearchedScope>[] {
  return segments.map((segment, at) => {
    const newer = segments.slice(at + 1);
    const gone = { refs: newer.flatMap(({ refs }) => refs), removed: newer.flatMap(({ removed }) => removed) };
    return { scope, segment, replaced: replacedIn(segment, gone) };
  });
}
