/**
 * Jest runs every kind of test of the tree. The runner (`test/run.ts`) starts the cloud that the
 * integration, isolation and journey suites need, and says so when it is missing.
 * @type {import('jest').Config}
 */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/test/**/*.test.ts', '<rootDir>/test/**/*.test.tsx'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic', importSource: 'hono/jsx' } },
          target: 'es2024',
        },
        module: { type: 'es6' },
      },
    ],
  },
  testSequencer: '<rootDir>/test/longest-first.mjs',
  setupFilesAfterEnv: ['<rootDir>/test/setup.ts'],
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/.parvis'],
  // Long enough for a loaded machine: what is slow shows in the bench, not here.
  testTimeout: 120_000,
  maxWorkers: 2,
};
