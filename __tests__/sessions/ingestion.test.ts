import { expect, test } from '@jest/globals'
import type { Effect } from '../../sandbox/faults/fault.ts'
import { closeSession } from '../../src/sessions/close.ts'
import { waitForDocuments } from '../../src/sessions/ingestion-result.ts'
import { waitForIngestion } from '../../src/sessions/ingestion.ts'
import { onPlatform, type HeldPlatform } from '../support/held-platform.ts'

const signal = new AbortController().signal

const DOCUMENT = { path: 'a.md', name: 'a.md', size: 1 }

/** A closed session that never ingests the document that is waited for. */
async function waiting(held: HeldPlatform) {
  const { id } = await held.open()
  await closeSession(id, held)
  const { platform, clock, log } = held
  const polling = { platform, clock, log, signal, milliseconds: 600_000 }
  const delivered = { session: id, documents: [DOCUMENT], possibleDuplicates: new Set<never>() }
  return { id, polling, wait: () => waitForDocuments([delivered], 'OVERWRITE', polling) }
}

const TROUBLES: [string, Effect, RegExp][] = [
  ['503', { kind: 'answer', status: 503 }, /HTTP 503/],
  ['resets', { kind: 'reset' }, /ECONNRESET/],
]

test.each(TROUBLES)('guarantee 5: trouble does not end the wait: %s', (_, effect) =>
  onPlatform(async (held) => {
    const { wait } = await waiting(held)
    held.trouble(effect, 590)

    const { results, problem } = await wait()

    expect(held.clock.now()).toBe(600_000)
    expect([...results]).toEqual([[DOCUMENT, { kind: 'pending' }]])
    expect(problem).toBeUndefined()
    expect(held.log.lines.filter((line) => line.includes('The platform'))).toEqual([
      expect.stringMatching(/for up to 10 min to ask for the ingestion/),
      expect.stringMatching(/answers again after 9 min 5\d s/),
    ])
  }),
)

test.each(TROUBLES)('trouble until the end is told, too: %s', (_, effect, why) =>
  onPlatform(async (held) => {
    const { id, polling, wait } = await waiting(held)
    held.trouble(effect, 3_000)

    expect((await wait()).problem).toMatch(why)
    const ingestion = await waitForIngestion([id], { kind: 'count', documents: 1 }, polling)
    expect(ingestion.problem).toMatch(why)

    expect(held.clock.now()).toBeLessThanOrEqual(2 * 600_000 + 3 * 30_000)
  }),
)
