import { describe, expect, test } from '@jest/globals'
import { FILES, lastCommits, onGitHub, shas, TOKEN } from '../support/on-github.ts'
import { ownCommit, reading, runAt } from '../support/reading.ts'

describe('shallow clones: the same answers as in the whole repository, and no warning', () => {
  test.each([
    ['of depth 1', ['--depth=1'], 1],
    ['of depth 2', ['--depth=2'], 1],
    ['of depth 5', ['--depth=5'], 0],
    ['of depth 1, and blobless', ['--depth=1', '--filter=blob:none'], 1],
    ['blobless', ['--filter=blob:none'], 0],
  ])('%s', (_, how, queries) =>
    onGitHub({}, async ({ repository, server, github }) => {
      repository.git('config', 'uploadpack.allowFilter', 'true')
      repository.git('clone', '--quiet', ...how, `file://${repository.folder}`, '../clone')
      const event = runAt(repository.git('rev-parse', 'HEAD'))
      const whole = await reading(repository, [...Object.keys(FILES), 'c.md'], { event })
      const paths = [...whole.history.keys()]
      const clone = await reading(repository, paths, { folder: '../clone', github, event })
      expect(clone.warnings).toEqual([])
      expect(clone.history).toEqual(whole.history)
      expect(server.requests).toHaveLength(queries)
    })(),
  )

  test('in a folder of the repository, a file that is not tracked, and a merge', () =>
    onGitHub({}, async ({ repository, github }) => {
      repository.git('switch', '--quiet', '--create', 'side', 'HEAD~1')
      repository.commit('side', { 'docs/b.md': 'side' })
      repository.git('switch', '--quiet', 'main')
      repository.merge(['side'], { 'docs/b.md': 'side' })
      const url = `file://${repository.folder}`
      repository.git('clone', '--quiet', '--depth=1', url, '../clone')
      repository.write('../clone/docs/new.md', 'new')
      const { history, warnings } = await reading(repository, ['b.md', 'new.md'], {
        folder: '../clone/docs',
        github,
        event: runAt(repository.git('rev-parse', 'HEAD')),
      })
      expect(warnings).toEqual([])
      expect(ownCommit(history, 'b.md')).toBe(repository.lastCommit('docs/b.md'))
      expect(ownCommit(history, 'new.md')).toBe('untracked')
    })())
})

describe('the question', () => {
  test(
    'has the paths and the commit as variables, and goes to the address as it is',
    onGitHub({}, async ({ repository, server, github, ask }) => {
      const hostile = '") { x } } #.md'
      const told = await ask(['a.md', hostile])
      expect(told).toMatchObject({ problem: undefined })
      expect([...told.commits.keys()]).toEqual(['a.md'])
      const [request] = server.requests
      expect(request?.path).toBe(github.graphqlUrl.pathname)
      expect(request?.authorization).toBe(`token ${TOKEN}`)
      expect(request?.query).not.toContain(hostile)
      expect(Object.values(request?.variables ?? {})).toEqual([
        'octo-org',
        'handbook',
        repository.git('rev-parse', 'HEAD'),
        'a.md',
        hostile,
      ])
    }),
  )

  test(
    'is for a hundred files at a time',
    onGitHub({}, async ({ repository, server, ask }) => {
      const paths = Array.from({ length: 250 }, (_, number) => `many/${number}.md`)
      repository.commit('many', Object.fromEntries(paths.map((path) => [path, path])))
      const sha = repository.commit('last')
      const told = await ask(paths)
      expect(told.commits.size).toBe(0) // not at the commit that was asked for
      expect(server.requests).toHaveLength(3)
      expect(sha).not.toBe(server.requests[0]?.variables['oid'])
    }),
  )

  test(
    'is for fewer, where GitHub has not the time for so many',
    onGitHub({ mostPaths: 2 }, async ({ repository, ask }) => {
      const paths = [...Object.keys(FILES), 'c.md']
      const told = await ask(paths)
      expect(told.problem).toBeUndefined()
      expect(shas(told)).toEqual(lastCommits(repository, paths))
    }),
  )

  test(
    'ends where GitHub has not the time for one',
    onGitHub({ mostPaths: 0 }, async ({ server, ask }) => {
      const told = await ask()
      expect(told.commits.size).toBe(0)
      expect(told.problem).toContain('HTTP 502')
      expect(server.requests.length).toBeLessThan(10)
    }),
  )
})

