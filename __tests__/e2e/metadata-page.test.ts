import { expect, test } from '@jest/globals'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { parse } from 'yaml'
import { readFrontMatterInput } from '../../src/metadata/front-matter-input.ts'
import { pageUrlOf, readPageUrlInput } from '../../src/metadata/page-url.ts'
import { onSandbox, WORKSPACE } from '../support/job.ts'

/** What people read of metadata; here it is tried word for word. */
const page = readFileSync(join(import.meta.dirname, '../../docs/metadata.md'), 'utf8')

function blocks(language: string): string[] {
  const fenced = page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))
  return [...fenced].map(([, content = '']) => content)
}

const Inputs = v.object({
  metadata: v.string(),
  'page-url': v.string(),
  'front-matter': v.string(),
})
const Step = v.tuple([v.object({ with: Inputs })])
const Files = v.object({ data: v.array(v.object({ name: v.string() })) })

test(
  'the page says what a run really sends',
  onSandbox(async (job) => {
    const { repository, sandbox } = job
    const [sidecar = '', example = ''] = blocks('json')
    repository.commit('Say how to get started', {
      'docs/guides/intro.md': blocks('markdown').join(''),
      'docs/guides/intro.md.meta.json': sidecar,
    })
    repository.second -= 60
    repository.git(
      'commit',
      '--quiet',
      '--amend',
      '--no-edit',
      '--author=Mona Lisa <mona@example.com>',
    )
    const step = blocks('yaml').find((block) => block.includes('deepset-docs-upload'))
    const [{ with: inputs }] = v.parse(Step, parse(step ?? ''))
    const release = { tag_name: 'v1.2.0', name: 'Spring' }
    const publish = (given: Record<string, string>) =>
      job.publish(given, {
        event: { name: 'release', payload: { release } },
        environment: { GITHUB_REF: 'refs/tags/v1.2.0', GITHUB_REF_NAME: 'v1.2.0' },
      })

    const result = await publish(inputs)
    expect(result.outcome).toBe('success')
    await sandbox.ingested()
    const [file, ...others] = sandbox.files(WORKSPACE)
    expect(others).toEqual([])
    expect({ ...file?.meta }).toEqual(JSON.parse(example))

    for (const filter of blocks('odata').join('').trim().split('\n')) {
      const query = new URLSearchParams({ filter }).toString()
      const url = `${sandbox.apiUrl}/api/v1/workspaces/${WORKSPACE}/files?${query}`
      const answer = await fetch(url, { headers: { authorization: `Bearer ${sandbox.apiKey}` } })
      const found = v.parse(Files, await answer.json())
      expect([filter, found.data.length]).toEqual([filter, 1])
    }
    const fields = blocks('python')
      .join('')
      .matchAll(/meta\.(\w+)|meta\["(\w+)"\]/g)
    for (const [, filtered, cited] of fields) {
      expect(file?.meta).toHaveProperty(filtered ?? cited ?? '')
    }

    // The table: every key that is found, and its value here.
    rmSync(join(repository.folder, 'docs/guides/intro.md.meta.json'))
    await publish({ 'page-url': inputs['page-url'] })
    await sandbox.ingested()
    const [plain] = sandbox.files(WORKSPACE)
    const rows = page.matchAll(/^\| `(\w+)` +\| .+ \| `(.+)` +\|$/gm)
    expect(Object.fromEntries([...rows].map(([, key, value]) => [key, value]))).toEqual({
      ...plain?.meta,
    })
  }),
)

test('the lines for pages make the addresses that the page shows', () => {
  const rows = [
    ...page.matchAll(/^\| (?:`(.+) (https:.+)`)? +\| `(.+\.md)` +\| `(https:.+)` +\|$/gm),
  ]
  expect(rows.length).toBeGreaterThan(4)
  let rule = ''
  for (const [, pattern, address, path = '', url] of rows) {
    if (pattern !== undefined) rule = `${pattern} ${address ?? ''}`
    expect([path, pageUrlOf(path, readPageUrlInput(rule))]).toEqual([path, url])
  }
})

test('a key of the first table is protected, or a string in front matter', () => {
  const keys = [...page.matchAll(/^\| `(\w+)` +\| .+ \| `.+` +\|$/gm)].map(([, key]) => key)
  expect(keys).toContain('page_url')
  for (const key of keys) expect(() => readFrontMatterInput(`${key ?? ''}: number`)).toThrow()
})
