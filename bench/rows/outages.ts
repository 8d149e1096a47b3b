import { join } from 'node:path'
import type { Effect } from '../../sandbox/faults/fault.ts'
import { distance, PlatformProcess } from '../platform.ts'
import { run } from '../process.ts'
import { actionProgram, describeRun } from '../publish.ts'
import { makeRepository, pages } from '../repository.ts'
import { type Bench, type Measurement } from '../row.ts'

const DOCUMENTS = 4_000
const OUTAGE_SECONDS = 10

const OUTAGES: readonly { readonly name: string; readonly effect: Effect }[] = [
  { name: 'HTTP 500', effect: { kind: 'answer', status: 500 } },
  { name: '503 SlowDown', effect: { kind: 'answer', status: 503, code: 'SlowDown' } },
  { name: 'connections reset', effect: { kind: 'reset' } },
]

/** What matters is what is left when it is over: also a step that ends red is looked at. */
export const outages: Measurement = {
  name: 'outages',
  measures: OUTAGES.flatMap(({ name }) => [
    `${name} for 10 s in the middle of 4,000 documents, 20 ms a request: documents lost`,
    'requests a second meanwhile, after the first second',
  ]),
  take: async (bench) => {
    const repository = join(bench.folder, 'repository')
    await makeRepository(repository, pages(DOCUMENTS, 1024))
    const taken = []
    for (const { name, effect } of OUTAGES) {
      const { lost, requests } = await endure(bench, repository, name, effect)
      taken.push(
        { value: lost, bar: { atMost: 0 }, unit: 'documents' },
        { value: requests, bar: { atMost: 10 }, unit: 'a second' },
      )
    }
    return taken
  },
}

/** How many documents are not in the bucket afterwards, and the most requests in one second. */
async function endure(
  bench: Bench,
  repository: string,
  name: string,
  effect: Effect,
): Promise<{ lost: number; requests: number }> {
  const { faults = [] } = distance(20)
  const window = { forMs: OUTAGE_SECONDS * 1_000 }
  await using platform = await PlatformProcess.start({
    faults: [...faults, { on: 'bucket', after: DOCUMENTS, window, effect }],
  })
  const result = await run(actionProgram(bench, { repository, platform }))
  const { outages, sessions } = await platform.counters()
  if (sessions.some(({ status }) => status !== 'CLOSED')) throw new Error('a session is still open')
  const stored = new Set((await platform.objects()).map((object) => object.name))
  const delivered = [...stored].filter((each) => stored.has(`${each}.meta.json`)).length
  const requestsBySecond = outages.flatMap((outage) => outage.requestsBySecond)
  bench.note(
    `${name}: ${describeRun(result)}; requests in each second: ${requestsBySecond.join(' ')}`,
  )
  return { lost: DOCUMENTS - delivered, requests: Math.max(0, ...requestsBySecond.slice(1)) }
}
