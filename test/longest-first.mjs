/**
 * The order of the suites: those that take minutes first, so that no core waits for one of them at the end.
 * (Jest goes by the size of the files until it has seen how long each takes, which a fresh clone never has.)
 */
import TestSequencer from '@jest/test-sequencer';

const LONG = ['test/journeys/', 'test/lib/bundles', 'test/isolation/routes', 'test/resilience/', 'test/integration/'];

const rank = ({ path }) => {
  const found = LONG.findIndex((part) => path.includes(part));
  return found === -1 ? LONG.length : found;
};

// eslint-disable-next-line no-restricted-syntax -- Jest takes a sequencer by its default export
export default class LongestFirst extends TestSequencer {
  sort(tests) {
    return super.sort(tests).toSorted((one, other) => rank(one) - rank(other));
  }
}
