import { describe, expect, test } from '@jest/globals'
import {
  ManualClock,
  startSandbox,
  type Sandbox,
  type SandboxOptions,
} from '../../sandbox/sandbox.ts'
import { openNetwork } from '../../src/network/network.ts'
import { connectPlatform } from '../../src/platform/client.ts'
import { findOnItsWay, type LookRequest, type OnItsWay } from '../../src/sync/on-its-way.ts'
import { api, open, send, WORKSPACE, type Opened } from '../support/client.ts'
import { manualClock } from '../support/manual-clock.ts'
import { recordingLog } from '../support/recording-log.ts'

const MINUTE = 60_000
const NOTHING = {
  pendingNames: new Set(),
  sendsEverything: false,
  openYoung: [],
  openOld: [],
  withholds: undefined,
  unsettled: [],
  ended: expect.any(Set),
  warnings: [],
}

interface Held {
  readonly sandbox: Sandbox
  /** The platform's clock, which goes on while the run waits. */
  readonly manual: ManualClock
  readonly clock: ReturnType<typeof manualClock>
  readonly log: ReturnType<typeof recordingLog>
  readonly find: (more?: Partial<LookRequest>) => Promise<OnItsWay>
  /** A session of somebody else's, closed with these documents. */
  readonly closed: (...names: string[]) => Promise<Opened>
  readonly close: (session: Opened) => Promise<void>
  /** The calls since the platform was last asked about them, by name. */
  readonly calls: () => string[]
}

/** With a platform whose time is not the runner's. */
async function withSessions(
  work: (held: Held) => Promise<void>,
  options: SandboxOptions = {},
): Promise<void> {
  const manual = new ManualClock(Date.UTC(2021, 4, 3))
  await using sandbox = await startSandbox({ maxOpenSessions: 500, clock: manual, ...options })
  const network = openNetwork({ http: '', https: '', except: '' }, 8)
  const held = manualClock()
  const clock = {
    ...held,
    sleep: async (milliseconds: number, signal?: AbortSignal) => {
      await held.sleep(milliseconds, signal)
      manual.advance(milliseconds)
    },
  }
  const log = recordingLog()
  const access = { apiUrl: new URL(sandbox.apiUrl), apiKey: sandbox.apiKey, workspace: WORKSPACE }
  const platform = connectPlatform(access, network, clock, log)
  const close = async ({ id }: Opened): Promise<void> => {
    await api(sandbox, 'PUT', `/upload_sessions/${id}`, { status: 'CLOSED' })
  }
  let seen = 0
  try {
    await work({
      sandbox,
      manual,
      clock,
      log,
      close,
      closed: async (...names) => {
        const session = await open(sandbox)
        for (const name of names) await send(session, name, 'x')
        await close(session)
        return session
      },
      find: (more) => {
        seen = sandbox.requests.length
        return findOnItsWay({
          platform,
          clock,
          log,
          signal: new AbortController().signal,
          own: new Set(),
          ingestionMilliseconds: 600_000,
          waits: true,
          ...more,
        })
      },
      calls: () => sandbox.requests.slice(seen).map(({ call }) => call),
    })
  } finally {
    await network.destroy()
  }
}

