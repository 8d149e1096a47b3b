import { expect, test } from '@jest/globals'
import type { Effect, Fault } from '../sandbox/faults/fault.ts'
import { PublishError } from '../src/log/publish-error.ts'
import { finalizeAll } from './support/finalize-and-cleanup.ts'
import { numbered } from './support/documents.ts'
import { inProcess, type Changes, type Publishing } from './support/publishing.ts'

const KEEP = { writeMode: 'KEEP', parallelProcessing: false } as const

/** Publishes so many documents; the session stays open. */
function publishOpen(
  publishing: Publishing,
  count: number,
  changes: Changes = {},
): Promise<unknown> {
  publishing.write(numbered(count))
  return publishing.publish({ closesSessions: false, ...changes })
}

test(
  'sessions are closed in their order, and their documents waited for',
  inProcess(
    async (publishing) => {
      await publishOpen(publishing, 2)
      await publishOpen(publishing, 3)

      const { ingested, rejected, lines } = await finalizeAll(publishing.sandbox, { documents: 5 })

      expect([ingested, rejected]).toEqual([5, []])
      const closed = publishing.sandbox.sessions.map(({ id }) => `info Session ${id} is closed`)
      expect(lines.filter((line) => closed.includes(line))).toEqual(closed)
    },
    { ingestion: { delayMs: 50, fileMs: 10 } },
  ),
)

test(
  'no session is nothing to do',
  inProcess(async ({ sandbox }) => {
    expect(await finalizeAll(sandbox)).toMatchObject({ ingested: 0, rejected: [] })
    expect(sandbox.requests).toEqual([])
  }),
)

test(
  'where nobody waits, sessions are only closed',
  inProcess(
    async (publishing) => {
      await publishOpen(publishing, 1)
      const before = publishing.sandbox.requests.length
      const { ingested } = await finalizeAll(publishing.sandbox, { waits: false })
      expect(ingested).toBeUndefined()
      const calls = publishing.sandbox.requests.slice(before).map(({ call }) => call)
      expect(calls).toEqual(['close-session'])
    },
    { ingestion: { delayMs: 60_000 } },
  ),
)

test(
  'a document that the platform did not take is named, with the reason',
  inProcess(async (publishing) => {
    await publishOpen(publishing, 2, { closesSessions: true })
    await publishOpen(publishing, 4, {
      session: { writeMode: 'FAIL', parallelProcessing: false },
    })
    const ids = publishing.sandbox.sessions.slice(1).map(({ id }) => id)

    const finalized = await finalizeAll(publishing.sandbox, { sessions: ids, documents: 4 })

    expect(finalized.ingested).toBe(2)
    expect(finalized.rejected).toEqual(
      ['docs__0.md', 'docs__1.md'].map((name) => ({
        name,
        reason: expect.stringMatching(/FILE_ALREADY_EXISTS.*write-mode/),
      })),
    )
    expect(finalized.lines.filter((line) => line.startsWith('error docs__'))).toHaveLength(2)
  }),
)

test.each(['FINISHED', 'FAILED'] as const)('KEEP: what exists is kept: %s', (keptFile) =>
  inProcess(
    async (publishing) => {
      await publishOpen(publishing, 2, { closesSessions: true })
      await publishOpen(publishing, 4, { session: KEEP })
      const ids = publishing.sandbox.sessions.slice(1).map(({ id }) => id)
      const finalized = await finalizeAll(publishing.sandbox, { sessions: ids })
      expect(finalized).toMatchObject({ ingested: 4, rejected: [], failure: undefined })
    },
    { ingestion: { keptFile } },
  )(),
)

const ALONE: Fault = {
  on: 'bucket',
  match: { nameRegex: '1\\.md$' },
  effect: { kind: 'answer', status: 403, code: 'AccessDenied' },
}

test.each([
  [{ documents: 3 }, 0],
  [{}, 1],
])('metadata that stayed alone is no document that is expected: %j', (changes, rejected) =>
  inProcess(
    async (publishing) => {
      await publishOpen(publishing, 4)
      const finalized = await finalizeAll(publishing.sandbox, changes)
      expect([finalized.ingested, finalized.rejected.length]).toEqual([3, rejected])
    },
    { faults: [ALONE] },
  )(),
)

test(
  'what is missing when the time is over is counted',
  inProcess(
    async (publishing) => {
      await publishOpen(publishing, 2)
      const { failure } = await finalizeAll(publishing.sandbox, { documents: 2 })
      expect(failure).toMatch(/"ingestion-timeout".*: 0 documents ingested.* of 2 expected/)
    },
    { ingestion: { delayMs: 60_000 } },
  ),
)

const UNKNOWN = 'api_ffffffffffffffffffffffffffffffffffff'

test.each<[string, Effect | undefined, Parameters<typeof finalizeAll>[1], RegExp]>([
  ['it does not know the key', undefined, { apiKey: UNKNOWN }, /HTTP 401/],
  ['it is gone', undefined, { apiUrl: new URL('http://127.0.0.1:1') }, /ECONNREFUSED/],
  ['it is in trouble', { kind: 'answer', status: 500 }, {}, /HTTP 500/],
  ['a proxy answers', { kind: 'answer', status: 403, body: 'html' }, {}, /web page/],
])('what cannot be closed is an error with the command: %s', (_case, effect, changes, why) =>
  inProcess(
    async (publishing) => {
      await publishOpen(publishing, 1)
      if (effect !== undefined) publishing.sandbox.fault({ on: 'platform', effect })

      const problem = await finalizeAll(publishing.sandbox, changes).catch(
        (error: unknown) => error,
      )

      expect(problem).toBeInstanceOf(PublishError)
      expect(String(problem)).toMatch(why)
      expect(String(problem)).toMatch(/curl -X PUT ".*upload_sessions\/.*"/)
    },
    { mayLeaveSessionsOpen: true },
  )(),
)
