import { listed } from '../log/figures.ts'
import type { Log } from '../log/log.ts'
import type { FileCommit, History } from '../metadata/file-commit.ts'
import type { GitHub, Told } from './commits.ts'
import type { Question } from './query.ts'

/** Where GitHub's APIs are, and as whom to ask them. */
export interface GitHubAccess extends Pick<GitHub, 'graphqlUrl' | 'token'> {
  /** Of REST; undefined where the runner does not tell. */
  readonly apiUrl: URL | undefined
}

/** Whom to ask for what a clone does not tell; undefined where nobody can be asked. */
export function readGitHub(
  environment: NodeJS.ProcessEnv,
  token: string,
): GitHubAccess | undefined {
  const graphqlUrl = URL.parse(environment['GITHUB_GRAPHQL_URL'] ?? '')
  const apiUrl = URL.parse(environment['GITHUB_API_URL'] ?? '') ?? undefined
  // A header takes nothing else, and a token is made of nothing else.
  return /^[!-~]+$/.test(token) && graphqlUrl !== null ? { graphqlUrl, apiUrl, token } : undefined
}

/** Files of one repository whose own commits are beyond the end of its shallow clone. */
interface Beyond {
  /** `owner/name`, empty where that is not known. */
  readonly repository: string
  /** The commit that is checked out. */
  readonly sha: string
  readonly files: { readonly path: string; readonly file: ShallowFile }[]
}

type ShallowFile = Extract<FileCommit, { kind: 'checked-out' }>

/**
 * Has GitHub tell the commits that are beyond the end of shallow clones, each repository's by queries
 * of its own. Those it does not tell stay the checked-out one, and one warning says why and what to do.
 * @throws the signal's reason when the signal aborts
 */
export async function completeShallow(
  history: History,
  github: GitHub | undefined,
  log: Log,
  signal: AbortSignal,
): Promise<History> {
  const repositories = groupShallow(history)
  if (repositories.length === 0) return history
  const complete = new Map(history)
  const reasons: string[] = []
  let unknown = 0
  for (const [{ repository: name, files }, told] of await ask(repositories, github, log, signal)) {
    const before = unknown
    for (const { path, file } of files) {
      const { repositoryPath, repository } = file
      const commit = told.commits.get(repositoryPath)
      if (commit === undefined) unknown += 1
      else complete.set(path, { kind: 'own', commit, repositoryPath, repository })
    }
    const of = repositories.length === 1 || name === '' ? '' : `of ${name}: `
    if (unknown > before) reasons.push(`${of}${told.problem ?? 'it does not know these files'}`)
  }
  if (unknown > 0) {
    const clones =
      repositories.length === 1 ? 'The clone is shallow and does' : 'Clones are shallow and do'
    log.warning(
      `${clones} not show when ${unknown} of ${history.size} documents last changed: their metadata ` +
        'name the commit that is checked out. Give actions/checkout "fetch-depth: 0" and ' +
        '"filter: blob:none", which is fast, since it fetches no old contents; or let GitHub supply the ' +
        'commits, which needs the permission "contents: read" and is enough for a few thousand ' +
        `documents. GitHub did not: ${listed(reasons)}.`,
    )
  }
  return complete
}

function groupShallow(history: History): Beyond[] {
  const groups = new Map<string, Beyond>()
  for (const [path, file] of history) {
    if (file.kind !== 'checked-out' || file.why !== 'shallow') continue
    const repository = file.repository?.name ?? ''
    const { sha } = file.commit
    const key = `${repository} ${sha}`
    const group = groups.get(key) ?? { repository, sha, files: [] }
    groups.set(key, group)
    group.files.push({ path, file })
  }
  return [...groups.values()].sort(byRepository)
}

/** By name, whichever history was read first; what has none comes last. */
function byRepository({ repository: one }: Beyond, { repository: other }: Beyond): number {
  if (one === '' || other === '') return Number(one === '') - Number(other === '')
  return one < other ? -1 : 1
}

async function ask(
  repositories: readonly Beyond[],
  github: GitHub | undefined,
  log: Log,
  signal: AbortSignal,
): Promise<ReadonlyMap<Beyond, Told>> {
  const why =
    github === undefined
      ? 'there is no "github-token" to ask it with'
      : 'the remote "origin" is not a repository of this GitHub'
  const untold: Told = { commits: new Map(), problem: why }
  const told = new Map(repositories.map((each) => [each, untold]))
  const known = repositories.filter(({ repository }) => repository !== '')
  if (github === undefined || known.length === 0) return told
  const documents = known.reduce((sum, { files }) => sum + files.length, 0)
  log.info(`The clone is shallow: GitHub is asked for the commits of ${documents} documents`)
  const { askGitHub } = await import('./commits.ts')
  const questions = known.map(toQuestion)
  for (const [index, answer] of (await askGitHub(questions, github, log, signal)).entries()) {
    const repository = known[index]
    if (repository !== undefined) told.set(repository, answer)
  }
  return told
}

function toQuestion({ repository, sha, files }: Beyond): Question {
  return { repository, sha, paths: files.map(({ file }) => file.repositoryPath) }
}
