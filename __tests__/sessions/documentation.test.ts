import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { parse } from 'yaml'
import { HOME, MAJOR } from '../support/home.ts'

const ROOT = join(import.meta.dirname, '..', '..')

const Action = v.object({
  inputs: v.record(v.string(), v.object({ required: v.optional(v.boolean(), false) })),
  outputs: v.record(v.string(), v.unknown()),
})
const Step = v.object({
  id: v.optional(v.string()),
  uses: v.optional(v.string(), ''),
  with: v.optional(v.record(v.string(), v.unknown()), {}),
})
const Job = v.object({
  outputs: v.optional(v.record(v.string(), v.string()), {}),
  steps: v.array(Step),
})
const Workflow = v.object({ jobs: v.record(v.string(), Job) })

const actions = new Map(
  [
    [HOME, 'action.yml'],
    [`${HOME}/finalize`, 'finalize/action.yml'],
  ].map(([name = '', path = '']) => [name, v.parse(Action, parse(read(path)))]),
)

const workflows = ['README.md', 'docs/sessions.md'].flatMap((path) =>
  [...read(path).matchAll(/^```yaml\n(.*?)^```/gms)]
    .map(([, text = '']) => ({ path, text }))
    // A step alone is judged in workflows.test.ts.
    .filter(({ text }) => /^jobs:/m.test(text)),
)

test.each(workflows)('a workflow of $path uses what there is', ({ text }) => {
  const { jobs } = v.parse(Workflow, parse(text))
  const outputs = new Map<string, readonly string[]>()
  const ours: string[] = []
  for (const [name, job] of Object.entries(jobs)) {
    outputs.set(`needs.${name}`, Object.keys(job.outputs))
    for (const { id, uses, with: given } of job.steps) {
      const [used = '', version] = uses.split('@')
      if (!used.startsWith(HOME)) continue
      ours.push(used)
      const action = actions.get(used)
      const inputs = action?.inputs ?? {}
      const required = Object.keys(inputs).filter((input) => inputs[input]?.required)
      expect(version).toBe(MAJOR)
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(given)))
      expect(Object.keys(given)).toEqual(expect.arrayContaining(required))
      if (id !== undefined) outputs.set(`steps.${id}`, Object.keys(action?.outputs ?? {}))
    }
  }
  expect(ours).not.toEqual([])
  for (const [, from = '', output] of text.matchAll(
    /\b((?:steps|needs)\.[\w-]+)\.outputs\.([\w-]+)/g,
  ))
    expect([from, outputs.get(from)]).toEqual([from, expect.arrayContaining([output])])
})

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}
