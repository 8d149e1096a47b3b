import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { parse } from 'yaml'
import { DEFAULTS } from '../src/input-values.ts'

const read = (...path: string[]): string =>
  readFileSync(join(import.meta.dirname, '..', ...path), 'utf8')

const Action = v.object({
  inputs: v.record(
    v.string(),
    v.strictObject({
      description: v.string(),
      required: v.optional(v.literal(true)),
      default: v.optional(v.string()),
    }),
  ),
  outputs: v.record(v.string(), v.strictObject({ description: v.string() })),
})
const action = v.parse(Action, parse(read('action.yml')))

test('an absent input and an empty one mean the same', () => {
  // An expression is GitHub's to fill in: nobody else knows the job's token.
  const defaults = Object.entries(action.inputs).filter(
    ([, input]) => input.default && !input.default.startsWith('${{'),
  )
  expect(Object.fromEntries(defaults.map(([name, input]) => [name, input.default]))).toEqual(
    DEFAULTS,
  )
})

test('an input either has a default or is required', () => {
  const inputs = Object.values(action.inputs)
  expect(
    inputs.filter((input) => (input.default === undefined) !== (input.required ?? false)),
  ).toEqual([])
})

test('an input that nothing reads does not stand in action.yml', () => {
  const source = read('src', 'inputs.ts') + read('src', 'input-values.ts')
  expect(Object.keys(action.inputs).filter((name) => !source.includes(`'${name}'`))).toEqual([])
})

test('the outputs of action.yml are those that are set', () => {
  const set = [...read('src', 'report', 'outputs.ts').matchAll(/setOutput\(\s*'([^']+)'/g)]
  expect(set.map(([, name]) => name).sort()).toEqual(Object.keys(action.outputs).sort())
})

test('the README’s table of inputs is that of action.yml', () => {
  const rows = Object.entries(action.inputs).map(([name, input]) => [name, input.default ?? ''])
  expect(tableOf('input').map(([name, initial]) => [name, initial])).toEqual(rows)
})

test('the README’s table of outputs is that of action.yml', () => {
  expect(tableOf('output').map(([name]) => name)).toEqual(Object.keys(action.outputs))
})

/** The rows of the README's table with such a first heading, without the quotes of code. */
function tableOf(heading: string): string[][] {
  const lines = read('README.md').split('\n')
  const start = lines.findIndex((line) => line.split('|')[1]?.trim() === heading) + 2
  const end = lines.findIndex((line, number) => number >= start && !line.startsWith('|'))
  return lines
    .slice(start, end)
    .map((line) => line.split('|').slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim().replaceAll(/^`|`$/g, '')))
}
