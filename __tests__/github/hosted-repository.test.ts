import { afterEach, describe, expect, jest, test } from '@jest/globals'
import { startGitHub } from '../../sandbox/github.ts'
import type { GitHubOptions, Instead, SandboxGitHub } from '../../sandbox/github.ts'
import {
  hostedRepository,
  type HostedOptions,
  type HostedRepository,
} from '../../src/github/hosted-repository.ts'
import { readGitHub } from '../../src/github/shallow.ts'
import { hide } from '../../src/log/secrets.ts'
import { openNetwork } from '../../src/network/network.ts'
import { manualClock } from '../support/manual-clock.ts'
import { TOKEN } from '../support/on-github.ts'
import { recordingLog } from '../support/recording-log.ts'
import { Repository, type Snapshot } from '../support/repository.ts'

const MAIN = 'refs/heads/main'
const NO_PROXY = { http: '', https: '', except: '' }

interface Given {
  readonly repository: Repository
  readonly server: SandboxGitHub
  /** The commit that is checked out: the run's. */
  readonly sha: string
  readonly hosted: HostedRepository
  readonly clock: ReturnType<typeof manualClock>
  readonly log: ReturnType<typeof recordingLog>
  /** What was asked for, in order. */
  readonly calls: () => string[]
}

/** Two commits, made once. */
let twoCommits: Promise<Snapshot> | undefined

function commitTwo(): Promise<Snapshot> {
  return Repository.with((repository) => {
    repository.commit('first', { 'a.md': 'a\n'.repeat(9), 'b.md': 'b\n'.repeat(9) })
    repository.commit('second', { 'docs/c.md': 'c' })
    return repository.snapshot()
  })
}

/** A repository, a GitHub that has it, and what asks. */
function given(
  options: Partial<GitHubOptions>,
  work: (given: Given) => Promise<void>,
  asking: Partial<HostedOptions> = {},
): () => Promise<void> {
  return async () =>
    Repository.with(
      async (repository) => {
        await using server = await startGitHub({ folder: repository.folder, ...options })
        const sha = repository.head
        const clock = manualClock()
        const log = recordingLog()
        const hosted = hostedRepository({
          access: { apiUrl: new URL(server.apiUrl), token: TOKEN },
          repository: 'octo-org/handbook',
          sha,
          openNetwork: (connections) => Promise.resolve(openNetwork(NO_PROXY, connections)),
          clock,
          log,
          signal: new AbortController().signal,
          ...asking,
        })
        const calls = (): string[] => server.restRequests.map(({ call }) => call)
        try {
          await work({ repository, server, sha, hosted, clock, log, calls })
        } finally {
          await hosted.close()
        }
      },
      await (twoCommits ??= commitTwo()),
    )
}

afterEach(() => {
  jest.restoreAllMocks()
})

/** Time limits of the network end fifty times as soon. */
function hurry(): void {
  const timeout = AbortSignal.timeout.bind(AbortSignal)
  jest.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => timeout(Math.ceil(ms / 10)))
}

