import { describe, expect, test } from '@jest/globals'
import type { Effect } from '../../sandbox/faults/fault.ts'
import { POST_MILLISECONDS } from '../../src/network/budgets.ts'
import { shutdownOf } from '../../src/network/shutdown.ts'
import { closeSession } from '../../src/sessions/close.ts'
import { onPlatform } from '../support/held-platform.ts'

describe('guarantee 3: a platform in trouble for 100 s is waited for', () => {
  test.each<[string, Effect]>([
    ['503', { kind: 'answer', status: 503 }],
    ['502', { kind: 'answer', status: 502 }],
    ['502 although the session is closed', { kind: 'answer', status: 502, handled: true }],
    ['resets', { kind: 'reset' }],
    ['resets although the session is closed', { kind: 'reset', handled: true }],
  ])('%s', (_, effect) =>
    onPlatform(
      async (held) => {
        const { id } = await held.open()
        held.trouble(effect, 100)

        expect(await closeSession(id, held)).toBeUndefined()

        expect(held.sandbox.sessions[0]?.status).toBe('CLOSED')
        expect(held.clock.now()).toBeLessThan(110_000)
        expect(held.sandbox.requests.length).toBeLessThan(90)
        expect(held.log.lines).toEqual([
          expect.stringMatching(new RegExp(`for up to 2 min to close the upload session ${id}$`)),
          expect.stringMatching(/answers again after 1 min 4\d s$/),
        ])
      },
      { secondClose: 409 },
    ),
  )
})

test('closed without an answer: the list tells at once', () =>
  onPlatform(async (held) => {
    const { id } = await held.open()
    held.trouble({ kind: 'reset', handled: true }, 1_000, 'close-session')

    expect(await closeSession(id, held)).toBeUndefined()

    expect(held.asked('close-session')).toBe(1)
  }))

test.each<[string, number, RegExp]>([
  ['main', 120_000, /HTTP 503\); tried for 1 min 49 s/],
  ['post', POST_MILLISECONDS, /HTTP 503\); tried for 39 s/],
])('%s gives up in its time, after a look at the list', (_, milliseconds, why) =>
  onPlatform(async (held) => {
    const { id } = await held.open()
    held.trouble({ kind: 'answer', status: 503 }, 1_000)

    const problem = await closeSession(id, held, milliseconds)

    expect(problem).toMatch(why)
    expect(problem).toMatch(/To close it now, run: curl -X PUT/)
    expect(held.clock.now()).toBeLessThanOrEqual(milliseconds)
    expect(held.sandbox.requests.at(-1)?.call).toBe('list-sessions')
    expect(held.log.lines).toHaveLength(1)
  }),
)

test('several sessions side by side: one pair of lines', () =>
  onPlatform(async (held) => {
    const sessions = [await held.open(), await held.open(), await held.open()]
    held.trouble({ kind: 'reset' }, 30)

    const problems = await Promise.all(sessions.map(({ id }) => closeSession(id, held)))

    expect(problems).toEqual([undefined, undefined, undefined])
    expect(held.log.lines).toHaveLength(2)
  }))

test('a refusal is not waited out', () =>
  onPlatform(async (held) => {
    const { id } = await held.open()
    held.trouble({ kind: 'answer', status: 403 }, 1_000, 'close-session')

    expect(await closeSession(id, held)).toMatch(/HTTP 403/)

    expect(held.clock.now()).toBe(0)
    expect(held.asked('list-sessions')).toBeGreaterThan(0)
  }))

test('a cancelled run does not wait for what the platform asks to wait', () =>
  onPlatform(async (held) => {
    const { id } = await held.open()
    const cancelling = new AbortController()
    const headers = { 'retry-after': '60' }
    held.sandbox.fault({
      on: 'platform',
      times: 1,
      match: ({ call }) => {
        if (call === 'close-session') cancelling.abort(new Error('cancelled'))
        return call === 'close-session'
      },
      effect: { kind: 'answer', status: 503, headers },
    })

    const closing = { ...held, shutdown: shutdownOf(cancelling.signal) }
    expect(await closeSession(id, closing)).toBeUndefined()

    expect(held.clock.now()).toBe(0)
    expect(held.sandbox.sessions[0]?.status).toBe('CLOSED')
  }))
