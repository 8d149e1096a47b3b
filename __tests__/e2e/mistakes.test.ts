import { expect, test } from '@jest/globals'
import { errorsOf, warningsOf } from '../support/checks.ts'
import { numbered } from '../support/documents.ts'
import { onSandbox } from '../support/job.ts'

test(
  'several patterns on a line: an error where nothing else matches, else a warning',
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'docs/a.md': '# A\n', 'docs/b, c.md': '# B\n' })
    const hint = /is one pattern, in which spaces and commas.*put each pattern on its own line/

    const alone = await job.publish({ glob: 'docs/*.md README.md' })
    expect(errorsOf(alone)).toEqual([expect.stringMatching(hint)])

    const glob = 'docs/a.md\ndocs/*, c.md\ndocs/*.md, api/*.md'
    const beside = await job.publish({ glob, 'dry-run': 'true' })
    expect(warningsOf(beside)).toEqual([expect.stringMatching(hint)])
    expect(warningsOf(beside)[0]).toMatch(/^"docs\/\*\.md, api\/\*\.md" is/)
  }),
)

test(
  'a checkout with "path": the message says to begin patterns with that folder',
  onSandbox(async (job) => {
    job.repository.commit('Write', { 'README.md': '# A\n' })
    job.repository.git('init', '--quiet', 'handbook')
    job.repository.write('handbook/docs/a.md', '# A\n')

    const result = await job.publish({ glob: 'docs/**/*.md' })

    expect(errorsOf(result)).toEqual([
      expect.stringContaining('begin the patterns with "handbook/docs".'),
    ])
  }),
)

test(
  'one failure for all documents is one row of the summary, and each is in the report',
  onSandbox(async (job) => {
    job.repository.commit('Write', { ...numbered(41), 'docs/empty.md': '' })

    const { outputs, summary } = await job.publish({ 'api-key': `api_${'f'.repeat(36)}` })

    expect(outputs['documents-failed']).toBe('41')
    expect(summary.match(/<td>failed<\/td>/g)).toHaveLength(1)
    expect(summary).toMatch(
      /<td>41 documents: .* and 36 more<\/td><td>failed<\/td><td>Not sent: .*401/,
    )
    expect(summary).toMatch(/docs\/empty\.md<\/code>.*<td>skipped<\/td>/)
  }),
)