describe('where a ref is', () => {
  test(
    'a branch, a tag, and what an annotated one leads to, which is looked up once',
    given({}, async ({ repository, server, sha, hosted, calls }) => {
      repository.git('branch', 'release/ä#1', 'HEAD~1')
      repository.git('tag', 'light')
      repository.git('tag', '--annotate', '--message', 'x', 'v1')
      repository.git('tag', '--annotate', '--message', 'x', 'v1-signed', 'v1')
      const first = repository.git('rev-parse', 'HEAD~1')
      expect(await hosted.headOf(MAIN)).toEqual({ kind: 'at', sha })
      expect(await hosted.headOf('refs/heads/release/ä#1')).toEqual({ kind: 'at', sha: first })
      expect(await hosted.headOf('refs/tags/light')).toEqual({ kind: 'at', sha })
      expect(calls()).toEqual(['ref', 'ref', 'ref'])
      for (let time = 0; time < 2; time++) {
        expect(await hosted.headOf('refs/tags/v1-signed')).toEqual({ kind: 'at', sha })
      }
      expect(calls().slice(3)).toEqual(['ref', 'tag', 'tag', 'ref'])
      expect(server.restRequests[0]).toMatchObject({
        path: '/repos/octo-org/handbook/git/ref/heads/main',
        authorization: `token ${TOKEN}`,
      })
    }),
  )

  test(
    'moved, pushed to, and gone: that takes no more calls, since the repository has been read',
    given({}, async ({ repository, server, sha, hosted, calls }) => {
      const first = repository.git('rev-parse', 'HEAD~1')
      expect(await hosted.headOf(MAIN)).toEqual({ kind: 'at', sha })
      server.refs.move('heads/main', first)
      expect(await hosted.headOf(MAIN)).toEqual({ kind: 'at', sha: first })
      const pushed = await server.refs.push('main', { 'a.md': null })
      expect(await hosted.headOf(MAIN)).toEqual({ kind: 'at', sha: pushed })
      server.refs.move('heads/main', undefined)
      expect(await hosted.headOf(MAIN)).toEqual({ kind: 'gone' })
      expect(calls()).toEqual(['ref', 'ref', 'ref', 'ref'])
    }),
  )

  test(
    'gone from the start: only if the token reads the repository, by a commit that it has',
    given({}, async ({ hosted, calls }) => {
      expect(await hosted.headOf('refs/heads/gone')).toEqual({ kind: 'gone' })
      expect(await hosted.headOf('refs/tags/gone')).toEqual({ kind: 'gone' })
      expect(calls()).toEqual(['ref', 'commit', 'ref'])
    }),
  )

  test.each<[string, Partial<GitHubOptions>, Partial<HostedOptions>]>([
    ['a repository that it does not see', { nameWithOwner: 'octo-org/secret' }, {}],
    ['a commit that is not there', {}, { sha: '0'.repeat(40) }],
    ['no commit to look for', {}, { sha: undefined }],
    [
      'another commit in the answer',
      { restInstead: { commit: found({ sha: '0'.repeat(40) }) } },
      {},
    ],
    ['no answer to that', { restInstead: { commit: { status: 403 } } }, {}],
  ])('not known to be gone: %s', (_, options, asking) =>
    given(
      options,
      async ({ hosted }) => {
        expect(await hosted.headOf('refs/heads/gone')).toEqual({
          kind: 'unknown',
          why: 'it answered HTTP 404 and says "Not Found"; give the job the permission "contents: read"',
        })
      },
      asking,
    )(),
  )

  test(
    'not known for what is no branch or tag, which is not asked for',
    given({}, async ({ hosted, calls }) => {
      for (const ref of [
        '',
        'main',
        'refs/heads/',
        'refs/pull/1/merge',
        'refs/heads/../../../../user',
        'refs/heads/a/./b',
        'refs/heads/a..b',
        'refs/heads/a?b',
        'refs/heads/a\nb',
        'refs/heads/a/',
        'refs/heads/a.lock',
        'refs/heads/\ud800',
      ]) {
        const { kind } = await hosted.headOf(ref)
        expect([ref, kind]).toEqual([ref, 'unknown'])
      }
      expect(calls()).toEqual([])
    }),
  )

  test.each<[string, Instead]>([
    ['the answer for another ref', found({ ref: 'refs/heads/mai', object: at('commit') })],
    ['a list of refs', found([{ ref: MAIN, object: at('commit') }])],
    ['no commit', found({ ref: MAIN, object: at('commit', '::error::') })],
    ['a page', { status: 200, body: '<html>' }],
    ['a number', found(5)],
  ])('not known by an answer that is none: %s', (_, ref) =>
    given({ restInstead: { ref } }, async ({ hosted }) => {
      const why = 'it answered with something other than its REST API does'
      expect(await hosted.headOf(MAIN)).toEqual({ kind: 'unknown', why })
    })(),
  )

  test(
    'not known where a tag leads to a tree, or to tags without end',
    given({}, async ({ repository, server, hosted, calls }) => {
      const tag = repository.git('rev-parse', 'HEAD^{tree}')
      repository.git('tag', '--annotate', '--message', 'x', 'tree', tag)
      const why = 'it does not point to a commit'
      expect(await hosted.headOf('refs/tags/tree')).toEqual({ kind: 'unknown', why })
      let name = 'tree'
      for (const next of ['a', 'b', 'c', 'd', 'e', 'f']) {
        repository.git('tag', '--annotate', '--message', 'x', next, name)
        name = next
      }
      const before = server.restRequests.length
      expect(await hosted.headOf('refs/tags/f')).toEqual({ kind: 'unknown', why })
      expect(calls().slice(before)).toEqual(['ref', 'tag', 'tag', 'tag', 'tag', 'tag'])
    }),
  )
})

