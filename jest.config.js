/** @type {import('jest').Config} */
export const common = {
  roots: ['<rootDir>/__tests__'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '[.]ts$': '<rootDir>/__tests__/support/strip-types.ts' },
  setupFiles: ['<rootDir>/__tests__/support/hide-debug.ts'],
  testEnvironment: 'node',
}

/** @type {import('jest').Config} */
export default {
  // Tests mostly wait: for child processes, servers and time.
  maxWorkers: 3,
  testTimeout: 60_000,
  projects: [
    {
      ...common,
      displayName: 'unit',
      testMatch: ['**/*.test.ts', '!**/e2e/**'],
    },
    {
      ...common,
      displayName: 'e2e',
      testMatch: ['**/e2e/*.test.ts'],
      // They take minutes: `npm run test:outages`, `npm run test:scenarios`.
      testPathIgnorePatterns: [
        '/node_modules/',
        '/e2e/outages[.]test[.]ts$',
        '/e2e/sync-(by-hand|crashes|order|platforms|releases|scopes)[.]test[.]ts$',
      ],
      globalSetup: '<rootDir>/scripts/fresh-dist.ts',
    },
  ],
}
