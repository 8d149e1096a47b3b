import { expect, test } from '@jest/globals'
import type { Effect } from '../sandbox/faults/fault.ts'
import { cleanUpAll } from './support/finalize-and-cleanup.ts'
import { open } from './support/client.ts'
import { inProcess } from './support/publishing.ts'

test(
  'every session is closed, at the address where it was opened',
  inProcess(async ({ sandbox }) => {
    const ids = [await open(sandbox), await open(sandbox)].map(({ id }) => id)

    const { closed, stillOpen, lines } = await cleanUpAll(sandbox)

    expect([closed, stillOpen]).toEqual([ids, []])
    expect(lines).toEqual(
      ids.map((id) => `info Session ${id}, which the step had left open, is closed`),
    )
  }),
)

test(
  'a session that is closed already is nothing to worry about',
  inProcess(
    async ({ sandbox }) => {
      await open(sandbox)
      await cleanUpAll(sandbox)
      expect(await cleanUpAll(sandbox)).toMatchObject({ stillOpen: [] })
    },
    { secondClose: 409 },
  ),
)

test(
  'of a session whose id nobody received it warns, and asks for nothing',
  inProcess(async ({ sandbox }) => {
    const openingSince = '2026-01-02T03:04:05Z'
    const { lines } = await cleanUpAll(sandbox, { openingSince })
    expect(lines).toEqual([
      expect.stringMatching(/^warning .*2026-01-02T03:04:05Z.*upload_sessions/),
    ])
    expect(sandbox.requests).toEqual([])
  }),
)

test.each<[string, Effect, string | undefined, RegExp]>([
  ['is gone', { kind: 'refuse' }, undefined, /ECONNREFUSED/],
  ['forbids it', { kind: 'answer', status: 403 }, undefined, /HTTP 403/],
  ['is in trouble', { kind: 'answer', status: 500 }, undefined, /HTTP 500/],
  ['does not know the key', { kind: 'latency', ms: 1 }, 'revoked', /HTTP 401.*"api-key"/],
])(
  'what cannot be closed is an error with the command: the platform %s',
  (_, effect, apiKey, why) =>
    inProcess(
      async ({ sandbox }) => {
        const { id } = await open(sandbox)
        sandbox.fault({ on: 'platform', effect })

        const { stillOpen, lines } = await cleanUpAll(
          sandbox,
          apiKey === undefined ? {} : { apiKey },
        )

        expect(stillOpen).toEqual([id])
        const error = lines.at(-1)
        expect(error).toMatch(/^error /)
        expect(error).toMatch(why)
        expect(error).toContain(`curl -X PUT "${sandbox.apiUrl}/`)
        expect(error).toContain(`/upload_sessions/${id}"`)
      },
      { mayLeaveSessionsOpen: true },
    )(),
)

test(
  'no key is sent to an address that is not one of https',
  inProcess(async ({ sandbox }) => {
    const { lines } = await cleanUpAll(sandbox, { apiUrl: 'http://192.0.2.1/', sessions: ['id-1'] })
    expect(lines).toEqual([expect.stringMatching(/^error Session id-1 .*no key is sent there/)])
  }),
)
