import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'

const ROOT = join(import.meta.dirname, '..')
const page = readFileSync(join(ROOT, 'SECURITY.md'), 'utf8')

const threats = page
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .slice(2)
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, , , threat = '', shown = '']) => ({
    threat,
    tests: [...shown.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path),
  }))

test('there are threats', () => {
  expect(threats.length).toBeGreaterThan(10)
})

test.each(threats)('$threat: by tests that there are', ({ tests }) => {
  expect(tests).not.toEqual([])
  expect(tests.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
})

test('whatever else the page names is there, too', () => {
  const named = [...page.matchAll(/`((?:__tests__|scripts|docs)\/[^`]+)`/g)].map(
    ([, path = '']) => path,
  )
  expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
})
