/**
 * `npm run step -- FOLDER INPUT=VALUE…`: publishes a repository on this machine as a step of a workflow does, with its post
 * step, and shows log, outputs and summary. Of the environment it takes what `TOLD` names.
 */
import { mkdtempSync, realpathSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { heading, table } from './demo/print.ts'
import { startGitHub } from './github.ts'
import { git } from './github/git.ts'
import { runAction, runPost } from './runner.ts'
import { readDefinition } from './runner/definition.ts'

const USAGE = `npm run step -- FOLDER INPUT=VALUE…
FOLDER is a repository, each INPUT one of action.yml: api-url, api-key, workspace and glob at least.`

/** What the run is said to be of, where that is not octo-org/handbook and the branch that is checked out. */
const TOLD = [
  ...['GITHUB_REPOSITORY', 'GITHUB_REPOSITORY_ID', 'GITHUB_REF', 'GITHUB_REF_NAME'],
  ...['GITHUB_EVENT_NAME', 'GITHUB_RUN_ID', 'GITHUB_RUN_ATTEMPT'],
]
const LONGEST_JOB_MS = 6 * 60 * 60 * 1000

const [folder, ...words] = process.argv.slice(2)
const inputs = words.map((text) => /^([^=]+)=(.*)$/s.exec(text))
if (folder === undefined || inputs.includes(null)) {
  console.error(USAGE)
  process.exit(2)
}
// As in a workflow, the letter case of an input's name does not matter.
const values = Object.fromEntries(
  inputs.map((input) => [input?.[1]?.toLowerCase() ?? '', input?.[2] ?? '']),
)
const action = join(import.meta.dirname, '..')
const { inputs: known } = readDefinition(action)
const unknown = Object.keys(values).filter((name) => !Object.hasOwn(known, name))
if (unknown.length > 0) {
  console.error(`action.yml has no input ${unknown.join(', ')}.\n\n${USAGE}`)
  process.exit(2)
}
if (Object.keys(values).length < words.length) {
  console.error(`Each input can be given once.\n\n${USAGE}`)
  process.exit(2)
}
const told = TOLD.map((name) => [name, process.env[name] ?? ''] as const)
// npm changes the folder to that of its package, and names the one it was called in.
const given = resolve(process.env['INIT_CWD'] ?? '', folder)
if (statSync(given, { throwIfNoEntry: false })?.isDirectory() !== true) {
  console.error(`There is no folder ${given}.\n\n${USAGE}`)
  process.exit(2)
}
const workspace = realpathSync(given)
// Without a branch, or without a repository, it is as if there were one.
const branch = await git(workspace, 'symbolic-ref', '--short', 'HEAD').then(
  (name) => name.trim(),
  () => 'main',
)
// It has the repository as it is here: so the run is always of the newest commit.
await using github = await startGitHub({
  folder: workspace,
  nameWithOwner: process.env['GITHUB_REPOSITORY'] || 'octo-org/handbook',
})
const step = {
  action,
  workspace,
  temp: realpathSync(mkdtempSync(join(tmpdir(), 'step-'))),
  secrets: [values['api-key'] ?? ''],
  with: values,
  environment: {
    GITHUB_REF: `refs/heads/${branch}`,
    GITHUB_REF_NAME: branch,
    GITHUB_API_URL: github.apiUrl,
    GITHUB_GRAPHQL_URL: github.graphqlUrl,
    ...Object.fromEntries(told.filter(([, value]) => value !== '')),
  },
  timeoutMs: LONGEST_JOB_MS,
  onLine: console.log,
}

heading('The step')
const main = await runAction(step)
heading('Its post step')
await runPost(step, main)
heading('Its outputs')
table(Object.entries(main.outputs))
heading('Its job summary')
console.log(main.summary.trim())
process.exitCode = main.exitCode ?? 1
