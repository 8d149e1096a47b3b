import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { expect, test } from '@jest/globals'

const SANDBOX = join(import.meta.dirname, '..', '..', 'sandbox')

/** What each file of the sandbox imports of the sandbox, types included. */
const imports = new Map(
  readdirSync(SANDBOX, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(SANDBOX, name))
    .map((file) => [file, importsOf(file)]),
)

function importsOf(file: string): string[] {
  const specifiers = readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?'(\.[^']+)'/g)
  return [...specifiers].map(([, specifier = '']) => resolve(dirname(file), specifier))
}

/** Every file that can be reached from one by its imports. */
function reachedFrom(file: string): Set<string> {
  const reached = new Set<string>()
  const ahead = [...(imports.get(file) ?? [])]
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    if (reached.has(next)) continue
    reached.add(next)
    ahead.push(...(imports.get(next) ?? []))
  }
  return reached
}

test('no file of the sandbox imports itself by way of others', () => {
  expect([...imports.keys()].filter((file) => reachedFrom(file).has(file))).toEqual([])
})
