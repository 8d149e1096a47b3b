import { describe, expect, test } from '@jest/globals'
import { PublishError } from '../src/log/publish-error.ts'
import { numbered } from './support/documents.ts'
import { WORKSPACE } from './support/job.ts'
import { fatesOf, inProcess, type Changes } from './support/publishing.ts'

const WITHOUT_END = { kind: 'silent' } as const

test(
  'every document is uploaded after its metadata, in a session that is closed',
  inProcess(async (publishing) => {
    publishing.write({ ...numbered(20), 'docs/empty.md': '' })

    const run = await publishing.publish()
    await publishing.sandbox.ingested()

    const [session] = publishing.sandbox.sessions
    expect(run).toMatchObject({
      workspace: WORKSPACE,
      dryRun: false,
      counts: { matched: 21, uploaded: 20, skipped: 1, failed: 0 },
      sessions: [{ id: session?.id, expiresAt: session?.expiresAt, closed: true }],
      errors: [],
    })
    expect(run).not.toHaveProperty('failure')
    expect(fatesOf(run)['docs/empty.md']).toMatch(/^skipped: /)
    const names = session?.objects.map(({ name }) => name) ?? []
    const documents = names.filter((name) => !name.endsWith('.meta.json'))
    const described = documents.filter(
      (name) => names.indexOf(`${name}.meta.json`) < names.indexOf(name),
    )
    expect([names.length, documents.length, described.length]).toEqual([40, 20, 20])
    expect(publishing.sandbox.files(WORKSPACE)).toHaveLength(20)
  }),
)

test.each([
  { filenameInKey: true, leaveOutOptionalKeys: true },
  { filenameInKey: false, leaveOutOptionalKeys: false },
  { filenameInKey: false, leaveOutOptionalKeys: true },
])('both forms of the key, and answers without optional keys: %j', (options) =>
  inProcess(async (publishing) => {
    publishing.write({ 'docs/a.md': '# A\n' })

    const { sessions } = await publishing.publish()

    const [session] = publishing.sandbox.sessions
    expect(sessions).toMatchObject([{ id: session?.id, closed: true }])
    expect(session?.objects.map(({ name }) => name)).toEqual(['docs__a.md.meta.json', 'docs__a.md'])
  }, options)(),
)

test.each([200, 201])('S3 may answer %i to what it has stored', (status) =>
  inProcess(
    async (publishing) => {
      publishing.write({ 'docs/a.md': '# A\n' })

      expect(await publishing.publish()).toMatchObject({ errors: [], counts: { uploaded: 1 } })
    },
    { fields: { success_action_status: String(status) } },
  )(),
)

test(
  'what is left to do is remembered before a session opens, while it is open, and when it is closed',
  inProcess(async (publishing) => {
    publishing.write({ 'docs/a.md': '# A\n' })

    const { remembered } = await publishing.publish()

    const sessions = publishing.sandbox.sessions.map(({ id }) => id)
    expect(remembered).toEqual([
      { sessions: [], openingSince: expect.any(String) },
      { sessions },
      { sessions: [] },
    ])
  }),
)

test(
  'a session that nobody could remember is not opened',
  inProcess(async (publishing) => {
    publishing.write({ 'docs/a.md': '# A\n' })
    const run = await publishing.publish({}, { remember: () => 'The disk is full.' })
    expect(run.errors).toEqual([expect.stringContaining('The disk is full.')])
    expect(publishing.sandbox.requests).toEqual([])
  }),
)

test(
  'a session that a later step closes stays open, and is not remembered',
  inProcess(
    async (publishing) => {
      publishing.write({ 'docs/a.md': '# A\n' })

      const run = await publishing.publish({ closesSessions: false })

      expect(publishing.sandbox.sessions.map(({ status }) => status)).toEqual(['OPEN'])
      expect(run.sessions).toMatchObject([
        { closed: false, closeCommand: expect.stringContaining('curl -X PUT') },
      ])
      expect(run.remembered.at(-1)).toEqual({ sessions: [] })
    },
    { mayLeaveSessionsOpen: true },
  ),
)

