import { expect, test } from '@jest/globals'
import { hash } from 'node:crypto'
import type { Additions } from '../../src/metadata/additions.ts'
import { readEvent } from '../../src/metadata/event.ts'
import type { FileCommit } from '../../src/metadata/file-commit.ts'
import { describeDocument, encodeMetadata } from '../../src/metadata/metadata.ts'

const SHA = '0123456789abcdef0123456789abcdef01234567'
const RUN_SHA = 'f'.repeat(40)
const COMMIT = {
  sha: SHA,
  date: '2026-01-02T03:04:05Z',
  author: 'Test Author',
  subject: 'Say hello',
}
const PLACE = {
  commit: COMMIT,
  repositoryPath: 'site/gr ün/100% #1?.md',
  repository: { name: 'octo/docs', url: 'https://github.com/octo/docs' },
}
const EVENT = readEvent(
  {
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_REPOSITORY: 'octo/docs',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_RUN_ID: '42',
    GITHUB_REPOSITORY_ID: '1296269',
    GITHUB_SHA: RUN_SHA,
  },
  {},
)

function describing(file: FileCommit, additions: Additions = new Map(), title = 'Say hello') {
  const findings = { path: 'gr ün/100% #1?.md', contentSha256: 'abc', title, file }
  return describeDocument(findings, EVENT, additions)
}

test('a document with a commit of its own has every key', () => {
  expect(describing({ kind: 'own', ...PLACE })).toEqual({
    path: 'gr ün/100% #1?.md',
    repository: 'octo/docs',
    ref: 'refs/heads/main',
    ref_name: 'main',
    publisher_id: '1296269',
    publisher_ref: 'refs/heads/main',
    event_name: 'push',
    run_url: 'https://github.com/octo/docs/actions/runs/42',
    url: `https://github.com/octo/docs/blob/${SHA}/site/gr%20%C3%BCn/100%25%20%231%3F.md`,
    title: 'Say hello',
    commit_sha: SHA,
    commit_date: '2026-01-02T03:04:05Z',
    commit_author: 'Test Author',
    commit_message: 'Say hello',
    content_sha256: 'abc',
  })
})

test('only what the commit is known to hold has a link, an author and a message', () => {
  for (const [why, held] of [
    ['shallow', true],
    ['untracked', false],
    ['unfinished', false],
  ] as const) {
    const file = { kind: 'checked-out', why, ...PLACE } as const
    const metadata = describing(file)
    expect(metadata).toMatchObject({ commit_sha: SHA, commit_date: COMMIT.date })
    for (const key of ['url', 'commit_author', 'commit_message']) {
      expect([why, key, key in metadata]).toEqual([why, key, held])
    }
  }
})

test('additions are put over what is found, and null takes a key away', () => {
  const file = { kind: 'own', ...PLACE } as const
  const additions: Additions = new Map(
    Object.entries({
      title: 'Another',
      commit_author: null,
      nothing: null,
      tags: ['x', 'y'],
      version: 2,
    }),
  )
  const { commit_author, ...found } = describing(file)
  expect(commit_author).toBe('Test Author')
  expect(describing(file, additions)).toEqual({
    ...found,
    title: 'Another',
    tags: ['x', 'y'],
    version: 2,
  })
})

test("without a clone there is the run's commit, and no link", () => {
  const metadata = describing({ kind: 'none' })
  expect(metadata).toMatchObject({ commit_sha: RUN_SHA })
  expect(Object.keys(metadata)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(url|commit_(date|author|message))$/)]),
  )
})

test('the repository is the one that the document comes from', () => {
  const other = { name: 'else/where', url: 'https://github.com/else/where' }
  expect(describing({ kind: 'own', ...PLACE, repository: other })).toMatchObject({
    repository: 'else/where',
    url: expect.stringMatching(/^https:\/\/github\.com\/else\/where\/blob\//),
    run_url: 'https://github.com/octo/docs/actions/runs/42',
  })
  const unknown = describing({ kind: 'own', ...PLACE, repository: undefined })
  expect(Object.keys(unknown)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^(url|repository)$/)]),
  )
  expect(unknown).toMatchObject({ commit_sha: SHA, commit_author: 'Test Author' })
})

test('of a clone that git could not read, nothing is claimed', () => {
  expect(describing({ kind: 'unreadable' })).toEqual({
    path: 'gr ün/100% #1?.md',
    ref: 'refs/heads/main',
    ref_name: 'main',
    publisher_id: '1296269',
    publisher_ref: 'refs/heads/main',
    event_name: 'push',
    run_url: 'https://github.com/octo/docs/actions/runs/42',
    title: 'Say hello',
    content_sha256: 'abc',
  })
})

test('a name that is not Unicode still has a link', () => {
  const file = { kind: 'own', ...PLACE, repositoryPath: 'a\ud800/b.md' } as const
  expect(describing(file)['url']).toMatch(/\/a%EF%BF%BD\/b\.md$/)
})

test('the same metadata is the same JSON, whatever the order of its keys', () => {
  const encoded = encodeMetadata({ b: 'ü', a: 1.5, tags: ['x', 'y'], c: true })
  const digest = hash('sha256', '{"a":1.5,"b":"ü","c":true,"tags":["x","y"]}')
  expect(encoded.toString('utf8')).toBe(
    `{"a":1.5,"b":"ü","c":true,"metadata_sha256":"${digest}","tags":["x","y"]}`,
  )
  expect(encodeMetadata({ c: true, tags: ['x', 'y'], a: 1.5, b: 'ü' })).toEqual(encoded)
})

test('half a character is replaced, in a key, a value and a list', () => {
  const encoded = encodeMetadata({ 'k\udc00': 'v\ud800', l: ['\ud83d', '😀'] }).toString('utf8')
  const digest = hash('sha256', '{"k\ufffd":"v\ufffd","l":["\ufffd","😀"]}')
  expect(encoded).toBe(`{"k\ufffd":"v\ufffd","l":["\ufffd","😀"],"metadata_sha256":"${digest}"}`)
})