describe('what passes is waited for, half a minute at most', () => {
  const silence: Instead[] = []

  test.each<[string, Instead[], number[]]>([
    ['errors of the server', [{ status: 500 }, { status: 503 }], [250, 500]],
    ['a gateway that has no time', [{ status: 502, body: '<html>' }, { status: 504 }], [250, 500]],
    ['a connection that breaks', ['reset'], [250]],
    ['a limit that says until when', [{ status: 429, headers: { 'retry-after': '7' } }], [7_250]],
    [
      'the same, by another status',
      [{ status: 403, headers: { 'retry-after': '7' }, body: { message: 'secondary rate limit' } }],
      [7_250],
    ],
  ])('%s', (_, faults, pauses) => {
    const left = [...faults]
    return given({ beforeRest: () => left.shift() }, async ({ sha, hosted, clock, log }) => {
      expect(await hosted.headOf(MAIN)).toEqual({ kind: 'at', sha })
      expect(clock.pauses).toEqual(pauses)
      expect(log.lines.length).toBe(pauses.some((pause) => pause >= 5_000) ? 1 : 0)
    })()
  })

  test.each<[string, Instead, string]>([
    ['errors', { status: 500 }, 'it answered HTTP 500'],
    [
      'a limit that lasts for longer',
      { status: 429, headers: { 'retry-after': '40' } },
      'it answered HTTP 429',
    ],
    [
      'the hourly limit, which is no lack of a permission',
      {
        status: 403,
        headers: { 'x-ratelimit-remaining': '0' },
        body: { message: 'API rate limit' },
      },
      'it answered HTTP 403 and says "API rate limit"',
    ],
  ])('but not for ever: %s', (_, ref, why) =>
    given({ restInstead: { ref } }, async ({ hosted, clock }) => {
      expect(await hosted.headOf(MAIN)).toEqual({ kind: 'unknown', why })
      expect(clock.now()).toBeLessThan(30_000)
    })(),
  )

  test(
    'nor for silence, of which one is passed over',
    given(
      { beforeRest: ({ path }) => (path.endsWith('/never') ? 'silence' : silence.pop()) },
      async ({ sha, hosted, calls }) => {
        // Loads what it takes to ask, which is not to be hurried.
        expect(await hosted.headOf(MAIN)).toEqual({ kind: 'at', sha })
        hurry()
        silence.push('silence')
        expect(await hosted.headOf(MAIN)).toEqual({ kind: 'at', sha })
        expect(calls()).toEqual(['ref', 'ref', 'ref'])
        const why = 'it did not answer in time'
        expect(await hosted.headOf('refs/heads/never')).toEqual({ kind: 'unknown', why })
        expect(calls().length).toBeLessThan(9)
      },
    ),
  )
})

describe('what does not pass ends it at once', () => {
  const forbidden = { message: 'Resource not accessible by integration' }
  test.each<[string, Partial<GitHubOptions>, string]>([
    [
      'a token that is none',
      { token: 'another' },
      'it answered HTTP 401 and says "Bad credentials"',
    ],
    [
      'no permission, which is named',
      { restInstead: { ref: { status: 403, body: forbidden } } },
      'it answered HTTP 403 and says "Resource not accessible by integration"; give the job the permission "contents: read"',
    ],
    [
      'a page that is not found',
      { restInstead: { ref: { status: 404, body: '<html>' } } },
      'it answered HTTP 404',
    ],
    [
      "a gateway's own words for that",
      { restInstead: { ref: { status: 404, body: { message: 'no Route matched' } } } },
      'it answered HTTP 404 and says "no Route matched"',
    ],
    [
      'a redirect, which is not followed',
      { restInstead: { ref: { status: 301, headers: { location: 'http://127.0.0.1:1/' } } } },
      'it answered HTTP 301',
    ],
  ])('%s', (_, options, why) =>
    given(options, async ({ hosted, clock, calls }) => {
      expect(await hosted.headOf(MAIN)).toEqual({ kind: 'unknown', why })
      expect(calls()).toEqual(['ref'])
      expect(clock.pauses).toEqual([])
    })(),
  )

  test.each<[string, HostedOptions['access'], string]>([
    ['no token', undefined, 'there is no "github-token" to ask it with'],
    ['no address', { apiUrl: undefined, token: TOKEN }, 'GITHUB_API_URL is not an address'],
    [
      'an address that a token must not go to',
      { apiUrl: new URL('http://github.example.com'), token: TOKEN },
      'http://github.example.com is not an https address',
    ],
  ])('%s', (_, access, why) =>
    given(
      {},
      async ({ hosted, calls }) => {
        expect(await hosted.headOf(MAIN)).toEqual({ kind: 'unknown', why })
        expect(await hosted.pullRequestFiles(7)).toEqual({ kind: 'unknown', why })
        expect(await hosted.branchesGone(['refs/heads/gone'])).toEqual(new Set())
        const sha = '0'.repeat(40)
        expect(await hosted.compareFiles(sha, sha)).toEqual({ kind: 'unknown', why })
        expect(calls()).toEqual([])
      },
      { access },
    )(),
  )

  test('an abort, with its own reason', async () => {
    const controller = new AbortController()
    const reason = new Error('cancelled')
    const beforeRest = (): Instead => {
      controller.abort(reason)
      return 'silence'
    }
    await given(
      { beforeRest },
      async ({ hosted }) => {
        await expect(hosted.headOf(MAIN)).rejects.toBe(reason)
        await expect(hosted.branchesGone(['refs/heads/gone'])).rejects.toBe(reason)
      },
      { signal: controller.signal },
    )()
  })
})

