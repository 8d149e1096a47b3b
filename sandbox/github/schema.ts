import { buildSchema, GraphQLError } from 'graphql'
import { git } from './git.ts'

/** The part of GitHub's public schema that tells of commits, in its words. */
export const SCHEMA = buildSchema(`
  scalar DateTime
  scalar GitObjectID
  interface GitObject { oid: GitObjectID! }
  type Blob implements GitObject { oid: GitObjectID! }
  type Commit implements GitObject {
    oid: GitObjectID!
    committedDate: DateTime!
    message: String!
    messageHeadline: String!
    author: GitActor
    history(first: Int, path: String): CommitHistoryConnection!
  }
  type CommitHistoryConnection { nodes: [Commit] }
  type GitActor { name: String, email: String }
  type Repository { object(oid: GitObjectID, expression: String): GitObject }
  type Query { repository(owner: String!, name: String!): Repository }
`)

interface Commit {
  readonly __typename: 'Commit'
  readonly oid: string
  readonly committedDate: string
  readonly message: string
  /** GitHub cuts it at 72 characters. */
  readonly messageHeadline: string
  readonly author: { readonly name: string; readonly email: string }
  readonly history: (selection: { path?: string }) => Promise<{ nodes: Commit[] }>
}

/** The root of the schema, for one repository: the one in a folder. */
export function rootOf(folder: string, nameWithOwner: string): Record<string, unknown> {
  return {
    repository: ({ owner, name }: { owner: string; name: string }) => {
      if (`${owner}/${name}` === nameWithOwner) return { object: objectIn(folder) }
      throw new GraphQLError(
        `Could not resolve to a Repository with the name '${owner}/${name}'.`,
        { extensions: { type: 'NOT_FOUND' } },
      )
    },
  }
}

function objectIn(folder: string) {
  return async ({ oid = '' }: { oid?: string }) => {
    const type = await git(folder, 'cat-file', '-t', oid).catch(() => '')
    if (type !== 'commit') return type === '' ? null : { __typename: 'Blob', oid }
    return (await lastCommit(folder, oid)) ?? null
  }
}

async function lastCommit(folder: string, sha: string, path?: string): Promise<Commit | undefined> {
  const format = '--format=%H%x00%cI%x00%an%x00%ae%x00%B'
  const paths = path === undefined ? [] : ['--', path]
  const line = await git(folder, '--literal-pathspecs', 'log', '-1', format, sha, ...paths)
  if (line === '') return undefined
  const [oid = '', date = '', name = '', email = '', message = ''] = line.split('\0')
  const [headline = ''] = message.split('\n')
  return {
    __typename: 'Commit',
    oid,
    committedDate: new Date(date).toISOString().replace('.000', ''),
    message: message.trimEnd(),
    messageHeadline: headline.length > 72 ? `${headline.slice(0, 71)}…` : headline,
    author: { name, email },
    history: async (selection) => {
      const commit = await lastCommit(folder, oid, selection.path)
      return { nodes: commit === undefined ? [] : [commit] }
    },
  }
}
