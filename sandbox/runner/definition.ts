import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { parse } from 'yaml'

const Definition = v.object({
  inputs: v.optional(
    v.record(
      v.string(),
      v.object({ default: v.optional(v.union([v.string(), v.number(), v.boolean()])) }),
    ),
    {},
  ),
  runs: v.object({
    main: v.string(),
    post: v.optional(v.string()),
    'post-if': v.optional(
      v.picklist(['always()', 'success()', 'failure()', 'cancelled()', '!cancelled()']),
      'always()',
    ),
  }),
})

/** What `action.yml` says of an action that is a program for Node.js. */
export type ActionDefinition = v.InferOutput<typeof Definition>

/**
 * Reads the `action.yml` of an action's folder.
 *
 * @throws where it is missing, is not that of such an action, or has a condition that is not a status function
 */
export function readDefinition(action: string): ActionDefinition {
  return v.parse(Definition, parse(readFileSync(join(action, 'action.yml'), 'utf8')))
}

/**
 * The variables that carry a step's inputs: those given, as given, and the defaults of those that
 * are absent. An empty one is not absent.
 *
 * @throws where a default asks for anything but a string of the `github` context
 */
export function inputVariables(
  definition: ActionDefinition,
  given: Readonly<Record<string, string>>,
  github: Readonly<Record<string, string>>,
): Record<string, string> {
  const names = new Set(Object.keys(given).map((name) => name.toLowerCase()))
  const defaults = Object.entries(definition.inputs)
    .filter(([name, input]) => input.default !== undefined && !names.has(name.toLowerCase()))
    .map(([name, input]) => [name, evaluate(String(input.default), github)] as const)
  return Object.fromEntries(
    [...defaults, ...Object.entries(given)].map(([name, value]) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value,
    ]),
  )
}

function evaluate(text: string, github: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{\{(.*?)\}\}/g, (expression, inner: string) => {
    const name = /^github\.(\w+)$/.exec(inner.trim())?.[1]
    const value = name === undefined ? undefined : github[name]
    if (value === undefined) throw new Error(`${expression} cannot be evaluated`)
    return value
  })
}