test(
  'an API below a folder, as on GitHub Enterprise Server, with or without a slash',
  given({}, async ({ server }) => {
    for (const folder of ['/api/v3', '/api/v3/']) {
      const environment = {
        GITHUB_API_URL: server.apiUrl + folder,
        GITHUB_GRAPHQL_URL: server.graphqlUrl,
      }
      const hosted = hostedRepository({
        access: readGitHub(environment, TOKEN),
        repository: 'octo-org/handbook',
        sha: undefined,
        openNetwork: (connections) => Promise.resolve(openNetwork(NO_PROXY, connections)),
        clock: manualClock(),
        log: recordingLog(),
        signal: new AbortController().signal,
      })
      await hosted.headOf(MAIN)
      await hosted.close()
      const path = '/api/v3/repos/octo-org/handbook/git/ref/heads/main'
      expect(server.restRequests.at(-1)?.path).toBe(path)
    }
    expect(readGitHub({ GITHUB_GRAPHQL_URL: server.graphqlUrl }, TOKEN)?.apiUrl).toBeUndefined()
  }),
)

describe('what has come since', () => {
  test(
    'further commits: the files that they touch, old names of renames too',
    given({}, async ({ repository, sha, hosted, calls }) => {
      repository.git('mv', 'a.md', 'docs "ä".md')
      repository.git('rm', '--quiet', 'b.md')
      const head = repository.commit('third', { 'd.md': 'd' })
      const { files, ...rest } = ahead(await hosted.compareFiles(sha, head))
      expect(rest).toEqual({ kind: 'ahead' })
      expect([...files].sort()).toEqual(['a.md', 'b.md', 'd.md', 'docs "ä".md'])
      expect(ahead(await hosted.compareFiles(sha, sha)).files).toEqual([])
      expect(calls()).toEqual(['compare', 'compare'])
    }),
  )

  test(
    'other commits',
    given({}, async ({ repository, sha, hosted }) => {
      const first = repository.git('rev-parse', 'HEAD~1')
      repository.git('switch', '--quiet', '--create', 'side', first)
      const side = repository.commit('side', { 'b.md': 'other' })
      const why = 'the commit is no longer part of it'
      for (const head of [first, side]) {
        expect(await hosted.compareFiles(sha, head)).toEqual({ kind: 'not-usable', why })
      }
      const unknown = await hosted.compareFiles(sha, '0'.repeat(40))
      expect(unknown).toMatchObject({ kind: 'not-usable', why: expect.stringContaining('404') })
    }),
  )

  test(
    'more files than GitHub lists, of which 300 look like all',
    given({}, async ({ server, sha, hosted }) => {
      const added = (count: number) =>
        Object.fromEntries(Array.from({ length: count }, (_, index) => [`many/${index}.md`, 'x']))
      const most = await server.refs.push('main', added(299))
      expect(ahead(await hosted.compareFiles(sha, most)).files).toHaveLength(299)
      const more = await server.refs.push('main', added(300))
      expect(await hosted.compareFiles(sha, more)).toEqual({
        kind: 'not-usable',
        why: '300 files or more have changed since',
      })
    }),
  )

  test.each<[string, Instead, string]>([
    ['no list of files', found({ status: 'ahead' }), 'something other than'],
    ['a page', { status: 200, body: '<html>' }, 'something other than'],
    ['no permission', { status: 403, body: { message: 'no' } }, '"contents: read"'],
    ['a diff that takes too long', { status: 422, body: { message: 'too long' } }, 'HTTP 422'],
  ])('not known: %s', (_, compare, why) =>
    given({ restInstead: { compare } }, async ({ sha, hosted }) => {
      expect(await hosted.compareFiles(sha, sha)).toEqual({
        kind: 'unknown',
        why: expect.stringContaining(why),
      })
    })(),
  )
})

