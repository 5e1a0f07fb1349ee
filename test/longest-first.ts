/**
 * The order of the suites: those that take minutes first, so that no core waits for one of them at the end.
 * (Vitest goes by the size of the files until it has seen how long each takes, which a fresh clone never has.)
 */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const LONG = ['test/journeys/', 'test/lib/bundles', 'test/isolation/routes', 'test/resilience/', 'test/integration/'];

function rank({ moduleId }: TestSpecification): number {
  const found = LONG.findIndex((part) => moduleId.includes(part));
  return found === -1 ? LONG.length : found;
}

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other));
  }
}
