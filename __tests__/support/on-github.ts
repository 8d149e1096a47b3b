import { askGitHub, type GitHub, type Told } from '../../src/github/commits.ts'
import { systemClock } from '../../src/network/clock.ts'
import { openNetwork } from '../../src/network/network.ts'
import { startGitHub } from '../../sandbox/github.ts'
import type { GitHubOptions, SandboxGitHub } from '../../sandbox/github.ts'
import { recordingLog } from './reading.ts'
import { Repository, type Snapshot } from './repository.ts'

export const TOKEN = 'ghs_0123456789abcdefghijklmnopqrstuvwxyz'
const NO_PROXY = { http: '', https: '', except: '' }
/** In the first commit. */
export const FILES = { 'a.md': '1', 'docs/b.md': '1', 'docs/grün "x" $p0.md': '1' }

export interface Case {
  readonly repository: Repository
  readonly server: SandboxGitHub
  readonly github: GitHub
  /** Pauses that were asked for, in milliseconds; none is waited for. */
  readonly pauses: number[]
  readonly ask: (paths?: readonly string[], limitSeconds?: number) => Promise<Told>
}

/** A repository of four commits, a GitHub that has it, and what asks. */
export function onGitHub(
  options: Partial<GitHubOptions>,
  work: (given: Case) => Promise<void>,
): () => Promise<void> {
  return async () =>
    Repository.with(
      async (repository) => {
        const head = repository.head
        await using server = await startGitHub({ folder: repository.folder, ...options })
        const pauses: number[] = []
        const github: GitHub = {
          graphqlUrl: new URL(server.graphqlUrl),
          token: TOKEN,
          openNetwork: (connections) => Promise.resolve(openNetwork(NO_PROXY, connections)),
          clock: {
            ...systemClock,
            busy: () => 0,
            random: () => 1,
            sleep: (milliseconds) => {
              pauses.push(milliseconds)
              return Promise.resolve()
            },
          },
        }
        const { signal } = new AbortController()
        const ask: Case['ask'] = async (paths = Object.keys(FILES), limitSeconds = 60) => {
          const question = { repository: 'octo-org/handbook', sha: head, paths }
          const [told] = await askGitHub([question], github, recordingLog([]), signal, limitSeconds)
          return told ?? { commits: new Map(), problem: 'no answer' }
        }
        await work({ repository, server, github, pauses, ask })
      },
      await (fourCommits ??= commitFour()),
    )
}

/** Made once, since it takes a dozen processes. */
let fourCommits: Promise<Snapshot> | undefined

function commitFour(): Promise<Snapshot> {
  return Repository.with((repository) => {
    repository.commit('first', FILES)
    repository.commit('Change b\nin two lines\n\nNot this.', { 'docs/b.md': '2' })
    repository.commit('A long subject, which GitHub cuts. '.repeat(5), { 'c.md': '1' })
    repository.commit('last', { 'a.md': '2' })
    return repository.snapshot()
  })
}

export function shas({ commits }: Told): Record<string, string> {
  return Object.fromEntries([...commits].map(([path, { sha }]) => [path, sha]))
}

export function lastCommits(
  repository: Repository,
  paths: readonly string[],
): Record<string, string> {
  return Object.fromEntries(repository.lastCommits(paths))
}
