import { expect, test } from '@jest/globals'
import { onSandbox, WORKSPACE } from './job.ts'
import type { Job } from './job.ts'

test(
  'documents arrive, each with the metadata of its own last commit',
  onSandbox(async (job) => {
    const first = job.repository.commit('Write A', {
      'docs/a.md': '# A\n',
      'README.md': '# Not this\n',
    })
    const second = job.repository.commit('Write C', { 'docs/b/c d.md': '# C\n' })

    const result = await job.publish()
    await job.sandbox.ingested()

    expect(result.outcome).toBe('success')
    expect(contents(job)).toEqual({
      'docs__a.md': ['# A\n', first],
      'docs__b__c d.md': ['# C\n', second],
    })
    expect(result.outputs).toMatchObject({ 'documents-uploaded': '2', 'documents-matched': '2' })
  }),
)

function contents({ sandbox }: Job): Record<string, unknown> {
  const files = sandbox.files(WORKSPACE)
  return Object.fromEntries(
    files.map(({ name, content, meta }) => [name, [String(content), meta['commit_sha']]]),
  )
}
