import { expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve, dirname, sep } from 'node:path'

const SRC = join(import.meta.dirname, '..', 'src')

/** The way of a document through the program. Imports point down this list, never up. */
const ORDER = [
  'main.ts',
  'post.ts',
  'finalize.ts',
  'inputs.ts',
  'cancellation.ts',
  'cleanup.ts',
  'finalization.ts',
  'publish.ts',
  'rehearse.ts',
  'prepare.ts',
  'sources.ts',
  'documents',
  'git',
  'github',
  'metadata',
  'sessions',
  'storage',
  'platform',
  'report',
  'network',
  'log',
  'document.ts',
]

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
)

function place(path: string): number {
  return ORDER.indexOf(path.split(sep)[0] ?? '')
}

test.each(files)('%s has its place, and imports nothing from above it', (file) => {
  expect(place(file)).toBeGreaterThanOrEqual(0)
  const imports = readFileSync(join(SRC, file), 'utf8').matchAll(
    /(?:from|import)\s*\(?'(\.[^']+)'/g,
  )
  for (const [, specifier = ''] of imports) {
    const target = relative(SRC, resolve(SRC, dirname(file), specifier))
    expect([target, place(target) >= place(file)]).toEqual([target, true])
  }
})
