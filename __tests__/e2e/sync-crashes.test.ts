import { expect, test } from '@jest/globals'
import type { RestCall } from '../../sandbox/github.ts'
import type { Call, FileRecord } from '../../sandbox/sandbox.ts'
import { ManualClock } from '../../sandbox/sandbox.ts'
import { errorsOf } from '../support/checks.ts'
import { WORKSPACE } from '../support/job.ts'
import { onSync, type SyncJob, type SyncJobOptions } from '../support/sync-job.ts'

const BEFORE = {
  'docs/a.md': '# A',
  'docs/b.md': '# B',
  'docs/c.md': '# C',
  'docs/d.md': '# D',
}
/** After one edit, one rename and one removal. */
const AFTER = { 'docs__a.md': '# A, edited', 'docs__b.md': '# B', 'docs__e.md': '# C' }

/** What is not this repository's, under names of its kind. */
const FOREIGN = [
  { name: 'docs__foreign.md', meta: { path: 'docs/foreign.md', publisher_id: '7' } },
  { name: 'docs__nobodys.md', meta: { path: 'docs/nobodys.md' } },
]

const DAY = 25 * 3_600_000

/** A request of a run, by what it asks for; `store` is one to the bucket. */
interface Moment {
  readonly request: Call | 'store' | RestCall
  /** Which of them; the first. */
  readonly nth?: number
  /** Counted from when that one has come. */
  readonly after?: Call
}

/** Along the order of a run, each of them is met between two of its parts or inside of one. */
const MOMENTS: Readonly<Record<string, Moment>> = {
  'asking whether the commit may speak': { request: 'ref' },
  'looking for what is on its way': { request: 'list-sessions' },
  'reading the workspace': { request: 'list-files' },
  'asking again before it sends': { request: 'ref', nth: 2 },
  'opening a session': { request: 'create-session' },
  'sending the first metadata': { request: 'store' },
  'sending a document after its metadata': { request: 'store', nth: 2 },
  'sending the last document': { request: 'store', nth: 4 },
  'closing the session': { request: 'close-session' },
  'waiting for the ingestion': { request: 'get-session', after: 'close-session' },
  'reading the workspace again': { request: 'list-files', after: 'close-session' },
  'asking again before it deletes': { request: 'ref', nth: 3 },
  'looking at the first stale file': { request: 'get-metadata' },
  'deleting the first stale file': { request: 'delete-file' },
  'deleting the last stale file': { request: 'delete-file', nth: 2 },
}

/** A test of a run that something befalls as soon as a request of it has come. */
function struck(
  { request, nth = 1, after }: Moment,
  work: (sync: SyncJob, strikeBy: (blow: () => void) => void) => Promise<void>,
  options: SyncJobOptions = {},
): () => Promise<void> {
  let strike: (() => void) | undefined
  let isCounted = after === undefined
  let left = nth
  const came = (what: string): void => {
    if (strike === undefined) return
    if (what === after) isCounted = true
    if (what !== request || !isCounted || --left > 0) return
    strike()
    strike = undefined
  }
  return onSync(
    async (sync) => {
      for (const on of ['platform', 'bucket'] as const)
        sync.job.sandbox.fault({
          on,
          match: ({ call }) => {
            came(call)
            return false
          },
          effect: { kind: 'latency', ms: 0 },
        })
      await work(sync, (blow) => (strike = blow))
      expect(strike).toBeUndefined()
    },
    {
      ...options,
      github: {
        beforeRest: ({ call }) => {
          came(call)
          return undefined
        },
      },
    },
  )
}

let published: readonly FileRecord[] | undefined

/** Has the workspace hold what was published at first, and others' files. Once by a run, since each takes a while. */
async function publishFirst(sync: SyncJob): Promise<void> {
  const { repository, sandbox } = sync.job
  const others = sandbox.publisher(WORKSPACE)
  const first = repository.commit('Write', BEFORE)
  if (published === undefined) {
    expect((await sync.publish()).outputs).toMatchObject({ 'synced-commit': first })
    published = sync.files
  } else for (const file of published) others.put(file)
  for (const file of FOREIGN) others.put(file)
}

function commitSecond({ job: { repository } }: SyncJob): string {
  repository.git('mv', 'docs/c.md', 'docs/e.md')
  repository.git('rm', '--quiet', 'docs/d.md')
  return repository.commit('Edit', { 'docs/a.md': '# A, edited' })
}

