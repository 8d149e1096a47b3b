import { hash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { WORKSPACE } from '../support/job.ts'
import { inProcess, type Publishing } from '../support/publishing.ts'

const RUN_URL = 'https://github.com/octo-org/handbook/actions/runs/1658821493'

const Payload = v.record(v.string(), v.unknown())
const Webhooks = v.array(v.object({ name: v.string(), examples: v.array(Payload) }))
const EXAMPLES = fileURLToPath(import.meta.resolve('@octokit/webhooks-examples'))
const webhooks = v.parse(Webhooks, JSON.parse(readFileSync(EXAMPLES, 'utf8')))

/** The first payload that GitHub's documentation has of a webhook. */
function payloadOf(name: string): Record<string, unknown> {
  return webhooks.find((webhook) => webhook.name === name)?.examples[0] ?? {}
}

/** What the platform was told of the one document. */
async function metadataSent({ sandbox }: Publishing): Promise<Record<string, unknown>> {
  await sandbox.ingested()
  const [file, ...others] = sandbox.files(WORKSPACE)
  expect(others).toEqual([])
  return { ...file?.meta }
}

/** By event: what the runner says of its ref, as GitHub documents it, and its payload. */
const events: [name: string, ref: string, refName: string, payload: Record<string, unknown>][] = [
  ['push', 'refs/tags/simple-tag', 'simple-tag', payloadOf('push')],
  ['release', 'refs/tags/0.0.1', '0.0.1', payloadOf('release')],
  ['workflow_dispatch', 'refs/heads/main', 'main', payloadOf('workflow_dispatch')],
  ['pull_request', 'refs/pull/2/merge', '2/merge', payloadOf('pull_request')],
  ['repository_dispatch', 'refs/heads/main', 'main', payloadOf('repository_dispatch')],
  ['workflow_run', 'refs/heads/main', 'main', payloadOf('workflow_run')],
  ['schedule', 'refs/heads/main', 'main', { schedule: '0 4 * * 1', workflow: 'publish.yml' }],
]

describe('what the run is', () => {
  test.each(events)('%s', (name, ref, refName, payload) =>
    inProcess(async (publishing) => {
      expect(Object.keys(payload)).not.toEqual([])
      const sha = publishing.repository.commit('Write A', { 'docs/a.txt': 'A' })
      const environment = { GITHUB_REF: ref, GITHUB_REF_NAME: refName }
      const result = await publishing.publish({ event: { name, payload }, environment })
      expect([...result.errors, ...result.warnings]).toEqual([])
      const metadata = await metadataSent(publishing)
      expect(metadata).toEqual({
        path: 'docs/a.txt',
        repository: 'octo-org/handbook',
        ref,
        ref_name: refName,
        publisher_id: '1296269',
        publisher_ref: ref,
        event_name: name,
        run_url: RUN_URL,
        url: `https://github.com/octo-org/handbook/blob/${sha}/docs/a.txt`,
        commit_sha: sha,
        commit_date: '2026-01-02T03:04:05Z',
        commit_author: 'Test Author',
        commit_message: 'Write A',
        content_sha256: hash('sha256', 'A'),
        metadata_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
        ...(name === 'release' ? { release_tag: '0.0.1' } : {}),
      })
      expect(JSON.stringify(metadata)).not.toContain('@')
    })(),
  )
})

test(
  'a release has its name, too',
  inProcess(async (publishing) => {
    publishing.repository.commit('Write A', { 'docs/a.txt': 'A' })
    const release = { tag_name: '0.0.1', name: 'Spring ::error::injected' }
    const payload = { ...payloadOf('release'), release }
    await publishing.publish({ event: { name: 'release', payload } })
    expect(await metadataSent(publishing)).toMatchObject({
      release_tag: '0.0.1',
      release_name: 'Spring ::error::injected',
    })
  }),
)

test.each([
  ['push', payloadOf('push')],
  ['workflow_dispatch', payloadOf('workflow_dispatch')],
])("without a clone, a %s has the run's commit", (name, payload) =>
  inProcess(async (publishing) => {
    const folder = join(publishing.repository.folder, '../plain')
    mkdirSync(join(folder, 'docs'), { recursive: true })
    writeFileSync(join(folder, 'docs/a.txt'), 'A')
    // The example's own push is that of a tag which is deleted: it has no head commit.
    const head = {
      id: '6113728f27ae82c7b1a177c8d03f9e96e0adf246',
      timestamp: '2019-05-15T15:20:30-04:00',
      author: { name: 'Codertocat', email: '21031067+Codertocat@users.noreply.github.com' },
      message: 'Adding a .gitignore file\n\nAnd more.',
    }
    const event = { name, payload: { ...payload, head_commit: head } }
    const result = await publishing.publish({
      workspaceFolder: folder,
      event,
      environment: { GITHUB_SHA: head.id },
    })
    expect(result.errors).toEqual([])
    expect(result.warnings).toEqual([expect.stringContaining('not in a git repository')])
    const metadata = await metadataSent(publishing)
    expect(metadata).toMatchObject({
      commit_sha: head.id,
      commit_date: '2019-05-15T19:20:30Z',
      commit_author: 'Codertocat',
      commit_message: 'Adding a .gitignore file',
    })
    expect(metadata).not.toHaveProperty('url')
  })(),
)

describe('a payload never breaks a run', () => {
  const hostile = { toString: 5, __proto__: null, release: { tag_name: 5, name: {} } }
  test.each<[string, unknown]>([
    ['empty', {}],
    ['null', null],
    ['a list', [1]],
    ['a string', '::error::injected'],
    ['odd', { head_commit: [], repository: 5, pull_request: null, ...hostile }],
  ])('that is %s', (_, payload) =>
    inProcess(async (publishing) => {
      publishing.repository.commit('Write A', { 'docs/a.txt': 'A' })
      for (const name of ['push', 'release', 'pull_request']) {
        const result = await publishing.publish({ event: { name, payload } })
        expect(result.errors).toEqual([])
      }
      expect(await metadataSent(publishing)).toMatchObject({ event_name: 'pull_request' })
    })(),
  )
})
