/** Small indexes for suites. */
import { buildSegment, type Indexed, replacedIn } from '../../../platform/search/building.ts';
import { rank, type Filters, type Layer, type Ranked } from '../../../platform/search/ranking.ts';
import type { Segment } from '../../../platform/search/segment.ts';

export const TODAY = 20_000;

export const entry = (ref: string, title: string, text = '', more: Partial<Indexed> = {}): Indexed => ({
  ref,
  title,
  text,
  category: 'actes',
  organisation: '1/nerac/Nérac',
  audience: 'public',
  day: TODAY - 10,
  ...more,
});

export const layersOf = (...segments: readonly Segment[]): Layer[] =>
  segments.map((segment, at) => {
    const newer = segments.slice(at + 1);
    const gone = { refs: newer.flatMap(({ refs }) => refs), removed: newer.flatMap(({ removed }) => removed) };
    return { scope: 'net', segment, replaced: replacedIn(segment, gone) };
  });

export const search = (layers: readonly Layer[], text: string, filters: Filters = {}): Ranked =>
  rank(layers, text, filters, TODAY);

/** References of what is found among these entries, the best first. */
export const found = (entries: readonly Indexed[], text: string, filters: Filters = {}): string[] =>
  search(layersOf(buildSegment(entries)), text, filters).hits.map(({ ref }) => ref);
