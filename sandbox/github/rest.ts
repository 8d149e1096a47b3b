import { changedFiles, compared } from './changes.ts'
import { git } from './git.ts'
import type { Refs } from './refs.ts'
import type { RestRoute } from './rest-routes.ts'

/** The repository that REST tells of. */
export interface HostedRepository {
  readonly folder: string
  readonly nameWithOwner: string
  /** What `GITHUB_REPOSITORY_ID` says. */
  readonly id: number
  readonly defaultBranch: string
  readonly refs: Refs
  /** By number, the branch, tag or commit that a pull request is to change, and its head. */
  readonly pulls: Readonly<Record<number, { readonly base: string; readonly head: string }>>
}

export interface RestAnswer {
  readonly status: number
  readonly body: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** GitHub's own limits of a comparison's files, and of a pull request's. */
const MOST_COMPARED_FILES = 300
const MOST_PULL_FILES = 3_000

export const NOT_FOUND: RestAnswer = failure(404, 'Not Found')

/** GitHub's answer, with the fields that a client would read. */
export async function restAnswer(
  hosted: HostedRepository,
  { call, repository, parts: [first = '', second = ''] }: RestRoute,
  url: URL,
): Promise<RestAnswer> {
  // GitHub, too, compares names of repositories without letter case.
  if (repository.toLowerCase() !== hosted.nameWithOwner.toLowerCase()) return NOT_FOUND
  switch (call) {
    case 'repository':
      return repositoryAnswer(hosted)
    case 'ref':
      return refAnswer(hosted, first)
    case 'tag':
      return tagAnswer(hosted, first)
    case 'commit':
      return commitAnswer(hosted, first)
    case 'compare':
      return compareAnswer(hosted, first, second, url)
    case 'pull-files':
      return pullAnswer(hosted, Number(first), url)
    case 'unknown':
      return NOT_FOUND
  }
}

function repositoryAnswer({ id, nameWithOwner, defaultBranch }: HostedRepository): RestAnswer {
  const [, name] = nameWithOwner.split('/')
  return ok({ id, name, full_name: nameWithOwner, default_branch: defaultBranch })
}

async function refAnswer({ refs }: HostedRepository, ref: string): Promise<RestAnswer> {
  const object = await refs.find(ref)
  return object ? ok({ ref: `refs/${ref}`, object }) : NOT_FOUND
}

/** An annotated tag, peeled once: what it points to may be a tag again. */
async function tagAnswer({ folder }: HostedRepository, sha: string): Promise<RestAnswer> {
  const text = await git(folder, 'cat-file', 'tag', sha).catch(() => undefined)
  if (text === undefined) return NOT_FOUND
  const field = (name: string): string | undefined =>
    new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1]
  const object = { sha: field('object'), type: field('type') }
  return ok({ tag: field('tag'), sha, message: text.slice(text.indexOf('\n\n') + 2), object })
}

async function commitAnswer({ folder }: HostedRepository, sha: string): Promise<RestAnswer> {
  const type = await git(folder, 'cat-file', '-t', sha).catch(() => '')
  if (type !== 'commit') return NOT_FOUND
  const [tree, message] = await Promise.all(
    ['%T', '%B'].map((format) => git(folder, 'log', '-1', `--format=${format}`, sha)),
  )
  return ok({ sha, tree: { sha: tree }, message: message?.trimEnd() })
}

/** The files come with the first page alone, whatever the pages are of. */
async function compareAnswer(
  { folder, refs }: HostedRepository,
  baseName: string,
  headName: string,
  { searchParams }: URL,
): Promise<RestAnswer> {
  const [base, head] = await Promise.all([refs.commit(baseName), refs.commit(headName)])
  if (base === undefined || head === undefined) return NOT_FOUND
  const comparison = await compared(folder, base, head)
  if (!comparison) {
    return failure(404, `No common ancestor between ${baseName} and ${headName}.`)
  }
  const { status, aheadBy, behindBy, mergeBase } = comparison
  const isFirst = positive(searchParams, 'page', 1) === 1
  const files = isFirst ? await changedFiles(folder, mergeBase, head) : []
  return ok({
    status,
    ahead_by: aheadBy,
    behind_by: behindBy,
    total_commits: aheadBy,
    base_commit: { sha: base },
    merge_base_commit: { sha: mergeBase },
    files: files.slice(0, MOST_COMPARED_FILES),
  })
}

async function pullAnswer(
  { folder, refs, pulls }: HostedRepository,
  number: number,
  url: URL,
): Promise<RestAnswer> {
  const pull = pulls[number]
  const [base, head] = await Promise.all([
    refs.commit(pull?.base ?? ''),
    refs.commit(pull?.head ?? ''),
  ])
  if (base === undefined || head === undefined) return NOT_FOUND
  const mergeBase = await git(folder, 'merge-base', base, head)
  const files = (await changedFiles(folder, mergeBase, head)).slice(0, MOST_PULL_FILES)
  const perPage = Math.min(positive(url.searchParams, 'per_page', 30), 100)
  const page = positive(url.searchParams, 'page', 1)
  const last = Math.ceil(files.length / perPage)
  const data = files.slice((page - 1) * perPage, page * perPage)
  return page < last ? { ...ok(data), headers: { link: nextLink(url, page, last) } } : ok(data)
}

function nextLink(url: URL, page: number, last: number): string {
  const to = (number: number, rel: string): string => {
    const target = new URL(url)
    target.searchParams.set('page', String(number))
    return `<${target.href}>; rel="${rel}"`
  }
  return `${to(page + 1, 'next')}, ${to(last, 'last')}`
}

function positive(query: URLSearchParams, name: string, fallback: number): number {
  const value = Number(query.get(name) ?? fallback)
  return Number.isInteger(value) && value > 0 ? value : fallback
}

function ok(body: unknown): RestAnswer {
  return { status: 200, body }
}

function failure(status: number, message: string): RestAnswer {
  const documentation = 'https://docs.github.com/rest'
  return { status, body: { message, documentation_url: documentation, status: String(status) } }
}