/** Whatever has happened: others' files are as they were, and no content that is wanted is gone. */
function expectNothingLost({ contents, files }: SyncJob): void {
  const others = files.filter(({ name }) => FOREIGN.some((file) => file.name === name))
  expect(others.map(({ name, meta }) => ({ name, meta }))).toEqual(FOREIGN)
  expect(contents).toMatchObject({
    'docs__a.md': expect.stringMatching(/^# A(, edited)?$/),
    'docs__b.md': '# B',
  })
  expect([contents['docs__c.md'], contents['docs__e.md']]).toContain('# C')
}

async function expectHealed(sync: SyncJob, commit: string, wanted: object): Promise<void> {
  const healing = await sync.publish()

  expect([healing.outcome, healing.annotations]).toEqual(['success', []])
  expect(healing.outputs).toMatchObject({ 'synced-commit': commit })
  expect(sync.contents).toEqual({
    ...wanted,
    'docs__foreign.md': '',
    'docs__nobodys.md': '',
  })
  expectNothingLost(sync)
}

test.each(Object.keys(MOMENTS))(
  'a run that is killed while %s: the next quiet run is in step, and nothing foreign is touched',
  (name) => {
    const clock = new ManualClock()
    return struck(
      MOMENTS[name] ?? { request: 'unknown' },
      async (sync, strikeBy) => {
        const { sandbox } = sync.job
        await publishFirst(sync)
        const second = commitSecond(sync)
        const running = sync.startLost({ concurrency: '1' })
        strikeBy(() => running.process.kill('SIGKILL'))

        expect(await running.result).toMatchObject({ signal: 'SIGKILL', outputs: {} })

        expectNothingLost(sync)
        // Whatever it has left open expires, and is ingested then.
        clock.advance(DAY)
        await sandbox.ingested()
        expectNothingLost(sync)
        await expectHealed(sync, second, AFTER)
      },
      { clock, mayLeaveSessionsOpen: true },
    )()
  },
)

test.each(['sending a document after its metadata', 'waiting for the ingestion'])(
  'a run that is cancelled while %s: the next run is in step, and nothing foreign is touched',
  (name) =>
    struck(MOMENTS[name] ?? { request: 'unknown' }, async (sync, strikeBy) => {
      const { sandbox } = sync.job
      await publishFirst(sync)
      const second = commitSecond(sync)
      sandbox.holdIngestion()
      const running = sync.start({ concurrency: '1' })
      strikeBy(() => {
        running.cancel()
      })

      const result = await running.result

      expect(result).toMatchObject({ outcome: 'cancelled', exitCode: 1 })
      expect(result.outputs).toMatchObject({ 'synced-commit': '', 'documents-pruned': '0' })
      expect(errorsOf(result).join('\n')).toContain('cancelled')
      sandbox.releaseIngestion()
      await sandbox.ingested()
      expectNothingLost(sync)
      await expectHealed(sync, second, AFTER)
    })(),
)

const KEPT = Object.fromEntries(
  [1, 2, 3, 4, 5, 6, 7, 8].map((n) => [`docs/kept-${n}.md`, `# ${n}`]),
)

test(
  'a run that is cancelled while deleting begins with no further file: the next run is in step',
  struck({ request: 'delete-file' }, async (sync, strikeBy) => {
    const { repository, sandbox } = sync.job
    const gone = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `docs/gone-${n}.md`)
    repository.commit('Write', {
      ...KEPT,
      'docs/a.md': '# A, edited',
      'docs/b.md': '# B',
      'docs/e.md': '# C',
      ...Object.fromEntries(gone.map((path) => [path, `# ${path}`])),
    })
    await sync.publish()
    for (const file of FOREIGN) sandbox.publisher(WORKSPACE).put(file)
    repository.git('rm', '--quiet', ...gone)
    const second = repository.commit('Remove')
    // The others are looked at by then, and would be deleted.
    sandbox.fault({
      on: 'platform',
      match: { call: 'delete-file' },
      effect: { kind: 'latency', ms: 500 },
    })
    const running = sync.start()
    strikeBy(() => {
      running.cancel()
    })

    const result = await running.result

    expect(result.outcome).toBe('cancelled')
    const deleted = sandbox.requests.filter(({ call }) => call === 'delete-file').length
    expect(deleted).toBeLessThanOrEqual(4)
    expect(result.outputs).toMatchObject({
      'synced-commit': '',
      'documents-pruned': String(deleted),
    })
    expect(sync.files).toHaveLength(11 + 8 - deleted + FOREIGN.length)
    await sandbox.clearFaults()
    const kept = Object.entries(KEPT).map(
      ([path, text]) => [path.replace('/', '__'), text] as const,
    )
    await expectHealed(sync, second, { ...AFTER, ...Object.fromEntries(kept) })
  }),
)
