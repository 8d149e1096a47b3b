import { expect, test } from '@jest/globals'
import { Ledger } from '../../src/report/ledger.ts'
import { recordingLog } from '../support/recording-log.ts'

test('guarantee 1: every expected document ends with an outcome and a reason', () => {
  const log = recordingLog()
  const ledger = new Ledger(log)
  ledger.expect([
    { path: 'a.md', name: 'a.md', size: 5 },
    { path: 'b.md', name: 'b.md', size: 5 },
    { path: 'c.md', name: 'c.md', size: 5 },
  ])
  ledger.settle('link.md', { kind: 'skipped', reason: 'A link.' })
  ledger.settle('a.md', { kind: 'uploaded', bytes: 5 })
  ledger.settle('b.md', { kind: 'failed', reason: 'Rejected.' })
  expect(ledger.counts.matched).toBe(4)
  expect(ledger.abandon('Not sent.')).toEqual(['c.md'])
  expect(ledger.counts).toEqual({
    matched: 4,
    uploaded: 1,
    unchanged: 0,
    skipped: 1,
    failed: 2,
    bytesUploaded: 5,
  })
  expect(ledger.entries).toEqual([
    { path: 'link.md', outcome: 'skipped', reason: 'A link.' },
    { path: 'a.md', name: 'a.md', outcome: 'uploaded', bytes: 5 },
    { path: 'b.md', name: 'b.md', outcome: 'failed', reason: 'Rejected.' },
    { path: 'c.md', name: 'c.md', outcome: 'failed', reason: 'Not sent.' },
  ])
  expect(log.lines).toEqual(['warning link.md: A link.', 'error b.md: Rejected.'])
})

test('what the platform made of uploaded documents: one that it rejected has failed', () => {
  const log = recordingLog()
  const ledger = new Ledger(log)
  for (const path of ['a.md', 'b.md', 'c.md']) ledger.settle(path, { kind: 'uploaded', bytes: 5 })
  ledger.settleIngestion('a.md', { kind: 'ingested' })
  ledger.settleIngestion('b.md', { kind: 'rejected', reason: 'No.' })
  ledger.settleIngestion('c.md', { kind: 'pending' })
  expect(ledger.entries).toEqual([
    { path: 'a.md', outcome: 'uploaded', bytes: 5, ingestion: 'ingested' },
    { path: 'b.md', outcome: 'failed', bytes: 5, ingestion: 'rejected', reason: 'No.' },
    { path: 'c.md', outcome: 'uploaded', bytes: 5, ingestion: 'pending' },
  ])
  expect(ledger.counts).toMatchObject({ uploaded: 2, failed: 1, bytesUploaded: 10 })
  expect(log.lines).toEqual(['error b.md: No.'])
})
