import { describe, expect, test } from '@jest/globals'
import { array, looseObject, optional, parse, string } from 'valibot'
import { startGitHub } from '../../sandbox/github.ts'
import type { GitHubOptions, SandboxGitHub } from '../../sandbox/github.ts'
import { Repository } from '../support/repository.ts'

const TOKEN = 'ghs_0123456789abcdefghijklmnopqrstuvwxyz'
const files = array(
  looseObject({ filename: string(), status: string(), previous_filename: optional(string()) }),
)
const comparison = looseObject({ status: string(), files })

/** A test with a repository of one commit and a GitHub that has it. */
function hosted(
  options: Partial<GitHubOptions>,
  work: (repository: Repository, github: SandboxGitHub) => Promise<void>,
): () => Promise<void> {
  return () =>
    Repository.with(async (repository) => {
      repository.commit('first', { 'a.md': 'a\n'.repeat(9), 'b.md': 'b\n'.repeat(9) })
      await using github = await startGitHub({ folder: repository.folder, ...options })
      await work(repository, github)
    })
}

async function get(
  github: SandboxGitHub,
  path: string,
  authorization = `Bearer ${TOKEN}`,
  repository = 'octo-org/handbook',
) {
  const headers = { ...(authorization !== '' && { authorization }), connection: 'close' }
  const response = await fetch(`${github.apiUrl}/repos/${repository}${path}`, { headers })
  const body: unknown = await response.json()
  return { status: response.status, body, link: response.headers.get('link') }
}

async function changes(github: SandboxGitHub, path: string): Promise<string[]> {
  const { files } = parse(comparison, (await get(github, path)).body)
  return files.map(({ status, filename, previous_filename: old = '' }) =>
    `${status} ${filename} ${old}`.trim(),
  )
}

