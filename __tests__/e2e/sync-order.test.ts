import { expect, test } from '@jest/globals'
import { ManualClock } from '../../sandbox/sandbox.ts'
import { errorsOf, warningsOf } from '../support/checks.ts'
import { STRANGERS } from '../support/deletions.ts'
import { holdCall } from '../support/held-call.ts'
import { FASTER } from '../support/job.ts'
import { fatesOf } from '../support/report.ts'
import { onSync, type SyncJob } from '../support/sync-job.ts'
import { until } from '../support/until.ts'

const AGAIN = { environment: { GITHUB_RUN_ATTEMPT: '2' } }
const SUPERSEDED = /^Superseded: .* Nothing was sent\./

test(
  'A, B, and A again while B is pending',
  onSync(async (sync) => {
    const { repository, sandbox } = sync.job
    repository.commit('A', { 'docs/a.md': 'A', 'docs/b.md': 'same' })
    await sync.publish()

    repository.commit('B', { 'docs/a.md': 'B' })
    sandbox.holdIngestion()
    await sync.publish({ prune: 'false' })
    expect(sync.contents['docs__a.md']).toBe('A')

    const third = repository.commit('A again', { 'docs/a.md': 'A' })
    const running = sync.start({}, FASTER)
    await until(() => sandbox.sessions.length === 3)
    sandbox.releaseIngestion()
    const result = await running.result

    expect(result.outcome).toBe('success')
    expect(sync.contents).toEqual({ 'docs__a.md': 'A', 'docs__b.md': 'same' })
    expect(result.outputs).toMatchObject({
      'documents-uploaded': '1',
      'documents-unchanged': '1',
      'synced-commit': third,
    })

    const quiet = await sync.publish()
    expect(quiet.outputs).toMatchObject({ 'documents-unchanged': '2', 'synced-commit': third })
    expect(sync.asked).toEqual({ sessions: 3, deletions: 0 })
  }),
)

const killed = holdCall('close-session')
const clock = new ManualClock()
const MINUTE = 60_000

test(
  'an abandoned session that is still open, and expires later',
  onSync(
    async (sync) => {
      const { repository, sandbox } = sync.job
      const old = { 'docs__a.md': 'old', 'docs__b.md': 'same' }
      const inStep = { 'docs__a.md': 'new', 'docs__b.md': 'same' }
      repository.commit('Write', { 'docs/a.md': 'old', 'docs/b.md': 'same' })
      const abandoned = sync.startLost()
      await killed.come
      abandoned.process.kill('SIGKILL')
      await abandoned.result

      const second = repository.commit('Edit', { 'docs/a.md': 'new' })
      const young = await sync.publish({}, FASTER)
      const [session] = sandbox.sessions
      expect(session?.status).toBe('OPEN')
      expect(young.outcome).toBe('success')
      expect(young.outputs['synced-commit']).toBe('')
      expect(warningsOf(young).join('\n')).toContain(session?.id)
      expect(sync.contents).toEqual(inStep)

      clock.advance(16 * MINUTE)
      const later = await sync.publish()
      expect(later.outputs).toMatchObject({ 'documents-unchanged': '2', 'synced-commit': second })
      expect(warningsOf(later)).toEqual([expect.stringContaining(session?.id ?? 'none')])

      clock.advance(24 * 60 * MINUTE)
      await sandbox.ingested()
      expect([session?.status, sync.contents]).toEqual(['EXPIRED', old])

      const healed = await sync.publish()
      expect(healed.annotations).toEqual([])
      expect(healed.outputs).toMatchObject({ 'documents-uploaded': '1', 'synced-commit': second })
      expect(sync.contents).toEqual(inStep)
    },
    { beforeRequest: killed.beforeRequest, clock, mayLeaveSessionsOpen: true },
  ),
)

const slow = holdCall('close-session')

test(
  'two runs at once, without a concurrency group',
  onSync(
    async (sync) => {
      const { repository } = sync.job
      sync.addStrangers()
      repository.commit('Write', { 'docs/a.md': 'first', 'docs/b.md': 'gone soon' })
      const older = sync.start({}, sync.otherRunner())
      await slow.come

      repository.git('rm', '--quiet', 'docs/b.md')
      const second = repository.commit('Edit', { 'docs/a.md': 'second', 'docs/c.md': 'new' })
      const newer = sync.start(
        {},
        {
          onLine: (line) => {
            if (line.includes('Waiting up to')) slow.release()
          },
        },
      )
      const [first, last] = await Promise.all([older.result, newer.result])

      expect([first.outcome, last.outcome]).toEqual(['success', 'success'])
      expect(first.outputs).toMatchObject({ 'synced-commit': '', 'documents-pruned': '0' })
      expect(warningsOf(first).join('\n')).toContain('refs/heads/main is at')
      expect(last.outputs).toMatchObject({ 'synced-commit': second, 'documents-pruned': '1' })
      const inStep = { ...STRANGERS, 'docs__a.md': 'second', 'docs__c.md': 'new' }
      expect(sync.contents).toEqual(inStep)

      const quiet = await sync.publish()
      expect(quiet.outputs).toMatchObject({ 'documents-unchanged': '2', 'synced-commit': second })
      expect(sync.contents).toEqual(inStep)
    },
    { beforeRequest: slow.beforeRequest },
  ),
)

