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

test.each([
  ['action.yml', 'setOutputs'],
  ['finalize/action.yml', 'setFinalizeOutputs'],
])('the outputs of %s are those that are set', (file, setter) => {
  const [, body = ''] = read('src', 'report', 'outputs.ts').split(`function ${setter}(`)
  const [own = ''] = body.split('\n}\n')
  const set = [...own.matchAll(/setOutput\(\s*'([^']+)'/g)]
  const { outputs } = v.parse(Action, parse(read(file)))
  expect(set.map(([, name]) => name).sort()).toEqual(Object.keys(outputs).sort())
})

test('the README’s table of inputs is that of action.yml', () => {
  const rows = Object.entries(action.inputs).map(([name, input]) => [name, input.default ?? ''])
  expect(tableOf('input').map(([name, initial]) => [name, initial])).toEqual(rows)
})

test.each([
  ['action.yml', '## Outputs'],
  ['finalize/action.yml', '## Finalize'],
])('the README’s table of outputs is that of %s', (file, section) => {
  const { outputs } = v.parse(Action, parse(read(file)))
  expect(tableOf('output', section).map(([name]) => name)).toEqual(Object.keys(outputs))
})

/** The rows of the README's first table with such a first heading in a section, without the quotes of code. */
function tableOf(heading: string, section = '## Inputs'): string[][] {
  const [, text = ''] = read('README.md').split(`${section}\n`)
  const lines = text.split('\n')
  const start = lines.findIndex((line) => line.split('|')[1]?.trim() === heading) + 2
  const end = lines.findIndex((line, number) => number >= start && !line.startsWith('|'))
  return lines
    .slice(start, end)
    .map((line) => line.split('|').slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim().replaceAll(/^`|`$/g, '')))
}
