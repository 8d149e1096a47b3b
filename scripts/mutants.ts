/**
 * `npm run mutants -- MODULE…`: changes a module in every way that Stryker knows, one at a time, and runs the tests that are to
 * notice it. Without names: all modules, which takes hours on a small machine. What survived is printed; docs/testing.md keeps the
 * last results.
 */
import { Stryker } from '@stryker-mutator/core'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'

interface Module {
  readonly sources: readonly string[]
  /** Those that run in this process and take little time. */
  readonly tests: readonly string[]
}

const MODULES = new Map<string, Module>([
  ['names', { sources: ['documents/names'], tests: ['documents/names'] }],
  ['printable', { sources: ['log/printable'], tests: ['log/printable'] }],
  ['verdict', { sources: ['storage/verdict'], tests: ['storage/verdict'] }],
  // The tests by git itself take a minute.
  ['walk', { sources: ['git/walk'], tests: ['git/walk-properties'] }],
  ['ownership', { sources: ['sync/ownership'], tests: ['sync/ownership'] }],
  ['plan', { sources: ['sync/make-plan', 'sync/plan'], tests: ['sync/make-plan'] }],
  [
    'limiter',
    {
      sources: [
        'storage/limiter',
        'storage/concurrency-limit',
        'storage/rate-limiter',
        'storage/circuit-breaker',
        'storage/stall-timer',
      ],
      tests: [
        'storage/limiter',
        'storage/concurrency-limit',
        'storage/rate-limiter',
        'storage/circuit-breaker',
        'storage/stall-timer',
      ],
    },
  ],
])

const names = process.argv.slice(2)
const unknown = names.filter((name) => !MODULES.has(name))
if (unknown.length > 0) {
  console.error(`npm run mutants -- MODULE…, of ${[...MODULES.keys()].join(', ')}`)
  process.exit(2)
}

for (const [name, module] of MODULES) {
  if (names.length === 0 || names.includes(name)) await measure(name, module)
}

async function measure(name: string, { sources, tests }: Module): Promise<void> {
  const results = await new Stryker({
    mutate: sources.map((path) => `src/${path}.ts`),
    testRunner: 'jest',
    testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
    jest: {
      projectType: 'custom',
      configFile: 'jest.mutants.config.js',
      config: { testMatch: tests.map((path) => `**/__tests__/${path}*.test.ts`) },
      enableFindRelatedTests: false,
    },
    coverageAnalysis: 'perTest',
    concurrency: Math.max(1, Math.floor(cpus().length / 2)),
    // `npm run build` empties build/.
    tempDirName: join(tmpdir(), `mutants-${process.pid}`),
    cleanTempDir: 'always',
    ignorePatterns: ['build', 'dist', 'bench', 'docs', 'examples'],
    // A line every few seconds: how many are left, and how long that may take.
    reporters: ['progress-append-only'],
    allowConsoleColors: false,
  }).runMutationTest()

  const counted = results.filter(({ status }) => status !== 'Ignored' && status !== 'CompileError')
  const missed = counted.filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
  for (const { fileName, location, status, replacement = '' } of missed) {
    const place = `${fileName}:${location.start.line}:${location.start.column}`
    console.log(`${status} ${place} ${replacement.replaceAll(/\s+/g, ' ')}`)
  }
  const killed = counted.length - missed.length
  const share = ((100 * killed) / counted.length).toFixed(1)
  console.log(`${name}: ${share} % of ${counted.length} mutants were noticed`)
}
