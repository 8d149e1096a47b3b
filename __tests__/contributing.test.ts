import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { object, parse, record, string } from 'valibot'

const ROOT = join(import.meta.dirname, '..')
const page = readFileSync(join(ROOT, 'CONTRIBUTING.md'), 'utf8')

test('the files and folders that CONTRIBUTING.md names are there', () => {
  const named = [...page.matchAll(/`([\w.-]+(?:\/[\w.-]*)+|[\w-]+\.(?:yml|json))`/g)]
  const paths = named.map(([, path = '']) => path)
  expect(paths).toContain('src/inputs.ts')
  expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
})

test('the scripts that CONTRIBUTING.md names are those of package.json', () => {
  const about: unknown = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const { scripts } = parse(object({ scripts: record(string(), string()) }), about)
  const named = [...page.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name)
  expect(named).toContain('check')
  expect(named.filter((name) => !(name in scripts))).toEqual([])
})

test.each([
  ['src/input-values.ts', ['DEFAULTS']],
  ['src/run.ts', ['PublishInputs']],
  ['src/metadata/metadata.ts', ['describeDocument', 'FOUND_KEYS', 'foreseeKeys']],
  ['src/metadata/additions.ts', ['OURS']],
])('%s has what CONTRIBUTING.md says: %j', (file, names) => {
  const source = readFileSync(join(ROOT, file), 'utf8')
  for (const name of names) {
    expect(page).toContain(`\`${name}\``)
    expect(source).toContain(name)
  }
})
