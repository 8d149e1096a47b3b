import { expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { fatesOf } from '../support/report.ts'
import { numbered } from '../support/documents.ts'
import { onSandbox, WORKSPACE } from '../support/job.ts'
import type { Job } from '../support/job.ts'

test(
  'the step of the README publishes what its patterns find, and nothing else',
  onSandbox(async (job) => {
    const first = job.repository.commit('Write A\n\nAnd more.', {
      'docs/a.md': '# A\n',
      'docs/drafts/d.md': '# Not this\n',
      'README.md': '# Nor this\n',
    })
    const second = job.repository.commit('Write C', {
      'docs/b/c d.md': '# Größe\n',
      'docs/x.txt': 'x',
    })

    const result = await job.publish({
      glob: 'docs/**/*.md\n!docs/drafts/**\n',
      'write-mode': 'OVERWRITE',
    })
    await job.sandbox.ingested()

    expect([result.outcome, result.annotations]).toEqual(['success', []])
    expect(contents(job)).toEqual({ 'docs__a.md': '# A\n', 'docs__b__c d.md': '# Größe\n' })
    expect(metadata(job)).toEqual({
      'docs__a.md': expectedMetadata('docs/a.md', '# A\n', {
        title: 'A',
        commit_sha: first,
        commit_date: '2026-01-02T03:04:05Z',
        commit_message: 'Write A',
        url: `https://github.com/octo-org/handbook/blob/${first}/docs/a.md`,
      }),
      'docs__b__c d.md': expectedMetadata('docs/b/c d.md', '# Größe\n', {
        title: 'Größe',
        commit_sha: second,
        commit_date: '2026-01-02T03:05:05Z',
        commit_message: 'Write C',
        url: `https://github.com/octo-org/handbook/blob/${second}/docs/b/c%20d.md`,
      }),
    })
    const [session] = job.sandbox.sessions
    expect(result.outputs).toEqual({
      'session-id': session?.id,
      'expires-at': session?.expiresAt,
      'session-ids': JSON.stringify([session?.id]),
      'documents-matched': '2',
      'documents-uploaded': '2',
      'documents-unchanged': '0',
      'documents-skipped': '0',
      'documents-pruned': '0',
      'synced-commit': '',
      plan: '',
      'documents-failed': '0',
      'bytes-uploaded': '14',
      report: expect.stringMatching(/\.json$/),
    })
    expect(fatesOf(result)).toEqual({ 'docs/a.md': 'uploaded', 'docs/b/c d.md': 'uploaded' })
    expect([result.environment, result.path]).toEqual([{}, []])
  }),
)

test(
  'the log has a line a phase, the summary the session and the counts',
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n', 'docs/empty.md': '' })

    const { log, summary } = await job.publish()

    const [session] = job.sandbox.sessions
    expect(log.split('\n')).toEqual([
      expect.stringContaining('docs/empty.md'),
      '1 document found (4 B), 1 skipped',
      `Session ${session?.id} is open until ${session?.expiresAt}`,
      expect.stringContaining('is closed'),
      expect.stringMatching(/^1 document uploaded \(4 B\), 1 skipped, 0 failed, in [\d.]+ s$/),
      '',
    ])
    const told = [session?.id, 'closed', '1 (4 B), being ingested', 'docs/empty.md', 'Duration']
    expect(told.filter((text) => !summary.includes(text ?? '-'))).toEqual([])
    expect(summary).not.toContain(session?.expiresAt)
    const sha = job.repository.git('rev-parse', 'HEAD')
    expect(summary).toMatch(
      new RegExp(`<a href="https://[^"]+/commit/${sha}"><code>${sha.slice(0, 7)}</code></a>`),
    )
  }),
)

test(
  'the API is asked for one session and for its end, as the vendor’s client asks',
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })

    await job.publish()

    const { apiKey, requests, sessions } = job.sandbox
    const path = `/api/v1/workspaces/${WORKSPACE}/upload_sessions`
    expect(requests).toMatchObject([
      {
        method: 'POST',
        path,
        headers: { authorization: `Bearer ${apiKey}`, accept: 'application/json' },
      },
      { method: 'PUT', path: `${path}/${sessions[0]?.id}`, body: '{"status":"CLOSED"}' },
    ])
    expect(JSON.parse(requests[0]?.body ?? '')).toEqual({
      write_mode: 'OVERWRITE',
      parallel_processing_enabled: false,
    })
    expect(requests[0]?.headers['x-client-source']).toBe('deepset-docs-upload')
  }),
)

test(
  'guarantee 2: each document is stored after its metadata',
  onSandbox(async (job) => {
    job.repository.commit('Write', numbered(60))

    await job.publish()

    const names = job.sandbox.sessions[0]?.objects.map(({ name }) => name) ?? []
    const documents = names.filter((name) => !name.endsWith('.meta.json'))
    const before = documents.filter(
      (name) => names.indexOf(`${name}.meta.json`) < names.indexOf(name),
    )
    expect([names.length, documents.length, before.length]).toEqual([120, 60, 60])
  }),
)

test(
  'a document that is published again replaces the one before',
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })
    await job.publish()
    job.repository.commit('Rewrite', { 'docs/a.md': '# A, again\n' })
    await job.publish()
    await job.sandbox.ingested()

    expect(contents(job)).toEqual({ 'docs__a.md': '# A, again\n' })
    expect(job.sandbox.sessions).toHaveLength(2)
  }),
)

test(
  'a workspace’s name may be any text',
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n' })

    await job.publish({ workspace: 'Hand book/ü?#%41' })

    expect(job.sandbox.workspaces()).toContain('Hand book/ü?#%41')
  }),
)

function contents({ sandbox }: Job): Record<string, string> {
  const files = sandbox.files(WORKSPACE)
  return Object.fromEntries(files.map(({ name, content }) => [name, String(content)]))
}

function metadata({ sandbox }: Job): Record<string, unknown> {
  return Object.fromEntries(sandbox.files(WORKSPACE).map(({ name, meta }) => [name, meta]))
}

function expectedMetadata(
  path: string,
  content: string,
  commit: Record<string, string>,
): Record<string, unknown> {
  return {
    path,
    repository: 'octo-org/handbook',
    ref: 'refs/heads/main',
    ref_name: 'main',
    publisher_id: '1296269',
    publisher_ref: 'refs/heads/main',
    event_name: 'push',
    run_url: 'https://github.com/octo-org/handbook/actions/runs/1658821493',
    commit_author: 'Test Author',
    content_sha256: createHash('sha256').update(content).digest('hex'),
    metadata_sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    ...commit,
  }
}