describe('which branches are gone', () => {
  test(
    'those that are not there, of branches alone',
    given({}, async ({ repository, server, hosted }) => {
      repository.git('branch', 'here')
      const gone = await hosted.branchesGone([
        'refs/heads/here',
        'refs/heads/gone',
        'refs/tags/gone',
        'refs/heads/../../../../nowhere',
        'refs/heads/gone too',
        'refs/heads/also/gone',
        'refs/heads/gone',
      ])
      expect([...gone].sort()).toEqual(['refs/heads/also/gone', 'refs/heads/gone'])
      expect(server.restRequests.filter(({ call }) => call === 'ref')).toHaveLength(3)
    }),
  )

  test(
    'of the first twenty',
    given({}, async ({ hosted, calls }) => {
      const refs = Array.from({ length: 30 }, (_, index) => `refs/heads/gone-${index}`)
      expect(await hosted.headOf(MAIN)).toMatchObject({ kind: 'at' })
      expect(await hosted.branchesGone(refs)).toEqual(new Set(refs.slice(0, 20)))
      expect(calls()).toHaveLength(1 + 20)
    }),
  )

  test(
    'none where GitHub does not tell, and then few are asked for',
    given({ restInstead: { ref: { status: 403 } } }, async ({ hosted, calls }) => {
      const refs = Array.from({ length: 20 }, (_, index) => `refs/heads/gone-${index}`)
      expect(await hosted.branchesGone(refs)).toEqual(new Set())
      expect(calls().length).toBeLessThan(4)
    }),
  )
})

describe("a pull request's files", () => {
  test(
    'with what became of each, by pages',
    given(
      { pulls: { 7: { base: 'main', head: 'side' } } },
      async ({ repository, hosted, calls }) => {
        repository.git('switch', '--quiet', '--create', 'side')
        repository.git('mv', 'a.md', 'docs/a.md')
        repository.git('rm', '--quiet', 'b.md')
        const many = Array.from({ length: 97 }, (_, index) => [`many/${index}.md`, 'x'] as const)
        repository.commit('side', { 'docs/c.md': 'changed', ...Object.fromEntries(many) })
        const told = await hosted.pullRequestFiles(7)
        if (told.kind !== 'files') throw new Error(told.why)
        expect(told.isComplete).toBe(true)
        expect(told.files).toHaveLength(100)
        expect(told.files.filter(({ path }) => !path.startsWith('many/'))).toEqual([
          { path: 'b.md', change: 'removed' },
          { path: 'docs/a.md', change: 'renamed', oldPath: 'a.md' },
          { path: 'docs/c.md', change: 'changed' },
        ])
        expect(told.files.at(-1)).toEqual({ path: 'many/96.md', change: 'added' })
        // A full page may be the last one.
        expect(calls()).toEqual(['pull-files', 'pull-files'])
      },
    ),
  )

  const page = Array.from({ length: 100 }, (_, index) => ({
    filename: `${index}.md`,
    status: 'copied',
    previous_filename: 'a.md',
  }))
  test(
    'as many as GitHub lists, and no more calls than that takes',
    given({ restInstead: { 'pull-files': found(page) } }, async ({ hosted, calls }) => {
      expect(await hosted.pullRequestFiles(7)).toMatchObject({ kind: 'files', isComplete: false })
      expect(calls()).toHaveLength(30)
    }),
  )

  test.each<[string, Instead, string]>([
    ['a page', { status: 200, body: '<html>' }, 'something other than'],
    ['no such pull request', { status: 404, body: { message: 'Not Found' } }, 'HTTP 404'],
    ['no permission', { status: 403, body: { message: 'no' } }, '"pull-requests: read"'],
  ])('not known: %s', (_, files, why) =>
    given({ restInstead: { 'pull-files': files } }, async ({ hosted }) => {
      expect(await hosted.pullRequestFiles(7)).toEqual({
        kind: 'unknown',
        why: expect.stringContaining(why),
      })
    })(),
  )
})

test(
  'the words of an answer are shortened, and no secret is in them',
  given(
    { restInstead: { ref: { status: 400, body: { message: `${TOKEN} ${'x'.repeat(500)}` } } } },
    async ({ hosted }) => {
      hide(TOKEN)
      const head = await hosted.headOf(MAIN)
      if (head.kind !== 'unknown') throw new Error(head.kind)
      expect(head.why.length).toBeLessThan(300)
      expect(head.why).not.toContain(TOKEN)
    },
  ),
)

function found(body: unknown): Instead {
  return { status: 200, body }
}

function at(type: string, sha = 'a'.repeat(40)): { type: string; sha: string } {
  return { type, sha }
}

function ahead(comparison: Awaited<ReturnType<HostedRepository['compareFiles']>>) {
  if (comparison.kind !== 'ahead') throw new Error(comparison.why)
  return comparison
}
