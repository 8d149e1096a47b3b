import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { object, parse, record, string } from 'valibot'

const ROOT = join(import.meta.dirname, '..')

test('dist/ holds the licence of every package that it is made of', () => {
  const about: unknown = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const { dependencies } = parse(object({ dependencies: record(string(), string()) }), about)
  const licenses = readFileSync(join(ROOT, 'dist', 'licenses.txt'), 'utf8')
  for (const [name, version] of Object.entries(dependencies)) {
    expect(licenses).toMatch(new RegExp(`^${name} ${version.replaceAll('.', '[.]')}\n`, 'm'))
  }
})
