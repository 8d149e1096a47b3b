import { expect, test } from '@jest/globals'
import { expectNoSessionOpen } from '../support/checks.ts'
import { onSandbox } from '../support/job.ts'

test(
  '5,001 documents take two sessions, one after the other, each closed before the next',
  onSandbox(
    async (job) => {
      const many = Array.from(
        { length: 5_001 },
        (_, number) => [`docs/${number}.md`, 'text'] as const,
      )
      job.repository.commit('Write', Object.fromEntries(many))

      const result = await job.publish()

      expect(result.outputs).toMatchObject({
        'documents-uploaded': '5001',
        'documents-failed': '0',
      })
      const ids = job.sandbox.sessions.map(({ id }) => id)
      expect(JSON.parse(result.outputs['session-ids'] ?? '')).toEqual(ids)
      expect(job.sandbox.requests.map(({ call }) => call)).toEqual([
        'create-session',
        'close-session',
        'create-session',
        'close-session',
      ])
      expect(job.sandbox.sessions.map(({ objects }) => objects.length)).toEqual([10_000, 2])
      expectNoSessionOpen(job.sandbox)
    },
    { keepContents: false },
  ),
)
