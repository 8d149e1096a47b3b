import { withoutSecrets } from '../log/secrets.ts'
import * as v from 'valibot'
import { subjectOf, toCommit, type Commit } from '../metadata/commit.ts'

/** Files as they are at a commit of a repository. */
export interface Question {
  /** `owner/name` */
  readonly repository: string
  readonly sha: string
  /** Relative to the repository's top. */
  readonly paths: readonly string[]
}

/** What GitHub's answer says. `refused`: it will say no more to others of the kind. */
type Reading =
  | {
      readonly kind: 'commits'
      /** By path. */
      readonly commits: ReadonlyMap<string, Commit>
      /** Paths that GitHub had no time for. */
      readonly left: readonly string[]
    }
  | { readonly kind: 'refused'; readonly why: string }

/** The query with its variables: a field for each path, and the paths as variables, never as text. */
export function writeQuery({ repository, sha, paths }: Question): {
  readonly query: string
  readonly variables: Readonly<Record<string, string>>
} {
  const [owner = '', name = ''] = repository.split('/')
  const parameters = paths.map((_, index) => `, $p${index}: String!`).join('')
  const fields = paths
    .map((_, index) => `f${index}: history(first: 1, path: $p${index}) { nodes { ...last } }`)
    .join('\n')
  return {
    query: `query ($owner: String!, $name: String!, $oid: GitObjectID!${parameters}) {
repository(owner: $owner, name: $name) { object(oid: $oid) { ... on Commit {
${fields}
} } } }
fragment last on Commit { oid committedDate message author { name } }`,
    variables: {
      owner,
      name,
      oid: sha,
      ...Object.fromEntries(paths.map((path, index) => [`p${index}`, path])),
    },
  }
}

const LastCommit = v.object({
  oid: v.pipe(v.string(), v.regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/)),
  committedDate: v.string(),
  message: v.string(),
  author: v.nullish(v.object({ name: v.nullish(v.string(), '') })),
})
const Answer = v.object({
  data: v.nullish(
    v.object({
      repository: v.nullish(
        v.object({
          object: v.nullish(
            v.record(v.string(), v.nullish(v.object({ nodes: v.array(LastCommit) }))),
          ),
        }),
      ),
    }),
  ),
  errors: v.optional(
    v.array(v.object({ type: v.optional(v.string(), ''), message: v.optional(v.string(), '') })),
    [],
  ),
})

/** A query that takes GitHub more than 10 s, or more of anything else than it gives to one. */
const TOO_MUCH = /timeout|timed out|too long|resource limit|something went wrong/i

/** Reads an answer with HTTP status 200. Never throws. */
export function readReply(data: unknown, question: Question): Reading {
  const parsed = v.safeParse(Answer, data)
  if (!parsed.success) return refused('it answered with something other than its GraphQL API does')
  const { data: answer, errors } = parsed.output
  const tooMuch = errors.some(({ type, message }) =>
    TOO_MUCH.test(`${type.replaceAll('_', ' ')} ${message}`),
  )
  const found = answer?.repository?.object
  if (found === undefined || found === null) {
    const [error] = errors
    if (tooMuch) return { kind: 'commits', commits: new Map(), left: question.paths }
    if (error?.type === 'RATE_LIMITED') return refused('its rate limit is used up')
    if (error !== undefined) return refused(`it says "${inShort(error.message)}"`)
    return refused(`it does not know the commit ${question.sha} of ${question.repository}`)
  }
  const commits = new Map<string, Commit>()
  for (const [index, path] of question.paths.entries()) {
    const last = found[`f${index}`]?.nodes[0]
    if (last === undefined) continue
    const { oid, committedDate, message, author } = last
    commits.set(
      path,
      toCommit(oid, Date.parse(committedDate), author?.name ?? '', subjectOf(message)),
    )
  }
  const left = tooMuch ? question.paths.filter((path) => !commits.has(path)) : []
  return { kind: 'commits', commits, left }
}

/** A server's words, as much of them as one line shows. */
export function inShort(words: string): string {
  const safe = withoutSecrets(words)
  return safe.length > 200 ? `${safe.slice(0, 200)}…` : safe
}

function refused(why: string): Reading {
  return { kind: 'refused', why }
}
