/**
 * Sorts so that everything comes after what it depends on, otherwise keeping the given order.
 * Dependencies on what is not in the list are ignored.
 *
 * @throws {Error} On a circle, naming its members.
 */
export function inDeploymentOrder(ids: readonly string[], dependenciesOf: (id: string) => Iterable<string>): string[] {
  const known = new Set(ids);
  const sorted = new Set<string>();
  const path: string[] = [];
  const visit = (id: string): void => {
    if (sorted.has(id)) return;
    if (path.includes(id)) throw new Error(`Circular dependency: ${[...path, id].join(' → ')}`);
    path.push(id);
    for (const dependency of dependenciesOf(id)) if (known.has(dependency)) visit(dependency);
    path.pop();
    sorted.add(id);
  };
  for (const id of ids) visit(id);
  return [...sorted];
}
