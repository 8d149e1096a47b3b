import { expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { parse } from 'yaml'
import { HOME } from './support/home.ts'

const ROOT = join(import.meta.dirname, '..')

const Action = v.object({
  inputs: v.record(v.string(), v.object({ required: v.optional(v.boolean(), false) })),
})
const Workflow = v.object({
  jobs: v.record(
    v.string(),
    v.object({
      steps: v.array(
        v.object({
          uses: v.optional(v.string(), ''),
          with: v.optional(v.record(v.string(), v.unknown()), {}),
        }),
      ),
    }),
  ),
})

const Protected = v.object({
  jobs: v.record(v.string(), v.object({ environment: v.string() })),
})

const action = v.parse(Action, parse(readFileSync(join(ROOT, 'action.yml'), 'utf8')))

test.each(readdirSync(join(ROOT, 'examples')))('examples/%s uses what the action has', (name) => {
  const text = readFileSync(join(ROOT, 'examples', name), 'utf8')
  const steps = Object.values(v.parse(Workflow, parse(text)).jobs).flatMap((job) => job.steps)
  const ours = steps.filter(({ uses }) => uses.startsWith(`${HOME}@`))
  expect(ours).not.toHaveLength(0)
  const required = Object.keys(action.inputs).filter((input) => action.inputs[input]?.required)
  for (const step of ours) {
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step.with)))
    expect(Object.keys(step.with)).toEqual(expect.arrayContaining(required))
  }
})

test('what publishes by hand waits until somebody has approved it', () => {
  const { jobs } = v.parse(
    Protected,
    parse(readFileSync(join(ROOT, 'examples/by-hand.yml'), 'utf8')),
  )
  expect(Object.values(jobs).map(({ environment }) => environment)).toEqual(['handbook'])
})
