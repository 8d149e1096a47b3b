import { execFile, spawnSync } from 'node:child_process'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from '@jest/globals'
import { onSandbox, WORKSPACE } from '../support/job.ts'
import { workspace } from '../support/workspace.ts'

const COMMAND = join(import.meta.dirname, '../../sandbox/step.ts')
const run = promisify(execFile)

test(
  'npm run step publishes a folder as a step does, and shows what came of it',
  onSandbox(async ({ repository, sandbox }) => {
    repository.commit('Write', { 'docs/a.md': '# A\n', 'docs/empty.md': '' })
    const inputs = {
      'Api-Url': sandbox.apiUrl,
      'api-key': sandbox.apiKey,
      workspace: WORKSPACE,
      glob: 'docs/**/*.md\n!docs/b.md',
    }
    const given = Object.entries(inputs).map(([name, value]) => `${name}=${value}`)
    const environment = {
      ...process.env,
      // As npm says where it was called.
      INIT_CWD: dirname(repository.folder),
      GITHUB_REPOSITORY: 'me/mine',
      TMPDIR: dirname(repository.folder),
    }

    const { stdout } = await run(
      process.execPath,
      [COMMAND, basename(repository.folder), ...given],
      {
        env: environment,
      },
    )

    expect(stdout).toContain('##[warning]docs/empty.md: ')
    expect(stdout).toMatch(/^documents-uploaded +1$/m)
    expect(stdout).toContain('<h3>Uploaded to workspace')
    await sandbox.ingested()
    expect(sandbox.files(WORKSPACE)).toMatchObject([
      { name: 'docs__a.md', meta: { repository: 'me/mine' } },
    ])
  }),
)

test('a step that fails, and one that is not written as it should be, end so', () => {
  const folder = workspace()
  const statusOf = (...given: string[]) =>
    spawnSync(process.execPath, [COMMAND, ...given], { env: { ...process.env, TMPDIR: folder } })
      .status
  expect(statusOf(folder, 'glob=docs/**')).toBe(1)
  expect(statusOf(folder, 'docs/**')).toBe(2)
  expect(statusOf(folder, 'skip-unchange=true')).toBe(2)
  expect(statusOf(folder, 'constructor=true')).toBe(2)
  expect(statusOf(folder, 'glob=a', 'Glob=b')).toBe(2)
  expect(statusOf(COMMAND, 'glob=docs/**')).toBe(2)
  expect(statusOf()).toBe(2)
})
