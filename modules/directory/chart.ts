/** Decisions about the services of an organisation: a forest without loops. Pure. */

/** Most services of one organisation: its chart stays one page. */
export const MOST_UNITS = 100;
/** Most people named in one service. */
export const MOST_IN_UNIT = 60;

export interface Placed {
  id: string;
  name: string;
  parent?: string | undefined;
}

/** A service and those that it contains. */
export interface Branch<Unit extends Placed> {
  unit: Unit;
  children: Branch<Unit>[];
}

/** Whether a service would, directly or not, contain itself. */
export function wouldLoop(units: readonly Placed[], id: string, parent: string | undefined): boolean {
  const parents = new Map(units.map((unit) => [unit.id, unit.parent]));
  const passed = new Set<string>([id]);
  for (let at = parent; at !== undefined; at = parents.get(at)) {
    if (passed.has(at)) return true;
    passed.add(at);
  }
  return false;
}

/** Where a service may be put: anywhere but in itself and in what it contains. */
export const possibleParents = <Unit extends Placed>(units: readonly Unit[], id: string | undefined): Unit[] =>
  units.filter((unit) => id === undefined || (unit.id !== id && !wouldLoop(units, id, unit.id)));

const byName = (left: Placed, right: Placed): number => left.name.localeCompare(right.name, 'fr');

/**
 * The chart, by name at each level. Every service is in it once, whatever its parent says: one whose parent is gone
 * stands at the top.
 */
export function chartOf<Unit extends Placed>(units: readonly Unit[]): Branch<Unit>[] {
  const ids = new Set(units.map(({ id }) => id));
  const isTop = ({ id, parent }: Unit): boolean =>
    parent === undefined || !ids.has(parent) || wouldLoop(units, id, parent);
  const sorted = [...units].sort(byName);
  const branch = (unit: Unit): Branch<Unit> => ({
    unit,
    children: sorted.filter((one) => one.parent === unit.id && !isTop(one)).map(branch),
  });
  return sorted.filter(isTop).map(branch);
}

export const hasChildren = (units: readonly Placed[], id: string): boolean => units.some(({ parent }) => parent === id);
