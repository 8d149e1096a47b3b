import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
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
      uses: v.optional(v.string()),
      permissions: v.unknown(),
      steps: v.array(
        v.object({
          uses: v.optional(v.string()),
          run: v.optional(v.string()),
          with: v.optional(v.record(v.string(), v.unknown())),
        }),
      ),
    }),
  ),
})

const READ = { contents: 'read' }
const RIGHTS: Readonly<Record<string, object>> = {
  'codeql.yml: analyze': { ...READ, 'security-events': 'write' },
  'release.yml: publish': { contents: 'write', 'id-token': 'write', attestations: 'write' },
}

const workflows = paths('.github/workflows/*', 'examples/*')

const snippets = paths('*.md', 'docs/*.md').flatMap((path) =>
  [...read(path).matchAll(/^( *)```ya?ml\n(.*?)^ *```/gms)].map(
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

describe.each(paths('.github/workflows/*'))('%s', (path) => {
  const text = read(path)
  const { permissions, jobs } = v.parse(Workflow, parse(text))

  test('every action is pinned to a commit, its version beside it', () => {
    const others = Object.values(jobs)
      .flatMap((job) => [job, ...job.steps])
      .flatMap(({ uses }) => (uses === undefined || uses.startsWith('./') ? [] : [uses]))
    expect(others).not.toEqual([])
    const lines = text.split('\n')
    for (const name of others) {
      expect(name).toMatch(/^[\w-]+\/[\w/-]+@[0-9a-f]{40}$/)
      for (const line of lines.filter((each) => each.includes(name)))
        expect(line).toMatch(/ # v\d+\.\d+\.\d+$/)
    }
  })

  test('every job ends, and may read the repository and do nothing else, unless it is named here', () => {
    expect(permissions).toEqual({})
    for (const [name, job] of Object.entries(jobs)) {
      expect(job.permissions).toEqual(RIGHTS[`${basename(path)}: ${name}`] ?? READ)
      expect(job).toMatchObject({ 'timeout-minutes': expect.any(Number) })
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
  expect(
    workflows.filter((path) => path.startsWith('.github/')).map((path) => basename(path)),
  ).toEqual(['ci.yml', 'codeql.yml', 'dependency-review.yml', 'release.yml', 'zizmor.yml'])
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
  ['an action of ours that there is not', `- uses: ${HOME}/finalise@${MAJOR}`, /finalise/],
  ['one where the actions lie', '- uses: ./finalise', /finalise/],
  ['a name of ours that is misspelt', `- uses: ${HOME}s@${MAJOR}`, /uploads/],
  [
    'an output that there is not',
    `- { id: docs, uses: ${HOME}@${MAJOR}, with: { workspace: w, glob: g } }
- run: echo "\${{ steps.docs.outputs.sesion-id }}"`,
    /sesion-id/,
  ],
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

describe('the release', () => {
  const { jobs } = v.parse(Workflow, parse(read('.github/workflows/release.yml')))
  const stepsOf = (job: string) => jobs[job]?.steps ?? []
  const commandsOf = (job: string): string =>
    stepsOf(job)
      .map(({ run = '' }) => run)
      .join('\n')

  test('is published only once dist/ was compared with what the sources make', () => {
    expect(jobs['publish']).toMatchObject({ needs: 'check', environment: 'release' })
    expect(commandsOf('check')).toMatch(
      /npm ci[^]*npm run --silent docs -- --check[^]*npm run --silent build\ntest -z "\$\(git status --porcelain -- dist\)"/,
    )
  })

  test('runs nothing that npm has installed where it has the rights to publish', () => {
    expect(commandsOf('publish')).not.toMatch(/\b(?:npm|npx|node|node_modules)\b/)
    const used = stepsOf('publish').flatMap(({ uses = '' }) => uses.replace(/@.*/, ''))
    expect(used.filter((name) => name !== '')).toEqual(['actions/checkout', 'actions/attest'])
  })

  test('attests all that runs, and is complete before it is published', () => {
    const attested = stepsOf('publish').find(({ uses }) => uses?.startsWith('actions/attest@'))
    expect(attested?.with?.['subject-path']).toBe('dist/**\naction.yml\nfinalize/action.yml\n')
    expect(commandsOf('publish')).toMatch(
      /gh release create [^]*--draft --verify-tag [^]*attestation\.jsonl"\ngh release edit [^\n]* --draft=false/,
    )
  })
})

test('CI runs on three systems, on a real S3, and as on Windows', () => {
  const { jobs } = v.parse(Workflow, parse(read('.github/workflows/ci.yml')))
  expect(jobs['systems']).toMatchObject({
    strategy: { matrix: { os: ['ubuntu-latest', 'macos-latest', 'windows-latest'] } },
  })
  for (const service of ['radosgw', 'wine'])
    expect(read('.ci/run')).toContain(`scripts/${service} up`)
})

test('dependabot looks at packages and actions, in groups, and lets new versions lie for two weeks', () => {
  const update = {
    directory: '/',
    schedule: { interval: 'weekly' },
    cooldown: { 'default-days': 14 },
    groups: expect.anything(),
  }
  expect(parse(read('.github/dependabot.yml'))).toEqual({
    version: 2,
    updates: [
      { 'package-ecosystem': 'npm', ...update },
      { 'package-ecosystem': 'github-actions', ...update },
    ],
  })
})

/** As GitHub's documentation of issue forms has it. */
const Form = v.strictObject({
  name: v.string(),
  description: v.string(),
  labels: v.array(v.string()),
  body: v.array(
    v.strictObject({
      type: v.picklist(['markdown', 'textarea', 'input', 'dropdown', 'checkboxes']),
      attributes: v.strictObject({
        label: v.string(),
        description: v.optional(v.string()),
        render: v.optional(v.string()),
      }),
      validations: v.optional(v.strictObject({ required: v.boolean() })),
    }),
  ),
})

test.each(paths('.github/ISSUE_TEMPLATE/*').filter((path) => !path.endsWith('config.yml')))(
  '%s is an issue form',
  (path) => {
    expect(v.safeParse(Form, parse(read(path))).issues).toBeUndefined()
  },
)
