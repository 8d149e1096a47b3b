import { WORKSPACE } from './job.ts'
import type { Repository } from './repository.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'

export const HANDBOOK = { id: 1296269, full_name: 'octo-org/handbook' }
export const ADVICE = 'neither "ref" nor "repository" nor "path"'

/** The repository's own: a document with metadata beside it, and another. */
export const OWN = {
  'docs/a.md': '# A\n',
  'docs/a.md.meta.json': '{"audience": "all"}',
  'docs/b.md': '# B\n',
}

export type Payload = Record<string, unknown>

export function on(name: string, sha: string, payload: Payload = {}) {
  return { event: { name, payload }, environment: { GITHUB_SHA: sha } }
}

/** A run that waited for another one of this repository, begun by a push to `next`. */
export function afterRun(sha: string, run: Payload) {
  const own = { event: 'push', head_branch: 'next', head_repository: HANDBOOK }
  return on('workflow_run', sha, { workflow_run: { ...own, ...run }, repository: HANDBOOK })
}

/** Commits what a fork's pull request brings, and gives the commits before and after. */
export function forked({ repository }: { readonly repository: Repository }) {
  const base = repository.commit('Write', OWN)
  const head = repository.commit('Pay me', { 'docs/b.md': 'Send money.\n' })
  return { base, head }
}

/** The metadata of what has been ingested, by its name. */
export async function sent({ sandbox }: { readonly sandbox: Sandbox }) {
  await sandbox.ingested()
  return Object.fromEntries(sandbox.files(WORKSPACE).map(({ name, meta }) => [name, { ...meta }]))
}
