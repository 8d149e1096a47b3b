import { expect, test } from '@jest/globals'
import type { Effect } from '../../sandbox/faults/fault.ts'
import { closeSession } from '../../src/sessions/close.ts'
import { waitForDocuments } from '../../src/sessions/ingestion.ts'
import { waitForSessions } from '../../src/sessions/settling.ts'
import { onPlatform, type HeldPlatform } from '../support/held-platform.ts'

const signal = new AbortController().signal

/** A closed session that never takes the document that is waited for, or one without any. */
async function waiting(held: HeldPlatform) {
  const { id } = await held.open()
  await closeSession(id, held)
  const { platform, clock, log } = held
  const settling = { platform, clock, log, signal, milliseconds: 600_000 }
  return { id, settling, documents: { ...settling, writeMode: 'OVERWRITE' } as const }
}

const TROUBLES: [string, Effect, RegExp][] = [
  ['503', { kind: 'answer', status: 503 }, /HTTP 503/],
  ['resets', { kind: 'reset' }, /ECONNRESET/],
]

test.each(TROUBLES)('guarantee 5: trouble does not end the wait: %s', (_, effect) =>
  onPlatform(async (held) => {
    const { id, documents } = await waiting(held)
    held.trouble(effect, 590)

    const ingested = await waitForDocuments(id, [{ name: 'a.md' }], new Set(), documents)

    expect(held.clock.now()).toBe(600_000)
    expect(ingested.pending).toHaveLength(1)
    expect(ingested.problem).toBeUndefined()
    expect(held.log.lines.filter((line) => line.includes('The platform'))).toEqual([
      expect.stringMatching(/for up to 10 min to ask for the ingestion/),
      expect.stringMatching(/answers again after 9 min 5\d s/),
    ])
  }),
)

test.each(TROUBLES)('trouble until the end is told, too: %s', (_, effect, why) =>
  onPlatform(async (held) => {
    const { id, settling, documents } = await waiting(held)
    held.trouble(effect, 3_000)

    const ingested = await waitForDocuments(id, [{ name: 'a.md' }], new Set(), documents)
    expect(ingested.problem).toMatch(why)
    const settled = await waitForSessions([id], 1, settling)
    expect(settled.problem).toMatch(why)

    expect(held.clock.now()).toBeLessThanOrEqual(2 * 600_000 + 3 * 30_000)
  }),
)
