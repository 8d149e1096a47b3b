/**
 * A whole run of the action on this machine: a repository with real documents, those of the package
 * undici, published as a step of a workflow publishes it, into a platform of our own.
 */
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { heading, table } from './demo/print.ts'
import { makeRepository } from './demo/repository.ts'
import { runAction } from './runner.ts'
import { startSandbox } from './sandbox.ts'

const WORKSPACE = 'handbook'

const folder = await realpath(await mkdtemp(join(tmpdir(), 'demo-')))
const sandbox = await startSandbox()
try {
  heading('The repository')
  console.log(makeRepository(join(folder, 'repository')))

  heading('The step')
  const inputs = {
    workspace: WORKSPACE,
    glob: 'README.md\ndocs/**/*.md\n!docs/best-practices/proxy.md',
    metadata: 'audience: developers\nproduct: undici',
    'page-url': 'docs/:page*.md https://undici.nodejs.org/#/docs/:page*',
    'front-matter': 'version: string',
  }
  table(Object.entries(inputs).map(([name, value]) => [name, value.replaceAll('\n', ' | ')]))
  const result = await runAction({
    action: join(import.meta.dirname, '..'),
    workspace: join(folder, 'repository'),
    temp: join(folder, 'temp'),
    secrets: [sandbox.apiKey],
    with: {
      'api-key': sandbox.apiKey,
      'api-url': sandbox.apiUrl,
      ...inputs,
    },
    onLine: console.log,
  })
  // Not 0 where the step failed or a signal ended it.
  process.exitCode = result.exitCode ?? 1

  heading('Its outputs')
  // The report file goes with the demo's folder.
  table(Object.entries(result.outputs).filter(([name]) => name !== 'report'))

  heading('Its job summary')
  console.log(result.summary.trim())

  await sandbox.ingested()
  const files = sandbox.files(WORKSPACE).sort((a, b) => (a.name < b.name ? -1 : 1))
  heading(`What the workspace "${WORKSPACE}" now holds: ${files.length} files`)
  const rows = files.map(({ name, size, meta }) => {
    const { commit_date: date, commit_message: message } = meta
    return [name, String(size), String(date).slice(0, 10), String(message)]
  })
  table([['name', 'bytes', 'last commit', ''], ...rows])

  const example = files.find(({ meta }) => meta['reviewed'] === true)
  heading(
    `The metadata of ${example?.name ?? 'none'}: found, from inputs and front matter, and from the file beside it`,
  )
  console.log(JSON.stringify(example?.meta, undefined, 2))
} finally {
  await sandbox.stop()
  await rm(folder, { recursive: true })
}