describe("GitHub's REST", () => {
  test(
    'tells of the repository, whatever the letter case of its name',
    hosted({ id: 42, defaultBranch: 'trunk' }, async (_, github) => {
      const body = {
        id: 42,
        name: 'handbook',
        full_name: 'octo-org/handbook',
        default_branch: 'trunk',
      }
      expect(await get(github, '')).toMatchObject({ status: 200, body })
      expect((await get(github, '', undefined, 'Octo-Org/Handbook')).status).toBe(200)
      expect(await get(github, '', undefined, 'octo-org/other')).toMatchObject({
        status: 404,
        body: { message: 'Not Found' },
      })
      expect((await get(github, '/branches')).status).toBe(404)
    }),
  )

  test(
    'takes the token alone, and is not there for strangers',
    hosted({}, async (_, github) => {
      for (const authorization of [`Bearer ${TOKEN}`, `token ${TOKEN}`])
        expect((await get(github, '/git/ref/heads/main', authorization)).status).toBe(200)
      expect((await get(github, '/git/ref/heads/main', 'Bearer another')).status).toBe(401)
      expect((await get(github, '/git/ref/heads/main', '')).status).toBe(404)
      expect(github.restRequests.map(({ call, status }) => [call, status])).toEqual([
        ['ref', 200],
        ['ref', 200],
        ['ref', 401],
        ['ref', 404],
      ])
      expect(github.restRequests[0]).toMatchObject({
        method: 'GET',
        path: '/repos/octo-org/handbook/git/ref/heads/main',
        authorization: `Bearer ${TOKEN}`,
      })
      expect(github.requests).toEqual([])
    }),
  )

  test(
    'tells where branches and tags are, and peels annotated ones',
    hosted({}, async (repository, github) => {
      const sha = repository.git('rev-parse', 'HEAD')
      repository.git('branch', 'feature/ä')
      repository.git('tag', 'light')
      repository.git('tag', '--annotate', '--message', 'The first\n\nobject x', 'v1')
      const at = (ref: string, object: object) => ({ status: 200, body: { ref, object } })
      const commit = { type: 'commit', sha }
      expect(await get(github, '/git/ref/heads/main')).toMatchObject(at('refs/heads/main', commit))
      expect(await get(github, '/git/ref/tags/light')).toMatchObject(at('refs/tags/light', commit))
      for (const path of ['heads/feature/%C3%A4', 'heads%2Ffeature%2F%C3%A4'])
        expect(await get(github, `/git/ref/${path}`)).toMatchObject(
          at('refs/heads/feature/ä', commit),
        )
      const tag = repository.git('rev-parse', 'v1')
      const object = { type: 'tag', sha: tag }
      expect(await get(github, '/git/ref/tags/v1')).toMatchObject(at('refs/tags/v1', object))
      expect(await get(github, `/git/tags/${tag}`)).toMatchObject({
        status: 200,
        body: { tag: 'v1', sha: tag, message: 'The first\n\nobject x', object: commit },
      })
      expect((await get(github, `/git/tags/${sha}`)).status).toBe(404)
      for (const ref of ['heads/mai', 'heads/v1', 'heads', 'tags/main', 'heads/--help'])
        expect([ref, (await get(github, `/git/ref/${ref}`)).status]).toEqual([ref, 404])
    }),
  )

  test(
    'tells of a commit, whether a branch has it or not',
    hosted({}, async (repository, github) => {
      const sha = repository.commit('Why\n\nAnd how')
      const tree = { sha: repository.git('rev-parse', 'HEAD^{tree}') }
      github.refs.move('heads/main', undefined)
      expect(await get(github, `/git/commits/${sha}`)).toMatchObject({
        status: 200,
        body: { sha, tree, message: 'Why\n\nAnd how' },
      })
      for (const other of [tree.sha, '0'.repeat(40), 'main'])
        expect([other, (await get(github, `/git/commits/${other}`)).status]).toEqual([other, 404])
    }),
  )

  test(
    'compares commits, branches and tags',
    hosted({}, async (repository, github) => {
      const first = repository.git('rev-parse', 'HEAD')
      repository.git('tag', '--annotate', '--message', 'x', 'v1')
      repository.git('mv', 'a.md', 'docs "ä".md')
      repository.git('rm', '--quiet', 'b.md')
      const second = repository.commit('second', { 'c.md': 'c\n' })
      repository.git('checkout', '--quiet', '-b', 'feature/x', first)
      const other = repository.commit('other', { 'b.md': 'b\n'.repeat(8) })
      const expected = ['removed b.md', 'added c.md', 'renamed docs "ä".md a.md']
      expect(await changes(github, '/compare/v1...main')).toEqual(expected)
      expect(await changes(github, `/compare/${first}...${second}`)).toEqual(expected)
      expect(await changes(github, `/compare/main...feature%2Fx`)).toEqual(['modified b.md'])
      const standing = async (path: string) => (await get(github, `/compare/${path}`)).body
      expect(await standing(`${first}...${second}`)).toMatchObject({
        status: 'ahead',
        ahead_by: 1,
        behind_by: 0,
        base_commit: { sha: first },
        merge_base_commit: { sha: first },
      })
      expect(await standing('main...v1')).toMatchObject({ status: 'behind', files: [] })
      expect(await standing('main...main')).toMatchObject({ status: 'identical', files: [] })
      expect(await standing(`main...${other}`)).toMatchObject({
        status: 'diverged',
        ahead_by: 1,
        behind_by: 1,
      })
      const alone = await github.refs.push('alone', { 'x.md': 'x' })
      for (const path of ['main...nowhere', `main...${'0'.repeat(40)}`, `main...${alone}`, 'main'])
        expect([path, (await get(github, `/compare/${path}`)).status]).toEqual([path, 404])
    }),
  )

  test(
    'shows at most 300 files of a comparison, and those of a pull request by pages',
    hosted({ pulls: { 7: { base: 'main', head: 'many' } } }, async (repository, github) => {
      const added = Array.from(
        { length: 305 },
        (_, index) => [`docs/${1000 + index}.md`, 'x'] as const,
      )
      github.refs.move('heads/many', repository.git('rev-parse', 'HEAD'))
      await github.refs.push('many', { ...Object.fromEntries(added), 'b.md': null })
      expect(repository.git('branch', '--list', 'many')).toBe('')
      // Behind the pull request's branch, and not among its files.
      await github.refs.push('main', { 'later.md': 'x' })
      expect(await changes(github, '/compare/main...many')).toHaveLength(300)
      expect(await changes(github, '/compare/main...many?page=2')).toEqual([])
      const pages = []
      for (const query of ['', '?per_page=100&page=3', '?per_page=1000&page=4', '?page=99']) {
        const { body, link } = await get(github, `/pulls/7/files${query}`)
        const page = parse(files, body)
        pages.push([page.length, page[0]?.filename, page[0]?.status, link?.includes('"next"')])
      }
      expect(pages).toEqual([
        [30, 'b.md', 'removed', true],
        [100, 'docs/1199.md', 'added', true],
        [6, 'docs/1299.md', 'added', undefined],
        [0, undefined, undefined, undefined],
      ])
      const { link } = await get(github, '/pulls/7/files?per_page=100')
      expect(link).toContain('/pulls/7/files?per_page=100&page=2>; rel="next"')
      expect(link).toContain('/pulls/7/files?per_page=100&page=4>; rel="last"')
      expect((await get(github, '/pulls/8/files')).status).toBe(404)
    }),
  )

  test(
    'follows the repository, and refs that are moved, pushed to and deleted under way',
    hosted({}, async (repository, github) => {
      const sha = async (ref: string) => {
        const { status, body } = await get(github, `/git/ref/${ref}`)
        return status === 200 ? body : status
      }
      const at = (sha: string) => ({ object: { sha } })
      const first = repository.git('rev-parse', 'HEAD')
      const second = repository.commit('second')
      expect(await sha('heads/main')).toMatchObject(at(second))
      github.refs.move('heads/main', first)
      expect(await sha('heads/main')).toMatchObject(at(first))
      const pushed = await github.refs.push('main', { 'guides/new.md': '# New\n', 'a.md': null })
      expect(await sha('heads/main')).toMatchObject(at(pushed))
      expect(repository.git('log', '-1', '--format=%P', pushed)).toBe(first)
      expect(await changes(github, `/compare/${first}...main`)).toEqual([
        'removed a.md',
        'added guides/new.md',
      ])
      expect(repository.git('rev-parse', 'main')).toBe(second)
      github.refs.move('heads/main', undefined)
      expect(await sha('heads/main')).toBe(404)
    }),
  )

  test(
    'fails if told so: by the call, or for one request',
    hosted(
      {
        restInstead: {
          compare: { status: 403, body: { message: 'Resource not accessible by integration' } },
          tag: 'reset',
          repository: { status: 502, body: '<html>' },
        },
        beforeRest: ({ path }) => (path.includes('heads') ? { status: 401 } : undefined),
      },
      async (repository, github) => {
        repository.git('tag', 'v1')
        expect(await get(github, '/compare/main...main')).toMatchObject({
          status: 403,
          body: { message: 'Resource not accessible by integration' },
        })
        await expect(get(github, `/git/tags/${'0'.repeat(40)}`)).rejects.toThrow('fetch failed')
        expect((await get(github, '/git/ref/heads/main')).status).toBe(401)
        expect((await get(github, '/git/ref/tags/v1')).status).toBe(200)
        await expect(get(github, '')).rejects.toThrow('JSON')
        expect(github.restRequests.map(({ call, status }) => [call, status])).toEqual([
          ['compare', 403],
          ['tag', 0],
          ['ref', 401],
          ['ref', 200],
          ['repository', 502],
        ])
      },
    ),
  )
})
