import { expect, test } from '@jest/globals'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { onSandbox, WORKSPACE } from '../support/job.ts'
import type { Job } from '../support/job.ts'

const Payload = v.record(v.string(), v.unknown())
const Webhooks = v.array(v.object({ name: v.string(), examples: v.array(Payload) }))
const EXAMPLES = fileURLToPath(import.meta.resolve('@octokit/webhooks-examples'))
const webhooks = v.parse(Webhooks, JSON.parse(readFileSync(EXAMPLES, 'utf8')))

/** The first payload that GitHub's documentation has of a webhook. */
function payloadOf(name: string): Record<string, unknown> {
  return webhooks.find((webhook) => webhook.name === name)?.examples[0] ?? {}
}

/** What the platform was told of the one document. */
async function metadataSent({ sandbox }: Job): Promise<Record<string, unknown>> {
  await sandbox.ingested()
  const [file, ...others] = sandbox.files(WORKSPACE)
  expect(others).toEqual([])
  return { ...file?.meta }
}

// More of events is tried in `__tests__/publish/events.test.ts`.
test(
  'a release has its name, too',
  onSandbox(async (job) => {
    job.repository.commit('Write A', { 'docs/a.txt': 'A' })
    const release = { tag_name: '0.0.1', name: 'Spring ::error::injected' }
    const payload = { ...payloadOf('release'), release }
    await job.publish({}, { event: { name: 'release', payload } })
    expect(await metadataSent(job)).toMatchObject({
      release_tag: '0.0.1',
      release_name: 'Spring ::error::injected',
    })
  }),
)

test.each([
  ['nothing', ''],
  ['half of it', '{"release": {'],
  ['no text', '\u0000\uffff'],
  ['a great depth', '['.repeat(1_000_000)],
])('an event file of %s does not break a run', (_, content) =>
  onSandbox(async (job) => {
    job.repository.commit('Write A', { 'docs/a.txt': 'A' })
    const file = join(job.repository.folder, '../event.json')
    writeFileSync(file, content)
    const result = await job.publish({}, { environment: { GITHUB_EVENT_PATH: file } })
    expect(result.outcome).toBe('success')
    expect(await metadataSent(job)).toMatchObject({ commit_message: 'Write A' })
  })(),
)
