import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import * as v from 'valibot'
import { onSandbox, WORKSPACE } from '../support/job.ts'

const Report = v.object({
  documents: v.array(
    v.object({
      path: v.string(),
      name: v.optional(v.string()),
      outcome: v.string(),
      metadata: v.optional(v.record(v.string(), v.unknown())),
    }),
  ),
})

test(
  'a dry run shows names and metadata as they would be sent: fifty in the summary, all in the report',
  onSandbox(async (job) => {
    const numbers = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'))
    job.repository.commit('Write', {
      ...Object.fromEntries(numbers.map((number) => [`docs/${number}.md`, `# Page ${number}\n`])),
      'docs/00.md.meta.json': '{"audience": "<b>admins</b>", "tags": ["x", "y"], "level": 2}',
      'docs/empty.md': '',
      'docs/large.txt': 'x'.repeat(2_000_000),
    })
    const metadata = 'owner: team'
    const rehearsal = await job.publish({ 'dry-run': 'true', metadata, 'name-prefix': 'v1/' })
    expect(rehearsal.outcome).toBe('success')
    expect(job.sandbox.requests).toEqual([])

    const { summary, outputs } = rehearsal
    const sha = job.repository.git('rev-parse', 'HEAD')
    expect(summary).toMatch(
      new RegExp(
        `<td><a href="https://[^"]+/blob/${sha}/docs/00.md"><code>docs/00.md</code></a></td><td><code>v1__docs__00.md</code></td><td>Page 00</td>`,
      ),
    )
    expect(summary).toContain('<td>Would be uploaded</td><td>61</td>')
    expect(summary).toContain('<td>Skipped</td><td>1</td>')
    for (const key of ['commit_sha', 'owner', 'run_url', 'repository']) {
      expect(summary.split(`<code>${key}</code>`)).toHaveLength(2)
    }
    expect(rehearsal.log).toContain('Dry run: 61 documents would be uploaded')
    for (const shown of ['Page 49', '&lt;b&gt;admins&lt;/b&gt;', '[&quot;x&quot;,']) {
      expect(summary).toContain(shown)
    }
    expect(summary).not.toContain('Page 50')
    expect(summary).toContain('And 11 more in the report file.')
    // The one that would not be sent is a problem, as in any run.
    expect(summary).toContain('<td><code>docs/empty.md</code></td><td>skipped</td>')

    const report = v.parse(Report, JSON.parse(readFileSync(outputs['report'] ?? '', 'utf8')))
    const foretold = report.documents.filter((entry) => entry.metadata !== undefined)
    expect(foretold).toHaveLength(61)
    expect(new Set(report.documents.map(({ outcome }) => outcome))).toEqual(new Set(['skipped']))

    // And just that is sent.
    const run = await job.publish({ metadata, 'name-prefix': 'v1/' })
    expect(run.outcome).toBe('success')
    await job.sandbox.ingested()
    const sent = job.sandbox.files(WORKSPACE).map(({ name, meta }) => [name, { ...meta }])
    const expected = foretold.map((entry) => [entry.name, entry.metadata])
    expect(Object.fromEntries(sent)).toEqual(Object.fromEntries(expected))
    expect(run.summary).not.toMatch(/would be uploaded/i)
  }),
)

test(
  'a preview is cut where it would be too much',
  onSandbox(async (job) => {
    const large = (document: number): string =>
      JSON.stringify(
        Object.fromEntries(
          Array.from({ length: 500 }, (_, key) => [
            `key-${key}`,
            `${document}${'&'.repeat(1_000)}`,
          ]),
        ),
      )
    const numbers = Array.from({ length: 40 }, (_, number) => number)
    job.repository.commit('Write', {
      ...Object.fromEntries(numbers.map((number) => [`docs/${number}.md`, `# ${number}\n`])),
      ...Object.fromEntries(
        numbers.map((number) => [`docs/${number}.md.meta.json`, large(number)]),
      ),
    })
    const { summary, outcome } = await job.publish({ 'dry-run': 'true' })
    expect(outcome).toBe('success')
    expect(Buffer.byteLength(summary)).toBeLessThan(450 * 1024)
    expect(summary).toMatch(/And \d+ more in the report file/)
    expect(summary).toMatch(/and \d+ more keys/)
  }),
)