const EDITED = { 'docs/a.md': 'second' }

for (const [name, move] of Object.entries<(sync: SyncJob, base: string) => unknown>({
  'the head moves while a run is sending': ({ github }) =>
    github.refs.push('main', { 'docs/a.md': 'third' }),
  'the branch is pushed by force while a run is sending': ({ github }, base) => {
    github.refs.move('heads/main', base)
  },
})) {
  const sending = holdCall('close-session', 1)
  test(
    name,
    onSync(
      async (sync) => {
        const { repository } = sync.job
        sync.addStrangers()
        const base = repository.commit('Write', { 'docs/a.md': 'first', 'docs/b.md': 'B' })
        await sync.publish()
        repository.git('rm', '--quiet', 'docs/b.md')
        repository.commit('Edit', EDITED)
        const running = sync.start()
        await sending.come
        await move(sync, base)
        sending.release()
        const result = await running.result

        expect(result.outcome).toBe('success')
        expect(result.outputs).toMatchObject({
          'documents-uploaded': '1',
          'documents-pruned': '0',
          'synced-commit': '',
        })
        expect(warningsOf(result).join('\n')).toContain('refs/heads/main is at')
        expect(sync.contents).toEqual({
          ...STRANGERS,
          'docs__a.md': 'second',
          'docs__b.md': 'B',
        })
        expect(sync.asked.deletions).toBe(0)
      },
      { beforeRequest: sending.beforeRequest },
    ),
  )
}

test(
  'the branch was pushed by force before a run begins, and an old push is run again',
  onSync(async (sync) => {
    const { repository, sandbox } = sync.job
    sync.addStrangers()
    const first = repository.commit('Write', { 'docs/a.md': 'first', 'docs/b.md': 'B' })
    repository.git('rm', '--quiet', 'docs/b.md')
    const second = repository.commit('Edit', { 'docs/a.md': 'second', 'docs/c.md': 'C' })
    const newest = await sync.publish()
    expect(newest.outputs).toMatchObject({ 'synced-commit': second })
    const { files, asked } = sync
    const calls = sandbox.requests.length

    const late = await sync.publishAt(first)
    expect(late.outcome).toBe('success')
    expect(warningsOf(late)).toEqual([expect.stringMatching(SUPERSEDED)])
    expect(late.outputs).toMatchObject({ 'documents-skipped': '2', 'synced-commit': '' })
    expect(Object.values(fatesOf(late))).toEqual([
      expect.stringMatching(/^skipped: Superseded: /),
      expect.stringMatching(/^skipped: Superseded: /),
    ])

    const again = await sync.publishAt(first, {}, { ...AGAIN, runId: 7 })
    expect(again.outcome).toBe('failure')
    expect(errorsOf(again)).toEqual([expect.stringMatching(SUPERSEDED)])
    expect(again.outputs['synced-commit']).toBe('')

    sync.github.refs.move('heads/main', first)
    const forced = await sync.publishAt(second)
    expect(forced.outcome).toBe('success')
    expect(warningsOf(forced)).toEqual([expect.stringMatching(SUPERSEDED)])
    expect([sync.files, sync.asked]).toEqual([files, asked])
    expect(sandbox.requests).toHaveLength(calls)

    const back = await sync.publishAt(first)
    expect(back.outputs).toMatchObject({ 'synced-commit': first, 'documents-pruned': '1' })
    expect(sync.contents).toEqual({ ...STRANGERS, 'docs__a.md': 'first', 'docs__b.md': 'B' })
  }),
)

test(
  'a push outside `paths:` has moved the head',
  onSync(async (sync) => {
    const { repository } = sync.job
    sync.addStrangers()
    repository.commit('Write', { 'docs/a.md': 'first', 'docs/b.md': 'B' })
    await sync.publish()
    repository.git('rm', '--quiet', 'docs/b.md')
    const second = repository.commit('Edit', { 'docs/a.md': 'second' })
    await sync.github.refs.push('main', { 'src/main.ts': 'code', 'README.md': 'read' })

    const result = await sync.publish()
    expect(result.outcome).toBe('success')
    expect(warningsOf(result)).toEqual([])
    expect(result.outputs).toMatchObject({
      'documents-uploaded': '1',
      'documents-pruned': '1',
      'synced-commit': second,
    })
    expect(sync.contents).toEqual({ ...STRANGERS, 'docs__a.md': 'second' })

    const { sessions } = sync.asked
    await sync.github.refs.push('main', { 'docs/a.md.meta.json': '{"title":"A"}' })
    const late = await sync.publish()
    expect(warningsOf(late)).toEqual([expect.stringMatching(SUPERSEDED)])
    expect([late.outputs['synced-commit'], sync.asked.sessions]).toEqual(['', sessions])
  }),
)
