import { expect, test } from '@jest/globals'
import { Ledger } from '../../src/report/ledger.ts'
import { recordingLog } from '../support/recording-log.ts'

test('guarantee 1: every expected document ends with an outcome and a reason', () => {
  const log = recordingLog()
  const ledger = new Ledger(log)
  ledger.expect([
    { path: 'a.md', name: 'a.md' },
    { path: 'b.md', name: 'b.md' },
    { path: 'c.md', name: 'c.md' },
  ])
  ledger.leftOut('link.md', 'skipped', 'A link.')
  ledger.uploaded('a.md', 5)
  ledger.leftOut('b.md', 'failed', 'Refused.')
  expect(ledger.counts.matched).toBe(4)
  expect(ledger.abandon('failed', 'Not sent.').map(({ path }) => path)).toEqual(['c.md'])
  expect(ledger.counts).toEqual({
    matched: 4,
    uploaded: 1,
    skipped: 1,
    failed: 2,
    bytesUploaded: 5,
  })
  expect(ledger.entries).toEqual([
    { path: 'link.md', outcome: 'skipped', reason: 'A link.' },
    { path: 'a.md', name: 'a.md', outcome: 'uploaded', bytes: 5 },
    { path: 'b.md', name: 'b.md', outcome: 'failed', reason: 'Refused.' },
    { path: 'c.md', name: 'c.md', outcome: 'failed', reason: 'Not sent.' },
  ])
  expect(log.lines).toEqual(['warning link.md: A link.', 'error b.md: Refused.'])
})
