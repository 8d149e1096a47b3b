/**
 * Whole runs of the action on this machine: a repository with real documents, those of the package
 * undici, published as a step of a workflow publishes it, into a platform of our own; then kept in step
 * after a day's work.
 */
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { heading, table } from './demo/print.ts'
import { editRepository, makeRepository } from './demo/repository.ts'
import { startGitHub } from './github.ts'
import { runAction } from './runner.ts'
import { startSandbox } from './sandbox.ts'

const WORKSPACE = 'handbook'
const INPUTS = {
  workspace: WORKSPACE,
  glob: 'README.md\ndocs/**/*.md\n!docs/best-practices/proxy.md',
  metadata: 'audience: developers\nproduct: undici',
  'page-url': 'docs/:page*.md https://undici.nodejs.org/#/docs/:page*',
  'front-matter': 'version: string',
}

const folder = await realpath(await mkdtemp(join(tmpdir(), 'demo-')))
const repository = join(folder, 'repository')
const sandbox = await startSandbox()
try {
  heading('The repository')
  console.log(makeRepository(repository))
  await using github = await startGitHub({ folder: repository, id: 1_296_269 })

  heading('The step')
  await runStep(INPUTS, github.apiUrl, 1)
  await sandbox.ingested()
  showFiles()
  showMetadata()

  heading('A day later: one page is edited, one renamed, one deleted')
  console.log(editRepository(repository))
  const inStep = { ...INPUTS, 'skip-unchanged': 'true', prune: 'true' }

  heading('The plan')
  await runStep({ ...inStep, 'dry-run': 'true' }, github.apiUrl, 2)
  heading('The run')
  await runStep(inStep, github.apiUrl, 3)
  showFiles()
} finally {
  await sandbox.stop()
  await rm(folder, { recursive: true })
}

/** Runs the action, and shows its inputs, its log, its outputs and its summary. */
async function runStep(
  inputs: Readonly<Record<string, string>>,
  githubUrl: string,
  run: number,
): Promise<void> {
  table(Object.entries(inputs).map(([name, value]) => [name, value.replaceAll('\n', ' | ')]))
  console.log()
  const result = await runAction({
    action: join(import.meta.dirname, '..'),
    workspace: repository,
    temp: join(folder, 'temp'),
    secrets: [sandbox.apiKey],
    with: { 'api-key': sandbox.apiKey, 'api-url': sandbox.apiUrl, ...inputs },
    environment: { GITHUB_API_URL: githubUrl, GITHUB_RUN_ID: String(1_658_821_493 + run) },
    onLine: console.log,
  })
  // Not 0 where a step failed or a signal ended it.
  process.exitCode ||= result.exitCode ?? 1

  heading('Its outputs')
  // The report file goes with the demo's folder.
  table(Object.entries(result.outputs).filter(([name]) => name !== 'report'))

  heading('Its job summary')
  console.log(result.summary.trim())
}

function showFiles(): void {
  const files = sandbox.files(WORKSPACE).sort((a, b) => (a.name < b.name ? -1 : 1))
  heading(`What the workspace "${WORKSPACE}" now holds: ${files.length} files`)
  const rows = files.map(({ name, size, meta }) => {
    const { commit_date: date, commit_message: message } = meta
    return [name, String(size), String(date).slice(0, 10), String(message)]
  })
  table([['name', 'bytes', 'last commit', ''], ...rows])
}

function showMetadata(): void {
  const example = sandbox.files(WORKSPACE).find(({ meta }) => meta['reviewed'] === true)
  heading(
    `The metadata of ${example?.name ?? 'none'}: found, from inputs and front matter, and from the file beside it`,
  )
  console.log(JSON.stringify(example?.meta, undefined, 2))
}