describe('where nothing is on its way', () => {
  test('one call says so', () =>
    withSessions(async ({ find, calls }) => {
      expect(await find()).toEqual(NOTHING)
      expect(calls()).toEqual(['list-sessions'])
    }))

  test.each([{}, { shuffled: true }])(
    'a day of sessions takes a call for each of the newest twenty: %j',
    (sessionList) =>
      withSessions(
        async ({ find, closed, calls, manual, sandbox }) => {
          for (let count = 0; count < 120; count += 1) {
            await closed()
            manual.advance(10 * MINUTE)
          }
          manual.advance(10 * MINUTE)
          expect(await find()).toEqual(NOTHING)
          const pages = calls().filter((call) => call === 'list-sessions')
          expect([pages.length, calls().length]).toEqual([3, 23])
          const looked = new Set(sandbox.requests.slice(-20).map(({ id }) => id))
          const newest = sandbox.sessions.slice(-20).map(({ id }) => id)
          expect(newest.filter((id) => !looked.has(id))).toEqual([])
        },
        { sessionList },
      ),
  )

  test('a list that gives ten a page at most is asked for that', () =>
    withSessions(
      async ({ find, closed, calls, manual }) => {
        for (let count = 0; count < 12; count += 1) await closed('a.md')
        manual.advance(20 * MINUTE)
        expect(await find()).toEqual(NOTHING)
        expect(calls().filter((call) => call === 'list-sessions')).toHaveLength(4)
      },
      { sessionList: { most: 10 } },
    ))

  test('the platform’s word on the write mode does not matter', () =>
    withSessions(
      async ({ find, closed, manual }) => {
        await closed('a.md')
        manual.advance(20 * MINUTE)
        expect(await find()).toEqual(NOTHING)
      },
      { sessionList: { writeMode: 'TEMPORARY' } },
    ))

  test('all sessions of the last hour are looked at', () =>
    withSessions(async ({ find, closed, calls, manual }) => {
      for (let count = 0; count < 40; count += 1) await closed('a.md')
      manual.advance(30 * MINUTE)
      expect(await find()).toEqual(NOTHING)
      expect(calls().filter((call) => call === 'list-session-files')).toHaveLength(40)
    }))

  test('what was closed a moment ago and is ingested already takes another call', () =>
    withSessions(async ({ find, closed, calls, sandbox }) => {
      await closed('a.md')
      await sandbox.ingested()
      expect(await find()).toEqual(NOTHING)
      expect(calls()).toEqual(['list-sessions', 'list-session-files', 'get-session'])
    }))
})

describe('a session that is open', () => {
  test('is waited for until it is closed', () =>
    withSessions(async ({ find, sandbox, manual, clock, log, close }) => {
      const session = await open(sandbox)
      await send(session, 'a.md', 'x')
      manual.advance(10 * MINUTE)
      manual.at(manual.now() + 20_000, () => void close(session))
      expect(await find()).toEqual(NOTHING)
      expect(clock.now()).toBeGreaterThan(20_000)
      expect(clock.now()).toBeLessThan(120_000)
      expect(log.lines).toEqual(['info Waiting up to 2 min for 1 upload session of other runs'])
    }))

  test('for two minutes at most; then it is named, and nothing is proven', () =>
    withSessions(async ({ find, sandbox, clock }) => {
      const { id } = await open(sandbox)
      const { openYoung, withholds, warnings } = await find()
      expect(openYoung.map(({ session_id }) => session_id)).toEqual([id])
      expect(withholds).toContain(id)
      expect(warnings).toEqual([withholds])
      expect(clock.now()).toBe(120_000)
    }))

  test('is not waited for where it is older than 15 minutes: it only gets a warning', () =>
    withSessions(async ({ find, sandbox, manual, clock }) => {
      const { id } = await open(sandbox)
      manual.advance(15 * MINUTE)
      const { openYoung, openOld, withholds, warnings } = await find()
      expect([openYoung, openOld.map(({ session_id }) => session_id)]).toEqual([[], [id]])
      expect(withholds).toBeUndefined()
      expect(warnings).toEqual([expect.stringMatching(`${id}.*curl -X PUT .*SESSION_ID`)])
      expect(clock.pauses).toEqual([])
    }))

  test('of this run is left out', () =>
    withSessions(async ({ find, sandbox }) => {
      const { id } = await open(sandbox)
      expect(await find({ own: new Set([id]) })).toEqual(NOTHING)
    }))

  test('is not waited for by a look', () =>
    withSessions(async ({ find, sandbox, clock }) => {
      await open(sandbox)
      expect((await find({ waits: false })).openYoung).toHaveLength(1)
      expect(clock.pauses).toEqual([])
    }))
})

