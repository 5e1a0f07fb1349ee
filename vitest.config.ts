import { defineConfig } from 'vitest/config';
import { LongestFirst } from './test/longest-first.ts';

/**
 * Every kind of test of the tree. The runner (`test/run.ts`) starts the cloud that the integration, isolation and
 * journey suites need, and says so when it is missing.
 */
// eslint-disable-next-line no-restricted-syntax -- Vitest takes its settings by their default export
export default defineConfig({
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    setupFiles: ['test/setup.ts'],
    // Of what the product logs, faults alone stand between the results.
    env: { POWERTOOLS_LOG_LEVEL: 'ERROR' },
    sequence: { sequencer: LongestFirst },
    // Long enough for a loaded machine: what is slow shows in the bench, not here.
    testTimeout: 180_000,
    hookTimeout: 180_000,
    pool: 'forks',
    // One more than the cores: suites wait for what follows from the stream, a third of the time.
    maxWorkers: 3,
    // A process runs its suites one after another, and loads the product once for all of them.
    isolate: false,
  },
});
