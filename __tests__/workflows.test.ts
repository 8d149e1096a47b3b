import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import * as v from 'valibot'
import { parse } from 'yaml'
import { HOME, MAJOR } from './support/home.ts'
import { asWorkflow, objectionsToAction, objectionsToWorkflow } from './support/workflow-lint.ts'

/** GitHub's own judges on all that is a workflow or an action, or a part of one. */

const ROOT = join(import.meta.dirname, '..')

function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}

function paths(...patterns: string[]): string[] {
  return globSync(patterns, { cwd: ROOT })
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
}

const Workflow = v.object({
  permissions: v.unknown(),
  jobs: v.record(
    v.string(),
    v.looseObject({
      steps: v.array(
        v.object({
          uses: v.optional(v.string()),
          with: v.optional(v.record(v.string(), v.unknown())),
        }),
      ),
    }),
  ),
})

const workflows = paths('.github/workflows/*.yml', 'examples/*.yml')

const snippets = paths('*.md', 'docs/*.md').flatMap((path) =>
  [...read(path).matchAll(/^( *)```yaml\n(.*?)^ *```/gms)].map(
    ([, indent = '', text = ''], at) => ({
      path,
      number: at + 1,
      text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
    }),
  ),
)

test.each(['action.yml', 'finalize/action.yml'])('%s', async (path) => {
  expect(await objectionsToAction(read(path))).toEqual([])
})

test.each(workflows)('%s', async (path) => {
  expect(await objectionsToWorkflow(read(path))).toEqual([])
})

test.each(snippets)('$path, snippet $number', async ({ text }) => {
  expect(await objectionsToWorkflow(asWorkflow(text))).toEqual([])
})

describe.each(paths('.github/workflows/*.yml'))('%s', (path) => {
  const text = read(path)
  const { permissions, jobs } = v.parse(Workflow, parse(text))

  test('every action is pinned to a commit, its version beside it', () => {
    const used = [...text.matchAll(/\buses: (.*)/g)].map(([, name]) => name)
    const others = used.filter((name) => name !== undefined && !name.startsWith('./'))
    expect(others).not.toEqual([])
    for (const name of others)
      expect(name).toMatch(/^[\w-]+\/[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  test('every job ends, and has the rights that it names alone', () => {
    expect(permissions).toEqual({})
    for (const job of Object.values(jobs)) {
      expect(job).toMatchObject({
        permissions: expect.anything(),
        'timeout-minutes': expect.anything(),
      })
    }
  })

  test('no checkout leaves its token behind', () => {
    const checkouts = Object.values(jobs)
      .flatMap(({ steps }) => steps)
      .filter(({ uses }) => uses?.startsWith('actions/checkout@'))
    expect(checkouts).not.toEqual([])
    for (const { with: given } of checkouts) expect(given?.['persist-credentials']).toBe(false)
  })
})

test('one action has one version in all workflows', () => {
  const all = paths('.github/workflows/*.yml').map(read).join('')
  const pins = [...all.matchAll(/\buses: ([\w-]+\/[\w-]+)[^@\n]*@(.*)/g)]
  const versions = new Set(pins.map(([, name, version]) => `${name ?? ''} ${version ?? ''}`))
  expect(versions.size).toBe(new Set(pins.map(([, name]) => name)).size)
})

test('there are workflows and snippets to judge', () => {
  expect(workflows).toEqual(expect.arrayContaining(['.github/workflows/ci.yml']))
  expect(snippets.map(({ path }) => path)).toEqual(
    expect.arrayContaining(['README.md', 'docs/metadata.md', 'docs/sessions.md']),
  )
})

test.each([
  [
    'an input that there is not',
    `- { uses: ${HOME}@${MAJOR}, with: { workspace: w, glob: g, globs: g } }`,
    /'globs'/,
  ],
  ['an input that is missing', `- { uses: ${HOME}@${MAJOR}, with: { workspace: w } }`, /`glob`/],
  [
    'an input of finalize',
    `- { uses: ${HOME}/finalize@${MAJOR}, with: { glob: g } }`,
    /`session-id`/,
  ],
  [
    'an input of ours where the action lies',
    '- uses: ./finalize\n  with: { glob: g }',
    /`session-id`/,
  ],
  ['an expression', '- run: echo ${{ steps.none.outputs.x }}', /none/],
  ['a permission', 'permissions: { content: read }', /content/],
  ['a key of a job', 'needs: build\nsteps: []', /./],
])('the judges object to %s', async (_, snippet, objection) => {
  const objections = await objectionsToWorkflow(asWorkflow(snippet))
  expect(objections.join('\n')).toMatch(objection)
})

test('the judges object to an action that lacks a description', async () => {
  const text = read('action.yml').replace(/^description: .*\n/m, '')
  expect((await objectionsToAction(text)).join('\n')).toContain('description')
})
