import { common } from './jest.config.js'

/** What Stryker runs: `scripts/mutants.ts` adds which tests. It takes no projects. */
export default { ...common, testTimeout: 60_000 }
