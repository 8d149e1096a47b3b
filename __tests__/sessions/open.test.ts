import { describe, expect, test } from '@jest/globals'
import type { Effect } from '../../sandbox/faults/fault.ts'
import { open } from '../support/client.ts'
import { onPlatform } from '../support/held-platform.ts'

test.each([0, 0.5, 1])(
  'a free slot is waited for two minutes, with growing pauses (chance %d)',
  (chance) =>
    onPlatform(
      async (held) => {
        const { sandbox, clock, log } = held
        const { id } = await open(sandbox)

        await expect(held.open()).rejects.toThrow(new RegExp(`HTTP 406.*${id}`))

        expect(clock.now()).toBe(120_000)
        const full = clock.pauses.slice(0, -1)
        expect(full).toEqual(full.toSorted((a, b) => a - b))
        expect(Math.max(...full)).toBeLessThanOrEqual(31_000)
        expect(log.lines).toHaveLength(1)
      },
      { maxOpenSessions: 1, chance },
    ),
)

const LOST: Effect = { kind: 'reset', handled: true }

describe('guarantee 5: a platform in trouble for 100 s is waited for', () => {
  test.each<[string, Effect, number]>([
    ['503', { kind: 'answer', status: 503 }, 0],
    ['429', { kind: 'answer', status: 429 }, 0],
    ['502', { kind: 'answer', status: 502 }, 0],
    ['502 although the session is opened', { kind: 'answer', status: 502, handled: true }, 1],
    ['resets', { kind: 'reset' }, 0],
    ['resets although the session is opened', LOST, 1],
  ])('all calls: %s', (_, effect, leftOver) =>
    onPlatform(async (held) => {
      held.trouble(effect, 100)

      const { id, orphansWithinMilliseconds } = await held.open()

      expect(held.sandbox.sessions.at(-1)?.id).toBe(id)
      expect(held.sandbox.sessions).toHaveLength(leftOver + 1)
      if (leftOver > 0) expect(orphansWithinMilliseconds).toBe(held.clock.now())
      expect(held.clock.now()).toBeLessThan(107_000)
      expect(held.sandbox.requests.length).toBeLessThan(60)
      expect(held.log.lines).toHaveLength(2)
    }),
  )

  test.each<[string, Effect]>([
    ['502', { kind: 'answer', status: 502 }],
    ['resets', { kind: 'reset' }],
  ])('only creating fails, and the list shows that nothing was opened: %s', (_, effect) =>
    onPlatform(async (held) => {
      held.trouble(effect, 100, 'create-session')

      const { id } = await held.open()

      expect(held.sandbox.sessions.map((session) => session.id)).toEqual([id])
      expect(held.clock.now()).toBeLessThan(107_000)
      expect(held.log.lines).toEqual([
        expect.stringMatching(/trying again for up to 2 min to open an upload session$/),
        expect.stringMatching(/answers again after 1 min 4\d s$/),
      ])
    }),
  )

  test.each<[string, Effect, number]>([
    ['silent', { kind: 'silent' }, 1],
    ['silent although the session is opened', { kind: 'silent', handled: true }, 2],
  ])('%s', (_, effect, sessions) =>
    onPlatform(
      async (held) => {
        held.sandbox.fault({ on: 'platform', times: 1, effect })

        const { id, orphansWithinMilliseconds } = await held.open()

        expect(held.sandbox.sessions.at(-1)?.id).toBe(id)
        expect(held.sandbox.sessions).toHaveLength(sessions)
        expect(orphansWithinMilliseconds).toBeDefined()
      },
      { silence: 1_500 },
    ),
  )

  test('the list of sessions does not come: one more request when the time is nearly up', () =>
    onPlatform(async (held) => {
      held.trouble({ kind: 'reset' }, 1_000, 'list-sessions')
      held.trouble(LOST, 1)

      const { id } = await held.open()

      expect(held.sandbox.sessions.map((session) => session.id)).toContain(id)
      expect(held.asked('create-session')).toBe(2)
      expect(held.clock.now()).toBeLessThan(120_000)
    }))
})

test('only creating fails, and sessions are opened all the same: few are left over', () =>
  onPlatform(async (held) => {
    held.trouble(LOST, 25, 'create-session')

    const { id } = await held.open()

    expect(held.sandbox.sessions.at(-1)?.id).toBe(id)
    expect(held.sandbox.sessions).toHaveLength(3)
  }))

test('guarantee 5: nor does that go on: four left over are an error that names them', () =>
  onPlatform(async (held) => {
    held.trouble(LOST, 1_000, 'create-session')

    await expect(held.open()).rejects.toThrow(/closed the connection \(ECONNRESET\); tried for/)

    expect(held.sandbox.sessions).toHaveLength(4)
    const warning = held.log.lines.at(-1) ?? ''
    expect(warning).toMatch(/^warning A request to open an upload session got no response/)
    expect(held.sandbox.sessions.filter(({ id }) => !warning.includes(id))).toEqual([])
  }))

test('guarantee 5: after two minutes it is an error that says so, and what to do', () =>
  onPlatform(async (held) => {
    held.trouble({ kind: 'answer', status: 503 }, 1_000)

    await expect(held.open()).rejects.toThrow(
      /in trouble \(HTTP 503\); tried for 1 min 59 s\. Run the step again later/,
    )

    expect(held.clock.now()).toBe(119_000)
    expect(held.log.lines).toHaveLength(1)
  }))

test('a refusal after a lost answer: a warning that a session may be open', () =>
  onPlatform(
    async (held) => {
      held.trouble(LOST, 0.1, 'create-session')

      await expect(held.open()).rejects.toThrow(/HTTP 406/)

      const [orphan] = held.sandbox.sessions
      expect(held.sandbox.sessions).toHaveLength(1)
      const warning = new RegExp(
        `^warning .* got no response\\..*orphaned: ${orphan?.id} .*curl -X PUT`,
      )
      expect(held.log.lines.at(-1)).toMatch(warning)
    },
    { maxOpenSessions: 1 },
  ))
