import { describe, expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import * as v from 'valibot'
import { readEvent, withTagOf } from '../../src/metadata/event.ts'
import { readRestriction } from '../../src/metadata/restriction.ts'

const SHA = '0123456789abcdef0123456789abcdef01234567'

const Webhooks = v.array(
  v.object({ name: v.string(), examples: v.array(v.record(v.string(), v.unknown())) }),
)
const EXAMPLES = fileURLToPath(import.meta.resolve('@octokit/webhooks-examples'))
const webhooks = v.parse(Webhooks, JSON.parse(readFileSync(EXAMPLES, 'utf8')))

/** The payloads that GitHub's documentation has of a webhook. */
function payloadsOf(name: string): Record<string, unknown>[] {
  return webhooks.find((webhook) => webhook.name === name)?.examples ?? []
}

const Run = v.looseObject({
  event: v.string(),
  head_sha: v.string(),
  head_branch: v.string(),
  head_repository: v.looseObject({ id: v.number(), full_name: v.string() }),
})
/** Of a run of `octo-org/octo-repo` that a `repository_dispatch` has started. */
const [, payload = {}] = payloadsOf('workflow_run')
const run = v.parse(Run, payload['workflow_run'])

function environmentOf(event: string): Record<string, string> {
  return {
    GITHUB_EVENT_NAME: event,
    GITHUB_REPOSITORY: 'octo-org/octo-repo',
    GITHUB_REPOSITORY_ID: '300029405',
    GITHUB_REF: 'refs/heads/main',
    GITHUB_REF_NAME: 'main',
    GITHUB_SHA: SHA,
  }
}

const WAITED = environmentOf('workflow_run')
const STRICT = { event: 'workflow_run', commit: SHA }

function readAfter(changes: Record<string, unknown>, environment = WAITED) {
  return readRestriction(environment, { ...payload, workflow_run: { ...run, ...changes } })
}

test('an event that strangers cannot start, or get no secrets by, restricts nothing', () => {
  const others = webhooks.filter(({ name }) => !['workflow_run', 'issue_comment'].includes(name))
  expect(others.length).toBeGreaterThan(40)
  for (const { name, examples } of others) {
    for (const example of examples) {
      expect(readRestriction(environmentOf(name), example)).toBeUndefined()
    }
  }
  expect(readRestriction({}, payload)).toBeUndefined()
})

test.each([
  ['pull_request_target', payloadsOf('pull_request')],
  ['issue_comment', payloadsOf('issue_comment')],
])('on %s it is the commit of the run', (event, examples) => {
  expect(examples).not.toHaveLength(0)
  for (const example of [...examples, payload, undefined, null, 'text', []]) {
    expect(readRestriction(environmentOf(event), example)).toEqual({ event, commit: SHA })
  }
})

test.each([undefined, '', 'main', `${SHA}\n`, SHA.toUpperCase(), SHA.slice(1)])(
  'a commit that is told as %j fits nothing',
  (sha) => {
    const { commit } = readRestriction({ ...WAITED, GITHUB_SHA: sha }, {}) ?? {}
    expect(commit).toBeUndefined()
  },
)

describe('after a run', () => {
  test.each(['push', 'schedule', 'workflow_dispatch', 'repository_dispatch'])(
    'by %s it is the commit of that run',
    (event) => {
      expect(readAfter({ event })).toMatchObject({
        event: 'workflow_run',
        commit: run.head_sha,
        waitedFor: { ref: 'refs/heads/master', refName: 'master' },
      })
    },
  )

  test('by a release, its branch is a tag', () => {
    const { waitedFor } = readAfter({ event: 'release', head_branch: 'v1' }) ?? {}
    expect(waitedFor).toMatchObject({ ref: 'refs/tags/v1', refName: 'v1' })
  })

  test.each([null, undefined, ''])('on a branch called %j, the ref is not known', (head_branch) => {
    const { waitedFor } = readAfter({ head_branch }) ?? {}
    expect(waitedFor).toMatchObject({ ref: undefined, refName: undefined })
  })

  test.each([
    'pull_request',
    'pull_request_target',
    'pull_request_review',
    'pull_request_review_comment',
    'issue_comment',
    'workflow_run',
    'merge_group',
    'deployment',
    'dynamic',
    'PUSH',
    '',
    undefined,
  ])('by %j it is the commit of the run that waited', (event) => {
    expect(readAfter({ event })).toEqual(STRICT)
  })

  test.each<[string, Record<string, unknown>]>([
    ['a fork', { head_repository: { id: 1, full_name: 'mallory/octo-repo' } }],
    ['a deleted fork', { head_repository: null }],
    ['another of that name', { head_repository: { ...run.head_repository, id: 1 } }],
    ['one of that id', { head_repository: { ...run.head_repository, full_name: 'mallory/x' } }],
    ['an id that is no number', { head_repository: { ...run.head_repository, id: '300029405' } }],
    ['a commit that is none', { head_sha: 'main' }],
    ['a commit of another type', { head_sha: [run.head_sha] }],
    ['a branch of another type', { head_branch: { toString: () => 'main' } }],
  ])('of %s, too', (_, changes) => {
    expect(readAfter(changes)).toEqual(STRICT)
  })

  test('that the payload does not tell of, too', () => {
    const others = [undefined, null, 5, 'push', [], {}, { workflow_run: null }]
    for (const other of [...others, { workflow_run: [run] }, { workflow_run: 'push' }]) {
      expect(readRestriction(WAITED, other)).toEqual(STRICT)
    }
  })

  test('of a repository that the environment does not name, too', () => {
    for (const name of ['GITHUB_REPOSITORY', 'GITHUB_REPOSITORY_ID']) {
      expect(readAfter({}, { ...WAITED, [name]: '' })).toEqual(STRICT)
    }
  })

  test("GitHub's example of one that was started from a fork has another repository", () => {
    expect(readRestriction(WAITED, payloadsOf('workflow_run')[0])).toEqual(STRICT)
  })
})

describe('what the run says of every document', () => {
  test('is the branch and the commit of the run that was waited for', () => {
    const { metadata, commit } = readEvent(WAITED, payload)
    expect(metadata).toMatchObject({ ref: 'refs/heads/master', ref_name: 'master' })
    expect(commit).toEqual({
      sha: run.head_sha,
      date: '2020-10-05T16:32:07Z',
      author: 'Matthias Fax',
      subject: 'build(test): check workflow run event payload',
    })
  })

  test('is its own elsewhere', () => {
    for (const event of ['workflow_run', 'issue_comment', 'pull_request_target']) {
      const { metadata, commit } = readEvent(environmentOf(event), {})
      expect(metadata).toMatchObject({ ref: 'refs/heads/main', ref_name: 'main' })
      expect(commit?.sha).toBe(SHA)
    }
  })

  test('is a tag where the clone has such a tag there, and no such branch', () => {
    const event = readEvent(WAITED, payload)
    const tag = 'refs/tags/master'
    const refOf = (...refs: string[]) => withTagOf(event, refs).metadata['ref']
    expect(refOf('refs/heads/other', tag)).toBe(tag)
    expect(refOf()).toBe('refs/heads/master')
    expect(refOf('refs/tags/masters', 'refs/tags/x/master')).toBe('refs/heads/master')
    for (const branch of ['refs/heads/master', 'refs/remotes/origin/master']) {
      expect(refOf(branch, tag)).toBe('refs/heads/master')
    }
    const other = readEvent(environmentOf('issue_comment'), {})
    expect(withTagOf(other, ['refs/tags/main'])).toBe(other)
  })
})
