import { expect, test } from '@jest/globals'
import type { Clock } from '../../src/network/clock.ts'
import { openNetwork } from '../../src/network/network.ts'
import { connectPlatform } from '../../src/platform/client.ts'
import { endingOf } from '../../src/sessions/ending.ts'
import { openSession } from '../../src/sessions/open.ts'
import { startSandbox } from '../../sandbox/sandbox.ts'
import { open } from '../sandbox/client.ts'
import { recordingLog } from '../report/recording-log.ts'

/** A clock that only sleeping moves; the chance that it gives is always the same. */
function heldClock(chance: number): Clock & { readonly pauses: number[] } {
  const pauses: number[] = []
  return {
    pauses,
    now: () => pauses.reduce((sum, pause) => sum + pause, 0),
    sleep: (milliseconds) => {
      pauses.push(milliseconds)
      return Promise.resolve()
    },
    busy: () => 0,
    random: () => chance,
  }
}

test.each([0, 0.5, 1])(
  'a place is waited for two minutes, with growing pauses (chance %d)',
  async (chance) => {
    await using sandbox = await startSandbox({ maxOpenSessions: 1 })
    const { id } = await open(sandbox)
    const clock = heldClock(chance)
    const network = openNetwork({ http: '', https: '', except: '' }, 2)
    try {
      const { apiKey } = sandbox
      const apiUrl = new URL(sandbox.apiUrl)
      const log = recordingLog()
      const access = { apiUrl, apiKey, workspace: 'handbook' }
      const platform = connectPlatform(access, network, clock, log)
      const request = { writeMode: 'OVERWRITE', parallelProcessing: false } as const
      const ending = endingOf(new AbortController().signal)

      const opening = openSession({ platform, apiUrl, request, clock, log, ending })

      await expect(opening).rejects.toThrow(new RegExp(`HTTP 406.*${id}`))
      expect(clock.now()).toBe(120_000)
      const full = clock.pauses.slice(0, -1)
      expect(full).toEqual(full.toSorted((a, b) => a - b))
      expect(Math.max(...full)).toBeLessThanOrEqual(31_000)
      expect(log.lines).toHaveLength(1)
    } finally {
      await network.destroy()
    }
  },
)
