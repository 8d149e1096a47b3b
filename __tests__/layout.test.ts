import { expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
const SRC = join(ROOT, 'src')

/** The first code block of docs/architecture.md, a line for each file and folder of `src/`. */
const [, layout = ''] =
  /```\n([^`]+)```/.exec(readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8')) ?? []
const ORDER = layout.split('\n').flatMap((line) => /^[\w-]+(?:\.ts|(?=\/))/.exec(line) ?? [])

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => name.replaceAll(sep, '/'))

function textOf(file: string): string {
  return readFileSync(join(SRC, file), 'utf8')
}

function placeOf(file: string): number {
  return ORDER.indexOf(file.split('/')[0] ?? '')
}

/** The source files whose text has this in it, as folders where a whole folder may have it. */
function having(text: string, folder: string): string[] {
  const names = files.filter((file) => textOf(file).includes(text))
  return [...new Set(names.map((name) => (name.startsWith(folder) ? folder : name)))].sort()
}

test('docs/architecture.md lists what is in src, each once', () => {
  expect([...ORDER].sort()).toEqual([...readdirSync(SRC)].sort())
})

test.each(files)('%s imports nothing from above it in docs/architecture.md', (file) => {
  const imports = textOf(file).matchAll(/(?:from|import)\s*\(?'(\.[^']+)'/g)
  for (const [, specifier = ''] of imports) {
    const target = relative(SRC, resolve(SRC, dirname(file), specifier)).replaceAll(sep, '/')
    expect([target, placeOf(target) >= placeOf(file)]).toEqual([target, true])
  }
})

test('inputs and environment are read in two files, where the log and reports do not need them', () => {
  const readers = ['input-values.ts', 'inputs.ts']
  expect(having("'@actions/core'", 'report/')).toEqual([...readers, 'log/runner-log.ts', 'report/'])
  expect(having('getInput(', '-')).toEqual(readers)
  // The file that state is saved in, which is written and not read.
  expect(having('process.env', '-')).toEqual(['inputs.ts', 'report/state.ts'])
})
