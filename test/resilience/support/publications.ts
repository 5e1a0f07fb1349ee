/** What the table must hold of publications: each with all that is read of it, and nothing of those that are not. */
import type { Item } from '../../support/items.ts';

const TRUTH = 'content';
const CARD = 'card';
const TEXT = 'shown-content';

/** Entities to look at. */
export const PUBLICATION_ENTITIES = [TRUTH, CARD, TEXT] as const;

/** Where members, the network and the public read a publication of that audience: docs/access-patterns.md. */
function readIn(audience: string, organisation: string): string[] {
  const members = [`${CARD} in org#${organisation}`];
  const network = [`${CARD} in net`, `${TEXT} in net`];
  const everybody = [`${CARD} in pub#${organisation}`, `${TEXT} in pub#${organisation}`, `${CARD} in pub#territoire`];
  switch (audience) {
    case 'organisation':
      return members;
    case 'network':
      return [...members, ...network];
    case 'public':
      return [...members, ...network, ...everybody];
    default:
      throw new Error(`No audience is called ${audience}.`);
  }
}

const isTruth = (item: Item): boolean => item.__edb_e__ === TRUTH;

/** Ids of the publications that are online. */
export const published = (items: readonly Item[]): Set<string> =>
  new Set(items.filter((item) => isTruth(item) && item.state === 'published').map(({ id }) => String(id)));

/** Every place where something is missing, or stands without its truth, in words. */
export function halves(items: readonly Item[]): string[] {
  const wanted = new Set(
    items
      .filter((item) => isTruth(item) && item.state === 'published')
      .flatMap(({ id, audience, organisation }) =>
        readIn(String(audience), String(organisation)).map((place) => `${String(id)}: ${place}`),
      ),
  );
  const present = new Set(
    items
      .filter((item) => !isTruth(item))
      .map(({ id, pk, __edb_e__: entity }) => `${String(id)}: ${String(entity)} in ${String(pk)}`),
  );
  return [
    ...[...wanted].filter((place) => !present.has(place)).map((place) => `missing: ${place}`),
    ...[...present].filter((place) => !wanted.has(place)).map((place) => `without truth: ${place}`),
  ];
}
