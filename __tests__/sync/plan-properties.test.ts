import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { isOurs, ownershipOf } from '../../src/sync/ownership.ts'
import { countsOf, documentsToSend, type Plan } from '../../src/sync/plan.ts'
import type { RemoteFile } from '../../src/sync/remote-file.ts'
import { fileFor, planOf, SCOPE, sha256Of, wantedFor } from '../support/synced.ts'

const GONE = new Set(['refs/heads/gone'])
const path = fc.constantFrom(...['a', 'b', 'c', 'd', 'e'].map((name) => `docs/${name}.md`))
const content = fc.constantFrom('one', 'two', 'three').map(sha256Of)
const ref = fc.constantFrom('refs/heads/main', 'refs/heads/next', 'refs/heads/gone', 'refs/tags/v1')
const oddity = fc.constantFrom(
  {},
  {},
  {},
  { publisher_id: '43' },
  { publisher_id: undefined },
  { publisher_id: undefined, run_url: undefined },
  { path: 'docs/../x.md' },
  { path: 'api/a.md' },
  { content_sha256: 'none' },
  { title: 'Edited' },
)

const files = fc
  .array(fc.tuple(path, content, ref, oddity, fc.constantFrom(5, 6, undefined)), { maxLength: 12 })
  .map((all) =>
    all.map(([path, content_sha256, publisher_ref, oddity, size], index): RemoteFile => {
      const file = fileFor(path, { content_sha256, publisher_ref, ref: publisher_ref }, oddity)
      return { ...file, size, id: String(index) }
    }),
  )
const wanted = fc
  .uniqueArray(fc.tuple(path, content), { selector: ([path]) => path })
  .map((all) => all.map(([path, content_sha256]) => wantedFor(path, { content_sha256 })))
const pendingNames = fc.uniqueArray(path).map((paths) => new Set(paths.map(nameOfPath)))

function nameOfPath(path: string): string {
  return wantedFor(path).document.name
}

const ids = (files: readonly { readonly file: RemoteFile }[]): string[] =>
  files.map(({ file }) => file.id).sort()

test('each document and each file is accounted for once', async () => {
  await fc.assert(
    fc.asyncProperty(wanted, files, pendingNames, async (wanted, files, pendingNames) => {
      const plan = await planOf(wanted, files, { goneBranches: GONE, pendingNames })

      expect(plan.documents.map(({ document }) => document)).toEqual(
        wanted.map(({ document }) => document),
      )
      const { new: fresh, changed, unchanged, renamed, stale } = countsOf(plan)
      expect(fresh + changed + unchanged + renamed).toBe(wanted.length)
      expect(renamed + stale).toBe(plan.stale.length)
      expect(Math.min(fresh, renamed, stale)).toBeGreaterThanOrEqual(0)
      expect(documentsToSend(plan, true)).toHaveLength(wanted.length - unchanged)
      expect(documentsToSend(plan, false)).toHaveLength(wanted.length)

      const names = new Set(wanted.map(({ document }) => document.name))
      const ofNobodys = files.filter((file) => {
        const { kind } = ownershipOf(file, SCOPE, GONE)
        return !names.has(file.name) && (kind === 'foreign' || kind === 'nobodys')
      })
      const unwanted = files.filter(({ name }) => !names.has(name))
      expect(
        [...ids(plan.stale), ...ids(plan.kept), ...ids(plan.leftBehind)]
          .concat(ofNobodys.map(({ id }) => id))
          .sort(),
      ).toEqual(unwanted.map(({ id }) => id).sort())
    }),
    { numRuns: 500 },
  )
})

test('only what is prunable is stale or surplus, and each heir has the content of one file', async () => {
  await fc.assert(
    fc.asyncProperty(wanted, files, async (wanted, files) => {
      const plan = await planOf(wanted, files, { goneBranches: GONE })
      const surplus = plan.duplicated.flatMap(({ surplus }) => surplus)
      for (const file of [...plan.stale.map(({ file }) => file), ...surplus]) {
        expect(ownershipOf(file, SCOPE, GONE).kind).toBe('prunable')
      }
      for (const { proven, surplus, files } of plan.duplicated) {
        expect(surplus).not.toContain(proven)
        if (proven !== undefined) expect(files).toContain(proven)
      }
      const heirs = plan.stale.flatMap(({ file, heir }) => (heir ? [{ file, heir }] : []))
      expect(new Set(heirs.map(({ heir }) => heir)).size).toBe(heirs.length)
      for (const { file, heir } of heirs) {
        const document = wanted.find(({ document }) => document === heir.document)
        expect(String(document?.metadata)).toContain(String(file.metadata['content_sha256']))
      }
    }),
    { numRuns: 500 },
  )
})

test('what is unchanged has one file, which is ours, and nothing of its name on the way', async () => {
  await fc.assert(
    fc.asyncProperty(wanted, files, pendingNames, async (wanted, files, pendingNames) => {
      const plan = await planOf(wanted, files, { goneBranches: GONE, pendingNames })
      for (const { document, change } of plan.documents) {
        if (change.kind !== 'unchanged') continue
        const ofName = files.filter(({ name }) => name === document.name)
        expect(ofName.map((file) => isOurs(ownershipOf(file, SCOPE, GONE)))).toEqual([true])
        expect(pendingNames.has(document.name)).toBe(false)
      }
    }),
    { numRuns: 500 },
  )
})

test('the order of the files and of the documents makes no difference', async () => {
  const shuffled = fc
    .tuple(wanted, files)
    .chain(([wanted, files]) =>
      fc.tuple(
        fc.constant({ wanted, files }),
        fc.shuffledSubarray(wanted, { minLength: wanted.length }),
        fc.shuffledSubarray(files, { minLength: files.length }),
      ),
    )
  await fc.assert(
    fc.asyncProperty(shuffled, async ([first, wanted, files]) => {
      const one = await planOf(first.wanted, first.files, { goneBranches: GONE })
      const other = await planOf(wanted, files, { goneBranches: GONE })
      expect(told(other)).toEqual(told(one))
    }),
    { numRuns: 300 },
  )
})

/** All of a plan but which of equal ones is an heir, or stays. */
function told(plan: Plan): unknown {
  return {
    counts: countsOf(plan),
    changes: Object.fromEntries(
      plan.documents.map(({ document, change }) => [document.path, change]),
    ),
    stale: ids(plan.stale),
    kept: ids(plan.kept),
    leftBehind: ids(plan.leftBehind),
    newestRun: plan.newestRun,
  }
}
