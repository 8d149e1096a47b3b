import { expect, test } from '@jest/globals'
import type { Fault } from '../../sandbox/faults/fault.ts'
import { errorsOf } from '../support/checks.ts'
import { startServer } from '../support/front-server.ts'
import { FASTER, onSandbox } from '../support/job.ts'
import type { Job } from '../support/job.ts'
import { ingestions } from '../support/ingestions.ts'
import { writeDocuments } from '../support/steps.ts'

const WAIT = { 'wait-for-ingestion': 'true' }

test(
  'ingestion-timeout: red, with what is still pending',
  onSandbox(
    async (job) => {
      writeDocuments(job, 8)

      const result = await job.publish({ ...WAIT, 'ingestion-timeout': '1' })

      expect(errorsOf(result)).toEqual([
        expect.stringMatching(
          /documents? uploaded but not ingested.*"ingestion-timeout".*docs\/7\.md/,
        ),
      ])
      const all = Object.values(ingestions(result))
      expect([all.includes('ingested'), all.includes('pending')]).toEqual([true, true])
      expect(result.outputs).toMatchObject({ 'documents-uploaded': '8', 'documents-failed': '0' })
      expect(result.summary).toContain('not yet ingested')
    },
    { ingestion: { fileMs: 250 } },
  ),
)

test.each<[string, Fault['effect']]>([
  ['silent', { kind: 'silent' }],
  ['slower than the time there is', { kind: 'latency', ms: 60_000 }],
])('ingestion-timeout holds with a platform that is %s, too', (_case, effect) =>
  onSandbox(async (job) => {
    writeDocuments(job, 2)
    const match = ({ call }: { call: string }) =>
      call === 'get-session' || call === 'list-session-files'
    job.sandbox.fault({ on: 'platform', match, effect })

    const result = await job.publish({ ...WAIT, 'ingestion-timeout': '50' }, FASTER)

    expect(errorsOf(result)).toEqual([
      expect.stringMatching(/2 documents uploaded but not ingested/),
    ])
    expect(new Set(Object.values(ingestions(result)))).toEqual(new Set(['pending']))
  })(),
)

test(
  'a slow platform that fails now and then is waited for',
  onSandbox(
    async (job) => {
      writeDocuments(job, 12)
      expect(await job.publish(WAIT, FASTER)).toMatchObject({ outcome: 'success', annotations: [] })
    },
    {
      ingestion: { delayMs: 300, fileMs: 20 },
      faults: [
        { on: 'platform', match: { call: 'get-session' }, times: 1, effect: { kind: 'silent' } },
        {
          on: 'platform',
          match: { call: 'get-session' },
          after: 2,
          times: 3,
          effect: { kind: 'answer', status: 502, body: 'html' },
        },
        {
          on: 'platform',
          match: { call: 'list-session-files' },
          times: 1,
          effect: { kind: 'reset' },
        },
        { on: 'platform', effect: { kind: 'latency', ms: 50 } },
      ],
    },
  ),
)

test.each<[string, Fault['effect'], RegExp]>([
  ['gone', { kind: 'refuse' }, /ECONNREFUSED/],
  ['refusing', { kind: 'answer', status: 403 }, /HTTP 403/],
  ['not itself any more', { kind: 'answer', status: 200, body: 'html' }, /web page/],
])(
  'a platform that is %s while the run waits is an error; the session is closed',
  (_case, effect, why) =>
    onSandbox(
      async (job) => {
        writeDocuments(job, 2)
        const running = job.start(WAIT, {
          ...FASTER,
          onLine: (line) => {
            if (line.includes('is closed')) job.sandbox.fault({ on: 'platform', effect })
          },
        })
        const result = await running.result
        expect(errorsOf(result)).toEqual([expect.stringMatching(why)])
        expect(result.outputs).toMatchObject({ 'documents-uploaded': '2' })
      },
      { ingestion: { delayMs: 2_000 } },
    )(),
)

test.each(['SIGINT', 'SIGTERM'] as const)('%s while the run waits: red, and partial', (signal) =>
  onSandbox(
    async (job) => {
      writeDocuments(job, 2)
      const running = job.start(WAIT, {
        onLine: (line) => {
          if (line.includes('ingested,')) running.process.kill(signal)
        },
      })
      const result = await running.result
      expect(result.exitCode).toBe(1)
      expect(errorsOf(result)).toEqual([expect.stringMatching(`cancelled \\(${signal}\\)`)])
      expect(result.outputs).toMatchObject({ 'documents-uploaded': '2', 'documents-failed': '0' })
      expect(result.summary).toContain('Partial')
    },
    { ingestion: { delayMs: 60_000 } },
  )(),
)

test.each([0, 1])('lists are read to their end, where pages are counted from %i', (base) =>
  onSandbox(async (job) => {
    writeDocuments(job, 25)
    await job.publish(WAIT)
    await using front = await startPages(job, base)

    const result = await job.publish({ ...WAIT, 'write-mode': 'FAIL', 'api-url': front.url })

    expect(result.outputs['documents-failed']).toBe('25')
    expect(Object.values(ingestions(result))).toEqual(Array(25).fill('rejected'))
  })(),
)

test(
  'a list that does not move on ends the wait with an error',
  onSandbox(async (job) => {
    writeDocuments(job, 25)
    await job.publish(WAIT)
    await using front = await startPages(job, undefined)

    const result = await job.publish({ ...WAIT, 'write-mode': 'FAIL', 'api-url': front.url })

    expect(errorsOf(result)).toEqual([expect.stringMatching(/list of the documents.*never ends/)])
  }),
)

/** Stands in front of a platform and counts its pages from another number, or gives always the first. */
function startPages({ sandbox }: Job, base: number | undefined) {
  return startServer(async ({ method = 'GET', url = '', headers }, body) => {
    const there = new URL(url, sandbox.apiUrl)
    const page = there.searchParams.get('page_number')
    if (base === undefined) there.searchParams.delete('page_number')
    else if (page !== null) there.searchParams.set('page_number', String(Number(page) + 1 - base))
    const answer = await fetch(there, {
      method,
      headers: { authorization: headers.authorization ?? '', 'content-type': 'application/json' },
      body: method === 'GET' ? null : body,
    })
    const type = answer.headers.get('content-type') ?? 'text/plain'
    return { status: answer.status, headers: { 'content-type': type }, body: await answer.text() }
  })
}
