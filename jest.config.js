/** @type {import('jest').Config} */
export default {
  roots: ['<rootDir>/__tests__'],
  testMatch: ['**/*.test.ts'],
  // They take minutes: `npm run test:outages`.
  testPathIgnorePatterns: ['/node_modules/', '/e2e/outages[.]test[.]ts$'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': ['ts-jest', { useESM: true, diagnostics: false, tsconfig: 'tsconfig.jest.json' }],
  },
  testEnvironment: 'node',
  testTimeout: 60_000,
}
