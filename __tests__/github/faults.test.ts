import { describe, expect, test } from '@jest/globals'
import { startGitHub } from '../../sandbox/github.ts'
import type { GitHubOptions } from '../../sandbox/github.ts'
import { askGitHub } from '../../src/github/commits.ts'
import { FILES, lastCommits, onGitHub, shas, TOKEN } from '../support/on-github.ts'
import { recordingLog } from '../support/reading.ts'

const QUESTION = { repository: 'octo-org/handbook', sha: 'a'.repeat(40), paths: ['a.md'] }

describe('what passes is waited for', () => {
  const limited = { message: 'You have exceeded a secondary rate limit.' }
  test.each<[string, GitHubOptions['instead'], number[]]>([
    [
      'a limit that says until when',
      [{ status: 403, headers: { 'retry-after': '7' }, body: limited }],
      [7500],
    ],
    ['a limit that does not', [{ status: 403, body: limited }], [60_500]],
    ['too many requests', [{ status: 429, headers: { 'retry-after': '60' } }], [60_500]],
    [
      'an error of the server, twice',
      [{ status: 500 }, { status: 503, body: '<html>' }],
      [500, 1000],
    ],
    ['a connection that breaks', ['reset'], [500]],
  ])('%s', (_, instead = [], expected) =>
    onGitHub({ instead }, async ({ repository, pauses, ask }) => {
      const told = await ask()
      expect(told.problem).toBeUndefined()
      expect(shas(told)).toEqual(lastCommits(repository, Object.keys(FILES)))
      expect(pauses).toEqual(expected)
    })(),
  )

  test(
    'but not for ever',
    onGitHub({ instead: Array(20).fill({ status: 500 }) }, async ({ server, ask }) => {
      expect((await ask()).problem).toContain('HTTP 500')
      expect(server.requests.length).toBeLessThan(10)
    }),
  )

  test(
    'nor longer than it may take',
    onGitHub({ instead: ['silence'] }, async ({ ask }) => {
      expect((await ask(undefined, 1)).problem).toBe('it took longer than 1 s')
    }),
  )
})

describe('what does not pass ends it at once, and is told', () => {
  const spent = { 'x-ratelimit-remaining': '0', 'retry-after': '30' }
  const forbidden = { type: 'FORBIDDEN', message: 'Resource not accessible by integration' }
  test.each<[string, Partial<GitHubOptions>, string]>([
    ['a token that is none', { token: 'another' }, 'HTTP 401 and says "Bad credentials"'],
    ['a repository that it may not see', { nameWithOwner: 'octo-org/secret' }, 'Could not resolve'],
    [
      'no permission',
      { instead: [{ status: 200, body: { data: { repository: null }, errors: [forbidden] } }] },
      'it says "Resource not accessible by integration"',
    ],
    ['no permission for anything', { instead: [{ status: 403, body: forbidden }] }, 'HTTP 403'],
    [
      'an hourly limit that is used up',
      { instead: [{ status: 200, body: { errors: [{ type: 'RATE_LIMITED', message: 'x' }] } }] },
      'its rate limit is used up',
    ],
    ['the same, by its status', { instead: [{ status: 403, headers: spent }] }, 'HTTP 403'],
    ['an hour to wait', { instead: [{ status: 429, headers: { 'retry-after': '3600' } }] }, '429'],
    ['an address that is not its API', { instead: [{ status: 404, body: '<html>' }] }, 'HTTP 404'],
    ["a proxy's page", { instead: [{ status: 200, body: '<html>' }] }, 'something other than'],
    ['other JSON', { instead: [{ status: 200, body: { data: 5 } }] }, 'something other than'],
    [
      'another commit id than one',
      {
        instead: [
          {
            status: 200,
            body: {
              data: {
                repository: {
                  object: { f0: { nodes: [{ oid: '::x', committedDate: '', message: '' }] } },
                },
              },
            },
          },
        ],
      },
      'something other than',
    ],
  ])('%s', (_, options, problem) =>
    onGitHub(options, async ({ server, pauses, ask }) => {
      const told = await ask()
      expect(told.commits.size).toBe(0)
      expect(told.problem).toContain(problem)
      expect(told.problem).not.toContain(TOKEN)
      expect(server.requests).toHaveLength(1)
      expect(pauses).toEqual([])
    })(),
  )

  test(
    'a redirect: the token stays with its host',
    onGitHub({}, async ({ repository, server: other, github }) => {
      const headers = { location: other.graphqlUrl }
      const options = { folder: repository.folder, instead: [{ status: 307, headers }] }
      await using server = await startGitHub(options)
      const asked = { ...github, graphqlUrl: new URL(server.graphqlUrl) }
      const signal = new AbortController().signal
      const told = await askGitHub([QUESTION], asked, recordingLog([]), signal)
      expect(told[0]?.problem).toBe('it answered HTTP 307')
      expect(other.requests).toEqual([])
    }),
  )

  test(
    'a commit that it does not have',
    onGitHub({}, async ({ repository, github }) => {
      const signal = new AbortController().signal
      const sha = '0'.repeat(40)
      const told = await askGitHub([{ ...QUESTION, sha }], github, recordingLog([]), signal)
      expect(told[0]?.problem).toContain(`does not know the commit ${sha}`)
      expect(repository.lastCommit('a.md')).not.toBe(sha)
    }),
  )

  test(
    'an address that is neither https nor this machine: the token is not sent',
    onGitHub({}, async ({ server, github }) => {
      const signal = new AbortController().signal
      const told = await askGitHub(
        [QUESTION],
        { ...github, graphqlUrl: new URL('http://github.example.com/graphql') },
        recordingLog([]),
        signal,
      )
      expect(told[0]?.problem).toContain('not an https address')
      expect(server.requests).toEqual([])
    }),
  )
})

test(
  'an abort ends it at once, with its own reason',
  onGitHub({ instead: ['silence'] }, async ({ github }) => {
    const controller = new AbortController()
    const asking = askGitHub([QUESTION], github, recordingLog([]), controller.signal)
    const reason = new Error('cancelled')
    setTimeout(() => {
      controller.abort(reason)
    }, 100)
    await expect(asking).rejects.toBe(reason)
  }),
)
