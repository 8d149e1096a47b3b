import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { parse } from 'yaml'
import { DEFAULTS } from '../src/input-values.ts'

const read = (...path: string[]): string =>
  readFileSync(join(import.meta.dirname, '..', ...path), 'utf8')

const Action = v.object({
  description: v.string(),
  inputs: v.record(
    v.string(),
    v.strictObject({
      description: v.string(),
      required: v.optional(v.boolean(), false),
      default: v.optional(v.string()),
    }),
  ),
  outputs: v.record(v.string(), v.strictObject({ description: v.string() })),
})
const Primitive = v.picklist(['string', 'boolean', 'integer', 'float'])
/** As github-actions-typing describes its format. */
const Types = v.strictObject({
  inputs: v.record(
    v.string(),
    v.variant('type', [
      v.strictObject({ type: Primitive }),
      v.strictObject({ type: v.literal('enum'), 'allowed-values': v.array(v.string()) }),
      v.strictObject({
        type: v.literal('list'),
        separator: v.string(),
        'list-item': v.strictObject({ type: Primitive }),
      }),
    ]),
  ),
  outputs: v.record(v.string(), v.strictObject({ type: Primitive })),
})
/** Inputs of one thing a line. */
const LISTS = ['glob', 'page-url', 'front-matter']
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

test('an input either has a default or is required, but for the key: a dry run needs none', () => {
  const without = Object.entries(action.inputs).filter(([, input]) => input.default === undefined)
  const required = Object.entries(action.inputs).filter(([, input]) => input.required)
  expect(without).toEqual([['api-key', action.inputs['api-key']], ...required])
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

describe.each(['.', 'finalize'])('%s', (folder) => {
  const source = read('src', 'inputs.ts')
  const { inputs, outputs, description } = v.parse(Action, parse(read(folder, 'action.yml')))
  const types = v.parse(Types, parse(read(folder, 'action-types.yml')))

  test('the Marketplace takes no description of 125 characters and more', () => {
    expect(description.length).toBeLessThan(125)
  })

  test('no description has an expression, which a runner refuses there', () => {
    const all = [...Object.values(inputs), ...Object.values(outputs)]
    expect(all.filter((each) => each.description.includes('${{'))).toEqual([])
  })

  test('what counts is an integer, whatever else is put out a string', () => {
    for (const [name, { type }] of Object.entries(types.outputs)) {
      const counts = /^(documents|bytes)-/.test(name)
      expect([name, type]).toEqual([name, counts ? 'integer' : 'string'])
    }
  })

  test('every input and output has a type', () => {
    expect(Object.keys(types.inputs)).toEqual(Object.keys(inputs))
    expect(Object.keys(types.outputs)).toEqual(Object.keys(outputs))
  })

  test.each(Object.entries(types.inputs))('%s is read as what it is said to be', (name, type) => {
    const [, read, rest = ''] =
      new RegExp(`\\b(boolean|oneOf|integer|optionalInteger)\\('${name}'(.*)`).exec(source) ?? []
    if (type.type === 'boolean') expect(read).toBe('boolean')
    else if (type.type === 'integer') expect(read).toMatch(/integer$/i)
    else if (type.type === 'enum') {
      expect(read).toBe('oneOf')
      expect(rest).toContain(`[${type['allowed-values'].map((value) => `'${value}'`).join(', ')}]`)
      expect(type['allowed-values']).toContain(inputs[name]?.default)
    } else {
      expect(read).toBeUndefined()
      expect([name, type.type]).toEqual([name, LISTS.includes(name) ? 'list' : 'string'])
    }
  })
})
