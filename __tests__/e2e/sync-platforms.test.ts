import { setTimeout } from 'node:timers/promises'
import { beforeAll, expect, test } from '@jest/globals'
import type { SandboxOptions } from '../../sandbox/options.ts'
import type { FileRecord } from '../../sandbox/sandbox.ts'
import { errorsOf, warningsOf } from '../support/checks.ts'
import { FASTER, WORKSPACE } from '../support/job.ts'
import { onSync, type SyncJob } from '../support/sync-job.ts'

const NUMBERS = Array.from({ length: 24 }, (_, number) => String(number + 1).padStart(2, '0'))
const PAGES = Object.fromEntries(NUMBERS.map((number) => [`docs/${number}.md`, `# ${number}`]))
/** A value that a platform may write in another way. */
const INPUTS = { metadata: 'level: 3' }
const FOREIGN = { name: 'docs__foreign.md', meta: { path: 'docs/foreign.md', publisher_id: '7' } }

let published: readonly FileRecord[] = []

/** The pages, as a run has published them: one run for all tests, since each takes a while. */
beforeAll(
  onSync(async (sync) => {
    const first = sync.job.repository.commit('Write', PAGES)
    expect((await sync.publish(INPUTS)).outputs).toMatchObject({ 'synced-commit': first })
    published = sync.files
  }),
)

/** Has the workspace hold the pages, and a file of somebody else. */
function putPages({ job: { repository, sandbox } }: SyncJob): void {
  const others = sandbox.publisher(WORKSPACE)
  repository.commit('Write', PAGES)
  for (const file of published) others.put(file)
  others.put(FOREIGN)
}

/** Edits a page, renames one and removes one. */
function commitSecond({ job: { repository } }: SyncJob): string {
  repository.git('mv', 'docs/12.md', 'docs/renamed.md')
  repository.git('rm', '--quiet', 'docs/24.md')
  return repository.commit('Edit', { 'docs/01.md': '# Edited' })
}

const WANTED = {
  ...Object.fromEntries(
    NUMBERS.filter((number) => !['12', '24'].includes(number)).map((number) => [
      `docs__${number}.md`,
      `# ${number}`,
    ]),
  ),
  'docs__01.md': '# Edited',
  'docs__renamed.md': '# 12',
}

/** Platforms that answer otherwise than the plain one, and all the same are kept in step with proof. */
const PROVEN: Readonly<Record<string, SandboxOptions>> = {
  'cuts pages to 10': { files: { drop: ['limit'] } },
  'refuses pages of more than 10': { files: { refuse: ['limit'] } },
  'drops the filter': { files: { drop: ['filter', 'limit'] } },
  'refuses the filter': { files: { refuse: ['filter'] } },
  'knows no order by name': { files: { drop: ['limit'], refuse: ['field'] } },
  'sorts names as people do': { files: { drop: ['limit'], collation: 'icu' } },
  'adds keys of its own': { files: { addedMetadata: { indexed: true, language: 'en' } } },
  'writes numbers and times in its own way': {
    files: { wholeNumbersAsFloats: true, timestampsWithOffset: true },
  },
  'counts metadata in the size': { files: { sizes: 'with-metadata' } },
  'writes sizes as text': { files: { sizes: 'text' } },
  'tells no sizes': { files: { sizes: 'absent' } },
  'lags with its list': { files: { lagMs: 1_000 } },
  'keeps the id of a file that is replaced': { ingestion: { overwriteKeepsId: true } },
}

test.each(Object.keys(PROVEN))('a platform that %s: in step, and proven', (name) =>
  onSync(async (sync) => {
    // What was there before a run, a list shows by the time it begins.
    const caughtUp = () => setTimeout(PROVEN[name]?.files?.lagMs ?? 0)
    putPages(sync)
    const second = commitSecond(sync)

    await caughtUp()
    const result = await sync.publish(INPUTS)
    const contents = sync.contents
    await caughtUp()
    const quiet = await sync.publish(INPUTS)

    for (const each of [result, quiet]) {
      expect([each.outcome, each.annotations]).toEqual(['success', []])
      expect(each.outputs).toMatchObject({ 'synced-commit': second })
    }
    expect(result.outputs).toMatchObject({ 'documents-uploaded': '2', 'documents-pruned': '2' })
    expect(quiet.outputs).toMatchObject({ 'documents-uploaded': '0' })
    expect(contents).toEqual({ ...WANTED, 'docs__foreign.md': '' })
    expect(sync.contents).toEqual(contents)
  }, PROVEN[name])(),
)

/** Platforms whose list cannot be read as a whole: then the workspace has what is wanted, and perhaps more. */
const UNPROVEN: Readonly<Record<string, SandboxOptions>> = {
  'loses rows between pages': { files: { drop: ['limit'], shift: 1 } },
  'refuses the cursor': { files: { drop: ['limit'], refuse: ['cursor'] } },
  'drops the cursor': { files: { drop: ['limit', 'cursor'] } },
}

test.each(Object.keys(UNPROVEN))(
  'a platform that %s: all that is wanted is there, and nothing is proven',
  (name) =>
    onSync(async (sync) => {
      putPages(sync)
      commitSecond(sync)

      // It lists what is ahead, some of which may be there: so it says that nothing is proven, too.
      const plan = await sync.publish({ ...INPUTS, 'dry-run': 'true' })
      expect(plan.log).toContain('Not proven to be in step: ')
      const result = await sync.publish(INPUTS)

      expect(result.outcome).toBe('success')
      expect(result.outputs).toMatchObject({ 'synced-commit': '' })
      expect(warningsOf(result).join('\n')).toContain('Not proven to be in step')
      expect(sync.contents).toMatchObject({ ...WANTED, 'docs__foreign.md': '' })
    }, UNPROVEN[name])(),
)

test(
  'a plan without upload sessions (402), or too many open ones (406): red, and nothing is sent or deleted',
  onSync(async (sync) => {
    const { sandbox } = sync.job
    putPages(sync)
    const before = sync.contents
    commitSecond(sync)
    for (const status of [402, 406]) {
      sandbox.fault({
        on: 'platform',
        match: { call: 'create-session' },
        effect: { kind: 'answer', status },
      })

      const result = await sync.publish(INPUTS, FASTER)

      expect(result.outcome).toBe('failure')
      expect(errorsOf(result).length).toBeGreaterThan(0)
      expect(result.outputs).toMatchObject({
        'documents-uploaded': '0',
        'documents-pruned': '0',
        'synced-commit': '',
      })
      expect([sync.contents, sync.asked.deletions]).toEqual([before, 0])
      await sandbox.clearFaults()
    }
  }),
)

test(
  'a key that may not delete: what was sent stays, nothing is deleted, and the step is red with one error',
  onSync(
    async (sync) => {
      putPages(sync)
      const stale = { 'docs__12.md': '# 12', 'docs__24.md': '# 24' }
      commitSecond(sync)

      const result = await sync.publish(INPUTS)

      expect(result.outcome).toBe('failure')
      expect(errorsOf(result)).toEqual([expect.stringMatching(/delete|permission|allow/)])
      expect(result.outputs).toMatchObject({
        'documents-uploaded': '2',
        'documents-pruned': '0',
        'synced-commit': '',
      })
      expect(sync.contents).toEqual({ ...WANTED, ...stale, 'docs__foreign.md': '' })
    },
    { mayDelete: false },
  ),
)