describe('nothing is sent', () => {
  test.each<[string, Changes, RegExp]>([
    ['only a comment', { patterns: '# only a comment' }, /"glob" has no pattern/],
    ['only exclusions', { patterns: '!docs/**' }, /"glob" has only patterns that exclude/],
    ['a pattern that leads up', { patterns: '../**' }, /"\.\.\/\*\*" of the input "glob"/],
    [
      'an address outside',
      { patterns: '/etc/*' },
      /"\/etc\/\*" of the input "glob".*outside of the/,
    ],
    ['no workspace folder', { workspaceFolder: '/nowhere' }, /GITHUB_WORKSPACE/],
    ['no match', { patterns: 'guides/**' }, /guides/],
  ])('for %s, which is an error', (_, changes, message) =>
    inProcess(async (publishing) => {
      publishing.write({ 'docs/a.md': '# A\n' })
      const run = await publishing.publish(changes)
      expect(run.errors).toEqual([expect.stringMatching(message)])
      expect(run.counts.matched).toBe(0)
      expect(publishing.sandbox.requests).toEqual([])
    })(),
  )

  test.each(['warn', 'ignore'] as const)('if-no-files-found: %s, and the run is green', (means) =>
    inProcess(async (publishing) => {
      const run = await publishing.publish({ patterns: 'guides/**', ifNoFilesFound: means })
      expect([run.errors, run.warnings.length]).toEqual([[], means === 'warn' ? 1 : 0])
      expect(publishing.sandbox.requests).toEqual([])
    })(),
  )

  test(
    'in a dry run, which says what would be',
    inProcess(async (publishing) => {
      publishing.write({ 'docs/a.md': '# A\n', 'docs/b.txt': 'b' })
      const run = await publishing.publish({ mode: { kind: 'dry' }, metadata: 'level: 1' })
      expect(run).toMatchObject({ dryRun: true, counts: { matched: 2, skipped: 2 }, errors: [] })
      expect(run.lines).toContain('  docs/a.md as docs__a.md')
      const { metadata = '' } = run.entries.find(({ path }) => path === 'docs/a.md') ?? {}
      expect(JSON.parse(metadata)).toMatchObject({ path: 'docs/a.md', title: 'A', level: 1 })
      expect(publishing.sandbox.requests).toEqual([])
    }),
  )
})

test(
  'a run that is cancelled closes its session, and says of each document what became of it',
  inProcess(async (publishing) => {
    const controller = new AbortController()
    publishing.sandbox.fault({
      on: 'bucket',
      match: () => {
        controller.abort(new PublishError('The run was cancelled (SIGINT) before it was done.'))
        return true
      },
      effect: WITHOUT_END,
    })
    publishing.write(numbered(5))

    const run = await publishing.publish({}, { signal: controller.signal })

    expect(run.failure).toMatch(/cancelled \(SIGINT\)/)
    expect(run.counts).toMatchObject({ matched: 5, uploaded: 0 })
    expect(run.sessions).toMatchObject([{ closed: true }])
  }),
)

test(
  'a run that is cancelled before it begins asks for nothing',
  inProcess(async (publishing) => {
    publishing.write({ 'docs/a.md': '# A\n' })
    const signal = AbortSignal.abort(new PublishError('cancelled'))
    expect(await publishing.publish({}, { signal })).toHaveProperty('failure', 'cancelled')
    expect(publishing.sandbox.requests).toEqual([])
  }),
)

describe('ingestion', () => {
  test(
    'is waited for; what the platform did not take has failed, by name',
    inProcess(async (publishing) => {
      publishing.write({ 'docs/0.md': 'old' })
      await publishing.publish({ ingestionSeconds: 600 })
      publishing.write(numbered(3))

      const run = await publishing.publish({
        ingestionSeconds: 600,
        session: { writeMode: 'FAIL', parallelProcessing: false },
      })

      expect(fatesOf(run)).toEqual({
        'docs/0.md': expect.stringMatching(/^failed: .*FILE_ALREADY_EXISTS/),
        'docs/1.md': 'uploaded',
        'docs/2.md': 'uploaded',
      })
      expect(run.entries.filter(({ ingestion }) => ingestion === 'ingested')).toHaveLength(2)
      expect(run.errors).toEqual([expect.stringMatching(/^docs\/0\.md: /)])
    }),
  )

  test(
    'that takes longer than it may is an error that names what is pending',
    inProcess(
      async (publishing) => {
        publishing.write(numbered(2))
        const run = await publishing.publish({ ingestionSeconds: 50 })
        expect(run.failure).toMatch(
          /2 documents uploaded but not ingested before "ingestion-timeout" ran out/,
        )
        expect(run.entries).toMatchObject([{ ingestion: 'pending' }, { ingestion: 'pending' }])
      },
      { ingestion: { delayMs: 60_000 } },
    ),
  )
})
