import type { Log } from '../log/log.ts'
import type { History } from '../metadata/file-commit.ts'
import type { GitHub, Told } from './commits.ts'

/** Whom to ask for what a shallow clone does not tell; undefined where nobody can be asked. */
export function readGitHub(
  environment: NodeJS.ProcessEnv,
  token: string,
): Pick<GitHub, 'graphqlUrl' | 'token' | 'repository'> | undefined {
  const graphqlUrl = URL.parse(environment['GITHUB_GRAPHQL_URL'] ?? '')
  const repository = environment['GITHUB_REPOSITORY'] ?? ''
  // A header takes nothing else, and a token is made of nothing else.
  if (!/^[!-~]+$/.test(token) || graphqlUrl === null || repository === '') return undefined
  return { graphqlUrl, token, repository }
}

/**
 * Has GitHub tell the commits that are beyond the end of a shallow clone. Those it does not tell
 * stay the checked-out one, and one warning says why and what to do.
 * @throws the signal's reason when the signal aborts
 */
export async function completeShallow(
  history: History,
  github: GitHub | undefined,
  log: Log,
  signal: AbortSignal,
): Promise<History> {
  const beyond = [...history].flatMap(([path, file]) =>
    file.kind === 'checked-out' && file.why === 'shallow' ? [{ path, ...file }] : [],
  )
  const [first] = beyond
  if (first === undefined) return history
  let told: Told = { commits: new Map(), problem: 'there is no "github-token" to ask it with' }
  if (github !== undefined) {
    log.info(`The clone is shallow: GitHub is asked for the commits of ${beyond.length} documents`)
    const paths = beyond.map(({ repositoryPath }) => repositoryPath)
    const { askGitHub } = await import('./commits.ts')
    told = await askGitHub(first.commit.sha, paths, github, log, signal)
  }
  const complete = new Map(history)
  for (const { path, repositoryPath } of beyond) {
    const commit = told.commits.get(repositoryPath)
    if (commit !== undefined) complete.set(path, { kind: 'own', commit, repositoryPath })
  }
  const unknown = beyond.filter(({ repositoryPath }) => !told.commits.has(repositoryPath)).length
  if (unknown > 0) {
    log.warning(
      `The clone is shallow and does not tell when ${unknown} of ${history.size} documents last ` +
        'changed: their metadata name the commit that is checked out. Give actions/checkout ' +
        '"fetch-depth: 0"; or let GitHub tell, which takes the job\'s permission "contents: read". ' +
        `It did not: ${told.problem ?? 'it does not know these files'}.`,
    )
  }
  return complete
}
