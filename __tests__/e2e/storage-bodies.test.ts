import { expect, test } from '@jest/globals'
import { appendFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Effect, FaultRequest } from '../../sandbox/sandbox.ts'
import { FASTER, onSandbox } from '../support/job.ts'
import type { Job } from '../support/job.ts'
import { fatesOf } from '../support/report.ts'
import {
  documentsIn,
  expectDelivered,
  expectDescribed,
  write,
} from '../support/storage-delivery.ts'
import type { Contents } from '../support/storage-delivery.ts'

const MEBIBYTE = 1024 * 1024

const BORDERS = [64 * 1024, MEBIBYTE].flatMap((border) => [border - 1, border, border + 1])

test(
  'guarantee 9: documents of every size are sent with the length they have',
  onSandbox(
    async (job) => {
      const sizes = [1, 2, ...BORDERS, 256 * 1024, 2 * MEBIBYTE, 2 * MEBIBYTE + 1]
      const contents: Contents = Object.fromEntries(
        sizes.map((size) => [`docs/${size}.bin`, Buffer.alloc(size, `of ${size} bytes `)]),
      )
      job.repository.commit('Begin')
      write(job, contents)

      const result = await job.publish()

      expect(result.outcome).toBe('success')
      expectDelivered(job, contents)
      // A length that is not that of the body would be a refused or broken request.
      expect(job.sandbox.bucketRequests).toMatchObject({
        total: 2 * sizes.length,
        byStatus: { 204: 2 * sizes.length },
      })
    },
    { keepContents: false },
  ),
)

/** So long that its end is still unread when its beginning arrives: no line holds so much. */
const LARGE = Buffer.alloc(32 * MEBIBYTE, 'a large document that changes')
const CHANGED = 'docs__changed.bin'

/** Does something to the document while it is sent: when its so many first attempts begin to arrive. */
function whileSent({ sandbox, repository }: Job, act: (file: string) => void, times: number): void {
  let attempts = 0
  sandbox.fault({
    on: 'bucket',
    match: ({ name }: FaultRequest) => {
      if (name === CHANGED && ++attempts <= times) act(join(repository.folder, 'docs/changed.bin'))
      return false
    },
    effect: { kind: 'reset' },
  })
}

function grow(file: string): void {
  appendFileSync(file, 'more')
}

function shrink(size: number): (file: string) => void {
  return (file) => {
    truncateSync(file, size)
  }
}

function rewriteEnd(file: string): void {
  truncateSync(file, LARGE.length - 10)
  appendFileSync(file, String(Math.random()).slice(0, 10).padEnd(10))
}

test.each<[string, (file: string) => void, number]>([
  ['grows', grow, 2],
  ['shrinks', shrink(LARGE.length - 1_000), 2],
  ['shrinks to a small one', shrink(1_000), 2],
  ['is rewritten in the same size', rewriteEnd, 2],
  ['is rewritten twice', rewriteEnd, 3],
])(
  'guarantee 2: a document that %s while it is sent is sent again, after its metadata',
  (_, act, sent) =>
    onSandbox(
      async (job) => {
        job.repository.commit('Begin')
        write(job, { 'docs/changed.bin': LARGE, 'docs/a.md': '# A\n' })
        whileSent(job, act, sent - 1)

        const result = await job.publish()

        expect(result.outcome).toBe('success')
        const file = await open(join(job.repository.folder, 'docs/changed.bin'))
        const now = await file.readFile().finally(() => file.close())
        expectDelivered(job, { 'docs/changed.bin': now, 'docs/a.md': '# A\n' })
        const [document] = documentsIn(job.sandbox).filter(({ name }) => name === CHANGED)
        expect(document).toMatchObject({ attempts: sent, stores: 1 })
      },
      { keepContents: false },
    )(),
)

test.each<[string, (file: string) => void]>([
  [
    'replaced by another',
    (file) => {
      writeFileSync(`${file}.new`, 'another document')
      renameSync(`${file}.new`, file)
    },
  ],
  ['removed', rmSync],
])('a document that is %s while it is sent arrives as it was', (_, act) =>
  onSandbox(
    async (job) => {
      job.repository.commit('Begin')
      write(job, { 'docs/changed.bin': LARGE })
      whileSent(job, act, 1)

      expect(await job.publish()).toHaveProperty('outcome', 'success')
      expectDelivered(job, { 'docs/changed.bin': LARGE })
    },
    { keepContents: false },
  )(),
)

test(
  'guarantee 5: a document that changes each time is given up by name after three times',
  onSandbox(
    async (job) => {
      job.repository.commit('Begin')
      write(job, { 'docs/changed.bin': LARGE, 'docs/a.md': '# A\n' })
      whileSent(job, rewriteEnd, Infinity)

      const result = await job.publish()

      expect(fatesOf(result)).toEqual({
        'docs/a.md': 'uploaded',
        'docs/changed.bin': expect.stringMatching(/^failed: It changed every time/),
      })
      expect(documentsIn(job.sandbox).map(({ name }) => name)).toEqual(['docs__a.md'])
      expect(job.sandbox.bucketRequests.total).toBe(2 + 3 * 2)
    },
    { keepContents: false },
  ),
)

test.each<[string, Effect]>([
  ['reset', { kind: 'reset', handled: true }],
  ['silent', { kind: 'silent', handled: true }],
])(
  'a document that changes after its answer was lost is never under other metadata: %s',
  (_, effect) =>
    onSandbox(
      async (job) => {
        job.repository.commit('Begin')
        write(job, { 'docs/changed.bin': LARGE })
        let attempts = 0
        job.sandbox.fault({
          on: 'bucket',
          match: ({ name }) => {
            if (name !== CHANGED) return false
            attempts += 1
            if (attempts === 2) rewriteEnd(join(job.repository.folder, 'docs/changed.bin'))
            return attempts === 1
          },
          effect,
        })

        const result = await job.publish({}, FASTER)

        expect(fatesOf(result)).toEqual({
          'docs/changed.bin': expect.stringMatching(
            /^failed: It changed .* after an answer was lost/,
          ),
        })
        expectDelivered(job, { 'docs/changed.bin': LARGE })
        expectDescribed(job.sandbox)
      },
      { keepContents: false },
    )(),
)
