import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { documentation } from '../../scripts/documentation.ts'
import { workspace, write } from '../support/workspace.ts'

const ROOT = join(import.meta.dirname, '../..')

const ABOUT = {
  name: 'docs-upload',
  version: '1.2.3',
  repository: 'https://github.com/acme/docs-upload',
}
const FILES = {
  'package.json': JSON.stringify(ABOUT),
  'action.yml': `
name: Publish
inputs:
  glob: { description: 'One a line; see docs/metadata.md#front-matter.', required: true }
  mode: { description: A or B, default: A }
outputs:
  count: { description: How many. }
`,
  'README.md': `# Title

<!-- npm run docs: inputs of action.yml -->

| what | stood | there |
| --- | --- | --- |
| before | this | day |

Between.

<!-- npm run docs: outputs of action.yml -->

\`\`\`yaml
- uses: acme/docs-upload@v0.9
- uses: acme/docs-upload@main
- uses: acme/docs-upload@v1.0.0-beta
- uses: acme/docs-upload/finalize@v0
- uses: acme/docs-upload@af8c4c15b84551659fa73cd04a5c0ebebc534f32 # v1.0.0
- uses: actions/checkout@v6
\`\`\`

Not \`acme/docs-upload@main\`, but \`acme/docs-upload@v1\`; a branch is acme/docs-upload@feature/x.

\`\`\`yaml
- uses: acme/docs-upload@af8c4c15b84551659fa73cd04a5c0ebebc534f32
- uses: acme/docs-upload@refs/heads/main
\`\`\`

Of acme/docs-upload. See https://github.com/acme/docs-upload, not acme/docs-upload-more, \`x/acme/docs-upload.ts\`.
`,
  'CHANGELOG.md': 'Move from acme/docs-upload@v0 to `@v1`.\n',
  'examples/push.yml': '# What it shows.\non: push\n',
}

async function pages(folder: string): Promise<Record<string, string>> {
  return Object.fromEntries(await documentation(folder))
}

test('the pages and examples here are what npm run docs makes of them', async () => {
  const texts = await documentation(ROOT)
  expect([...texts.keys()]).toEqual(expect.arrayContaining(['README.md', 'docs/sessions.md']))
  for (const [path, text] of texts) {
    expect([path, readFileSync(join(ROOT, path), 'utf8')]).toEqual([path, text])
  }
})

test.each(['action.yml', 'finalize/action.yml'])('README.md has the tables of %s', (path) => {
  const page = readFileSync(join(ROOT, 'README.md'), 'utf8')
  for (const kind of ['inputs', 'outputs'])
    expect(page).toContain(`\n<!-- npm run docs: ${kind} of ${path} -->\n\n| ${kind.slice(0, -1)} `)
})

test('tables and headers come from action.yml, versions from package.json', async () => {
  const { 'README.md': page, 'examples/push.yml': example } = await pages(workspace(FILES))
  const rows = page?.split('\n').filter((line) => line.startsWith('|')) ?? []
  expect(rows.map((row) => row.replaceAll(/ +\|/g, ' |').replaceAll(/-{2,}/g, '-'))).toEqual([
    '| input | default | meaning |',
    '| - | - | - |',
    '| `glob` | | One a line; see [front matter](docs/metadata.md#front-matter). Required. |',
    '| `mode` | `A` | A or B |',
    '| output | meaning |',
    '| - | - |',
    '| `count` | How many. |',
  ])
  expect(page).toContain('\n\nBetween.\n\n<!-- npm run docs: outputs of action.yml -->\n\n|')
  expect(page).toContain(`- uses: acme/docs-upload@v1
- uses: acme/docs-upload@v1
- uses: acme/docs-upload@v1
- uses: acme/docs-upload/finalize@v1
- uses: acme/docs-upload@af8c4c15b84551659fa73cd04a5c0ebebc534f32 # v1.2.3
- uses: actions/checkout@v6
`)
  expect(page).toContain(
    'Not `acme/docs-upload@main`, but `acme/docs-upload@v1`; a branch is acme/docs-upload@feature/x.\n',
  )
  expect(page).toContain(`
- uses: acme/docs-upload@af8c4c15b84551659fa73cd04a5c0ebebc534f32
- uses: acme/docs-upload@refs/heads/main
`)
  expect(example).toBe(
    '# Publish: https://github.com/acme/docs-upload\n# What it shows.\non: push\n',
  )
})

test('another home is named everywhere, and only the home', async () => {
  const folder = workspace(FILES)
  for (const [path, text] of await documentation(folder)) write(folder, path, text)
  const about = {
    ...ABOUT,
    version: '2.0.0',
    repository: 'https://github.com/octo-org/docs-upload',
  }
  write(folder, 'package.json', JSON.stringify(about))
  const { 'README.md': page = '', 'examples/push.yml': example } = await pages(folder)
  expect(page.match(/acme\/.*/g)).toEqual(['acme/docs-upload-more, `x/acme/docs-upload.ts`.'])
  expect(page).toContain('- uses: octo-org/docs-upload/finalize@v2\n')
  expect(page).toContain('Of octo-org/docs-upload. See https://github.com/octo-org/docs-upload,')
  expect(example).toMatch(
    /^# Publish: https:\/\/github\.com\/octo-org\/docs-upload\n# What it shows/,
  )
})

test('what is written once is not written again', async () => {
  const folder = workspace(FILES)
  const once = await documentation(folder)
  for (const [path, text] of once) write(folder, path, text)
  expect(await documentation(folder)).toEqual(once)
})
