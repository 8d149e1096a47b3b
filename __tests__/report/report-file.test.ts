import { expect, test } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Entry } from '../../src/report/ledger.ts'
import { writeReportFile } from '../../src/report/report-file.ts'
import type { Result } from '../../src/report/result.ts'
import { hide } from '../../src/log/secrets.ts'

const NONE = { matched: 0, uploaded: 0, unchanged: 0, skipped: 0, failed: 0, bytesUploaded: 0 }

test.each([0, 1, 2_500])(
  '%i documents: JSON that names each, in a new file each time',
  (length) => {
    const entries = Array.from({ length }, (_, index): Entry => ({
      path: `${String(index)}.md`,
      outcome: 'uploaded',
      bytes: index,
    }))
    const counts = {
      matched: length,
      uploaded: length,
      unchanged: 0,
      skipped: 0,
      failed: 0,
      bytesUploaded: 0,
    }
    const result: Result = {
      workspace: 'w',
      dryRun: false,
      sessions: [],
      counts,
      entries,
      durationMilliseconds: 1,
    }
    const target = mkdtempSync(join(tmpdir(), 'report-'))
    try {
      const path = writeReportFile(result, target)
      expect(writeReportFile(result, target)).not.toBe(path)
      const written: unknown = JSON.parse(readFileSync(path, 'utf8'))
      expect(written).toEqual({
        schemaVersion: 1,
        workspace: 'w',
        dryRun: false,
        sessions: [],
        counts,
        durationMilliseconds: 1,
        documents: entries,
      })
    } finally {
      rmSync(target, { recursive: true, force: true })
    }
  },
)

test('guarantee 6: what a dry run would send is in it as it would be sent, without secrets', () => {
  const secret = 'a "secret" of 20 letters'
  hide(secret)
  const metadata = [
    { title: 'A', tags: ['x'], level: 2 },
    { title: `A ${secret} \\ "B"` },
    {},
    { [`key ${secret}`]: ['x'] },
  ]
  const entries = metadata.map((each, number): Entry => ({
    path: `${number}.md`,
    outcome: 'skipped',
    metadata: JSON.stringify(each),
  }))
  const result: Result = {
    workspace: 'w',
    dryRun: true,
    sessions: [],
    counts: NONE,
    entries,
    durationMilliseconds: 1,
  }
  const folder = mkdtempSync(join(tmpdir(), 'report-'))
  try {
    const text = readFileSync(writeReportFile(result, folder), 'utf8')
    expect(text).not.toContain('of 20 letters')
    expect(JSON.parse(text)).toMatchObject({
      documents: [
        { path: '0.md', metadata: metadata[0] },
        { path: '1.md', metadata: { title: 'A *** \\ "B"' } },
        { path: '2.md', metadata: {} },
        { path: '3.md', metadata: { 'key ***': ['x'] } },
      ],
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
})