describe('a closed session that is being ingested', () => {
  test('names its documents, and nothing is proven', () =>
    withSessions(
      async ({ find, closed, manual, sandbox }) => {
        const names = Array.from({ length: 23 }, (_, index) => `${index}.md`)
        const { id } = await closed(...names)
        await closed()
        manual.advance(20 * MINUTE)
        const { pendingNames, sendsEverything, withholds, warnings } = await find()
        expect([...pendingNames].sort()).toEqual(names.sort())
        expect(sendsEverything).toBe(false)
        expect(withholds).toMatch(new RegExp(`still ingesting 23 documents of others.*${id}`))
        expect(warnings).toEqual([withholds])
        sandbox.releaseIngestion()
        await sandbox.ingested()
        expect(await find()).toEqual(NOTHING)
      },
      { ingestion: { held: true } },
    ))

  test('is found behind many newer ones as long as some of these are pending, too', () =>
    withSessions(
      async ({ find, closed, manual }) => {
        await closed('old.md')
        for (let count = 0; count < 25; count += 1) await closed('new.md')
        manual.advance(120 * MINUTE)
        const { pendingNames } = await find()
        expect([...pendingNames].sort()).toEqual(['new.md', 'old.md'])
      },
      { ingestion: { held: true } },
    ))

  test('may not have begun: that is waited for, and then nothing is proven', () =>
    withSessions(
      async ({ find, closed, clock }) => {
        const { id } = await closed('a.md')
        const { pendingNames, withholds } = await find()
        expect(pendingNames.size).toBe(0)
        expect(withholds).toMatch(new RegExp(`has not begun to ingest.*${id}`))
        expect(clock.now()).toBe(120_000)
      },
      { ingestion: { delayMs: 60_000 } },
    ))

  test('may hold more than can be named: then everything is sent, in the end', () =>
    withSessions(
      async ({ find, sandbox, clock, log, close }) => {
        const session = await open(sandbox)
        const names = Array.from({ length: 2_001 }, (_, index) => `${index}.md`)
        for (let start = 0; start < names.length; start += 100)
          await Promise.all(names.slice(start, start + 100).map((name) => send(session, name, 'x')))
        await close(session)
        const { pendingNames, sendsEverything, withholds } = await find()
        expect([pendingNames.size, sendsEverything]).toEqual([0, true])
        expect(withholds).toMatch(`so every document is sent: ${session.id}`)
        expect(clock.now()).toBe(600_000)
        expect(log.lines).toEqual([
          'info Waiting until the platform has ingested what others have sent: 2,001 documents pending',
        ])
      },
      { ingestion: { held: true } },
    ))
})

describe('a platform that does not tell', () => {
  test('proves nothing, and is no reason to fail', () =>
    withSessions(async ({ find, sandbox }) => {
      sandbox.fault({ on: 'platform', effect: { kind: 'answer', status: 503 } })
      const { withholds, ...rest } = await find()
      expect(withholds).toMatch(/did not list its upload sessions in time/)
      expect(rest).toEqual({
        ...NOTHING,
        withholds: undefined,
        unsettled: undefined,
        warnings: [withholds],
      })
    }))

  test('a brown-out costs time', () =>
    withSessions(async ({ find, sandbox, clock }) => {
      const match = (): boolean => clock.now() < 100_000
      sandbox.fault({ on: 'platform', match, effect: { kind: 'reset' } })
      expect(await find()).toEqual(NOTHING)
      expect(clock.now()).toBeGreaterThan(100_000)
    }))

  test('a key that is refused is an error', () =>
    withSessions(
      async ({ find }) => {
        await expect(find()).rejects.toThrow(/HTTP 403/)
        await expect(find({ waits: false })).rejects.toThrow(/HTTP 403/)
      },
      { forbiddenWorkspaces: [WORKSPACE] },
    ))
})
