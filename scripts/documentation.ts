import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { format, resolveConfig } from 'prettier'
import * as v from 'valibot'
import { parse } from 'yaml'

/** Where pages and workflows stand that name the action. */
const PLACES = ['', 'docs', 'examples', '.github', '.github/ISSUE_TEMPLATE']

/** It tells of versions as they were. */
const CHANGELOG = 'CHANGELOG.md'

const Package = v.object({
  name: v.string(),
  version: v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/)),
  repository: v.pipe(v.string(), v.regex(/^https:\/\/github\.com\/[\w-]+\/[\w.-]+$/)),
})

const Described = v.object({
  description: v.string(),
  required: v.optional(v.boolean(), false),
  default: v.optional(v.string(), ''),
})

const Action = v.object({
  name: v.string(),
  inputs: v.record(v.string(), Described),
  outputs: v.record(v.string(), Described),
})

/** The home of the action on GitHub, and how workflows name it. */
interface Home {
  /** `owner/name` */
  readonly repository: string
  /** Names that it goes by where another owner stands before them. */
  readonly names: readonly string[]
  /** `major.minor.patch` */
  readonly version: string
}

/**
 * What the pages and workflows of a repository should be: its action's home and version as `package.json` has them,
 * tables and headers as `action.yml` has them.
 *
 * @returns the texts by their path in the repository, those included that are so already
 * @throws where `package.json` or `action.yml` lacks what is needed, or a page asks for a table that there is not
 */
export async function documentation(root: string): Promise<ReadonlyMap<string, string>> {
  const read = (path: string): string => readFileSync(join(root, path), 'utf8')
  const { name, version, repository: url } = v.parse(Package, JSON.parse(read('package.json')))
  const repository = new URL(url).pathname.slice(1)
  const home = { repository, names: [name, basename(repository)], version }
  const actionAt = (path: string): v.InferOutput<typeof Action> =>
    v.parse(Action, parse(read(path)))

  const style = await resolveConfig(join(root, 'README.md'))
  const texts = new Map<string, string>()
  for (const path of pagesOf(root)) {
    const named = withHome(read(path), home)
    if (path.endsWith('.md')) {
      texts.set(path, await format(withTables(named, actionAt), { ...style, filepath: path }))
    } else {
      const header = `# ${actionAt('action.yml').name}: ${url}`
      texts.set(path, path.startsWith('examples/') ? withHeader(named, header) : named)
    }
  }
  return texts
}

function pagesOf(root: string): string[] {
  const folders = PLACES.filter((folder) => existsSync(join(root, folder)))
  return folders
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(folder, name)))
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.md') || /\/.*\.yml$/.test(path))
    .filter((path) => path !== CHANGELOG)
    .sort()
}

/**
 * Our own name, wherever it stands, and the version that workflows ask for: the major's tag, or a commit with its version
 * beside it. A commit without one stays, and so does what only speaks of a branch.
 */
function withHome(text: string, { repository, names, version }: Home): string {
  const [major = ''] = version.split('.')
  const ours = names.map((name) => name.replaceAll('.', '\\.')).join('|')
  const name = new RegExp(
    `(?<![\\w.-])[\\w-]+/(?:${ours})(?=/finalize@|[^\\w.-]|$|\\.(?:\\s|$))`,
    'gm',
  )
  const action = `${repository.replaceAll('.', '\\.')}(?:/finalize)?@`
  const end = '(?![\\w/-]|\\.[\\w-]| +# v)'
  const tag = new RegExp(`(${action})v\\d[\\w-]*(?:\\.[\\w-]+)*${end}`, 'g')
  const used = new RegExp(
    `(uses: *["']?${action})(?![0-9a-f]{40})[\\w-]+(?:\\.[\\w-]+)*${end}`,
    'g',
  )
  return text
    .replaceAll(name, repository)
    .replaceAll(tag, `$1v${major}`)
    .replaceAll(used, `$1v${major}`)
    .replaceAll(new RegExp(`(${action}\\w+ +# )v[\\d.]+`, 'g'), `$1v${version}`)
}

/** Below each mark such as `<!-- npm run docs: inputs of action.yml -->` the table that it asks for. */
function withTables(
  page: string,
  actionAt: (path: string) => v.InferOutput<typeof Action>,
): string {
  const marks = /(<!-- npm run docs: (inputs|outputs) of (\S+) -->\n)(?:\n(?:\|.*\n)*)?/g
  return page.replaceAll(marks, (_, mark: string, kind: 'inputs' | 'outputs', path: string) => {
    const action = actionAt(path)
    const table = kind === 'inputs' ? inputTable(action.inputs) : outputTable(action.outputs)
    return `${mark}\n${table}\n`
  })
}

type Descriptions = v.InferOutput<typeof Action>['inputs']

function inputTable(inputs: Descriptions): string {
  const rows = Object.entries(inputs).map(([name, input]) => {
    const meaning = `${linked(input.description)}${input.required ? ' Required.' : ''}`
    return [`\`${name}\``, input.default === '' ? '' : `\`${input.default}\``, meaning]
  })
  return table([['input', 'default', 'meaning'], ['-', '-', '-'], ...rows])
}

function outputTable(outputs: Descriptions): string {
  const rows = Object.entries(outputs).map(([name, output]) => [
    `\`${name}\``,
    linked(output.description),
  ])
  return table([['output', 'meaning'], ['-', '-'], ...rows])
}

/** A page that a description names, which has no links where editors show it. */
function linked(description: string): string {
  return description.replaceAll(
    /\bdocs\/([\w-]+)\.md(?:#([\w-]+))?/g,
    (target, page: string, section?: string) =>
      `[${(section ?? page).replaceAll('-', ' ')}](${target})`,
  )
}

function table(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((cells) => cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | '))
  return lines.map((line) => `| ${line} |\n`).join('')
}

/** An example begins with the action's name and home; what it shows comes below. */
function withHeader(example: string, header: string): string {
  return `${header}\n${example.replace(/^# [^\n]*: https:\/\/github\.com\/\S+\n/, '')}`
}
