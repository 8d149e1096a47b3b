import { expect, test } from '@jest/globals'
import type { Document } from '../../src/document.ts'
import { waitForDocuments } from '../../src/sessions/ingestion-result.ts'
import { api, clock, log, platform, says, type Answering } from '../support/answering-api.ts'

interface Files {
  readonly PENDING?: readonly string[]
  readonly FINISHED?: readonly string[]
  readonly FAILED?: readonly string[]
}

/** Answers for sessions by their ids, later looks by what is later in each list. */
function ingestionOf(sessions: Readonly<Record<string, readonly Files[]>>): Answering {
  const looks = new Map<string, number>()
  return (incoming, response) => {
    const { pathname, searchParams } = new URL(incoming.url ?? '', 'http://api.example')
    const [, id = '', isList] = /upload_sessions\/([^/]+)(\/files)?$/.exec(pathname) ?? []
    if (isList === undefined) looks.set(id, (looks.get(id) ?? 0) + 1)
    const files = sessions[id]?.slice(0, looks.get(id)).at(-1) ?? {}
    const counts = {
      finished_files: files.FINISHED?.length ?? 0,
      failed_files: files.FAILED?.length ?? 0,
    }
    const status = searchParams.get('ingestion_status') as keyof Files | null
    const data = (status === null ? [] : (files[status] ?? [])).map((name) => ({ name }))
    const answer = isList === undefined ? { ingestion_status: counts } : { data }
    says(200, answer)(incoming, response)
  }
}

function delivered(session: string, ...names: string[]) {
  const documents = names.map((name): Document => ({ path: name, name, size: 1 }))
  return { session, documents, possibleDuplicates: new Set<Document>() }
}

function waiting(milliseconds: number) {
  return { platform, clock, log, milliseconds, signal: new AbortController().signal }
}

test('what one session holds besides does not stand for what another lacks', async () => {
  api.answering = [
    ingestionOf({
      one: [{ FINISHED: ['a', 'b', 'not ours'] }],
      two: [{}, {}, { FINISHED: ['c'], FAILED: ['d'] }],
    }),
  ]
  const sessions = [delivered('one', 'a', 'b'), delivered('two', 'c', 'd')]

  const { results, problem } = await waitForDocuments(sessions, 'OVERWRITE', waiting(60_000))

  const kinds = [...results].map(([{ name }, { kind }]) => [name, kind])
  expect(kinds).toEqual([
    ['a', 'ingested'],
    ['b', 'ingested'],
    ['c', 'ingested'],
    ['d', 'rejected'],
  ])
  expect(problem).toBeUndefined()
  expect(log.lines.at(-1)).toBe('info   4 of 4 documents ingested, 1 rejected')
})

test('when the time is up, what is in neither list is pending', async () => {
  api.answering = [ingestionOf({ one: [{ FINISHED: ['a'], FAILED: ['b'], PENDING: ['c'] }] })]

  const sessions = [delivered('one', 'a', 'b', 'c', 'd')]
  const { results } = await waitForDocuments(sessions, 'OVERWRITE', waiting(5_000))

  const kinds = [...results].map(([{ name }, { kind }]) => [name, kind])
  expect(kinds).toEqual([
    ['a', 'ingested'],
    ['b', 'rejected'],
    ['c', 'pending'],
    ['d', 'pending'],
  ])
})

test('a session that no document reached is not asked about', async () => {
  api.answering = [ingestionOf({ two: [{ FINISHED: ['a'] }] })]
  await waitForDocuments([delivered('one'), delivered('two', 'a')], 'KEEP', waiting(5_000))
  expect(api.seen.filter(({ url }) => url.includes('/one'))).toEqual([])
})
