import { describe, expect, test } from '@jest/globals'
import { readEvent } from '../../src/metadata/event.ts'

const SHA = '0123456789abcdef0123456789abcdef01234567'
const PUSH = {
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'octo/docs',
  GITHUB_REF: 'refs/heads/main',
  GITHUB_REF_NAME: 'main',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_REPOSITORY_ID: '1296269',
  GITHUB_RUN_ID: '42',
  GITHUB_SHA: SHA,
}
const HEAD = {
  id: SHA,
  timestamp: '2026-01-02T05:04:05+02:00',
  author: { name: 'Test Author', email: 'author@example.com' },
  message: '\nSay hello\r\nto all\n \nNot this.',
}

test('a push: what the run is, and its commit from the payload', () => {
  expect(readEvent(PUSH, { head_commit: HEAD })).toEqual({
    metadata: {
      ref: 'refs/heads/main',
      ref_name: 'main',
      publisher_id: '1296269',
      publisher_ref: 'refs/heads/main',
      event_name: 'push',
      run_url: 'https://github.com/octo/docs/actions/runs/42',
    },
    server: new URL('https://github.com/'),
    repository: { name: 'octo/docs', url: 'https://github.com/octo/docs' },
    commit: {
      sha: SHA,
      date: '2026-01-02T03:04:05Z',
      author: 'Test Author',
      subject: 'Say hello to all',
    },
  })
})

test("the payload's head commit is not taken for another one", () => {
  const { commit } = readEvent(PUSH, { head_commit: { ...HEAD, id: 'f'.repeat(40) } })
  expect(commit).toEqual({ sha: SHA, date: undefined, author: undefined, subject: undefined })
})

describe('a release', () => {
  const release = { ...PUSH, GITHUB_EVENT_NAME: 'release', GITHUB_REF_NAME: 'v1.2' }

  test('has a tag and a name', () => {
    const { metadata } = readEvent(release, { release: { tag_name: 'v1.2', name: 'Spring' } })
    expect(metadata).toMatchObject({ release_tag: 'v1.2', release_name: 'Spring' })
  })

  test('without a name has a tag, from the ref if need be', () => {
    for (const payload of [{ release: { tag_name: 'v1.2', name: null } }, {}]) {
      const { metadata } = readEvent(release, payload)
      expect(metadata).toMatchObject({ release_tag: 'v1.2' })
      expect(metadata).not.toHaveProperty('release_name')
    }
  })

  test('is none for another event whose payload has one', () => {
    const { metadata } = readEvent(PUSH, { release: { tag_name: 'v1.2', name: 'Spring' } })
    expect(Object.keys(metadata).filter((key) => key.startsWith('release'))).toEqual([])
  })
})

test('GitHub Enterprise Server has its own address', () => {
  for (const [server, url] of [
    ['https://git.example.com/', 'https://git.example.com/octo/docs'],
    ['http://git.example.com:8443', 'http://git.example.com:8443/octo/docs'],
    [
      'https://user:password@git.example.com/in/a/folder/',
      'https://git.example.com/in/a/folder/octo/docs',
    ],
    ['javascript:alert(1)', undefined],
    ['', undefined],
  ] as const) {
    expect(readEvent({ ...PUSH, GITHUB_SERVER_URL: server }, {}).repository?.url).toBe(url)
  }
})

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['a string', 'push'],
  ['a list', [1, 2]],
  ['other types', { head_commit: [], release: 3 }],
  ['other types within', { head_commit: { ...HEAD, author: 'x', timestamp: 5, message: {} } }],
  ['a date that is none', { head_commit: { ...HEAD, timestamp: 'yesterday', author: null } }],
])('a payload of %s breaks nothing', (_, payload) => {
  const event = readEvent({ ...PUSH, GITHUB_EVENT_NAME: 'release' }, payload)
  expect(event.repository).toMatchObject({ name: 'octo/docs' })
  expect(event.metadata).toMatchObject({ release_tag: 'main' })
  expect(event.commit).toMatchObject({ sha: SHA, date: undefined, author: undefined })
})

test('without a runner nothing is known', () => {
  expect(readEvent({ GITHUB_REF: '' }, {})).toEqual({
    metadata: {},
    commit: undefined,
  })
})