test(
  'some answers are kept where others are missing',
  onGitHub(
    {
      instead: [
        {
          status: 200,
          body: {
            data: {
              repository: {
                object: {
                  f0: {
                    nodes: [
                      {
                        oid: 'a'.repeat(40),
                        committedDate: '2026-01-02T03:04:05Z',
                        message: 'x',
                        author: null,
                      },
                    ],
                  },
                  f1: null,
                },
              },
            },
            errors: [{ type: 'RESOURCE_LIMITS_EXCEEDED', message: 'x' }],
          },
        },
      ],
    },
    async ({ repository, ask }) => {
      const told = await ask()
      expect(told.problem).toBeUndefined()
      expect(shas(told)).toEqual({
        ...lastCommits(repository, Object.keys(FILES)),
        'a.md': 'a'.repeat(40),
      })
    },
  ),
)

describe('several shallow clones', () => {
  test(
    'are asked for by queries of their own, and one warning tells of all that GitHub did not tell',
    onGitHub({}, async ({ repository, server, github }) => {
      const url = `file://${repository.folder}`
      const remotes = {
        own: 'https://github.com/octo-org/handbook.git',
        secret: 'git@github.com:octo-org/secret.git',
        elsewhere: 'https://gitlab.com/octo-org/handbook',
      }
      for (const [clone, remote] of Object.entries(remotes)) {
        repository.git('clone', '--quiet', '--depth=1', url, `../all/${clone}`)
        repository.git('-C', `../all/${clone}`, 'remote', 'set-url', 'origin', remote)
      }
      const paths = Object.keys(remotes).map((clone) => `${clone}/docs/b.md`)
      const { history, warnings } = await reading(repository, paths, { folder: '../all', github })
      const own = repository.lastCommit('docs/b.md')
      expect(paths.map((path) => ownCommit(history, path))).toEqual([own, 'shallow', 'shallow'])
      expect(server.requests.map(({ variables }) => variables['name']).sort()).toEqual([
        'handbook',
        'secret',
      ])
      expect(warnings).toEqual([
        expect.stringMatching(
          /^Clones are shallow .* 2 of 3 documents .*"fetch-depth: 0" and "filter: blob:none".* of octo-org\/secret: it says "[^"]+", the remote "origin" is not a repository of this GitHub\.$/,
        ),
      ])
    }),
  )
})

describe('one warning names what to do: a whole clone, or the permission', () => {
  test(
    'without a token, and with one that GitHub refuses',
    onGitHub({ token: 'another' }, async ({ repository, server, github }) => {
      const url = `file://${repository.folder}`
      repository.git('clone', '--quiet', '--depth=1', url, '../clone')
      const head = repository.git('rev-parse', 'HEAD')
      const event = runAt(head)
      for (const asked of [undefined, github]) {
        const { history, warnings } = await reading(repository, Object.keys(FILES), {
          folder: '../clone',
          event,
          ...(asked && { github: asked }),
        })
        expect([...history.values()]).toEqual(
          Object.keys(FILES).map((path) => ({
            kind: 'checked-out',
            why: 'shallow',
            repositoryPath: path,
            repository: event.repository,
            commit: { ...HEAD_COMMIT, sha: head },
          })),
        )
        expect(warnings).toEqual([
          expect.stringMatching(/3 of 3.*"fetch-depth: 0".*"contents: read"/),
        ])
        expect(warnings).toEqual([expect.stringContaining(asked ? 'HTTP 401' : '"github-token"')])
      }
      expect(server.requests).toHaveLength(1)
    }),
  )
})

const HEAD_COMMIT = { author: 'Test Author', date: '2026-01-02T03:07:05Z', subject: 'last' }
