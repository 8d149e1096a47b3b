import { expect } from '@jest/globals'
import type { Fault, FaultRequest, Sandbox } from '../../sandbox/sandbox.ts'
import type { StepResult } from '../../sandbox/runner.ts'
import { errorsOf } from './checks.ts'
import { numbered } from './documents.ts'
import { onSandbox, type Job } from './job.ts'
import { post, stepOf } from './steps.ts'
import { expectDelivered, write } from './storage-delivery.ts'

/** Longer than any outage here and the stall timer of the action together, in milliseconds. */
const LONGEST_STEP = 200_000
/** What `jest` gives a test of an outage, in milliseconds. */
export const LONGEST_TEST = 240_000

/** What goes wrong; a function where it takes the platform's doing to say when. */
export type Trouble = readonly Fault[] | ((sandbox: Sandbox) => readonly Fault[])

export interface Endurance {
  readonly documents: number
  readonly trouble: Trouble
}

/**
 * A test that publishes documents through an outage, and runs the post step as the runner does. Every
 * request to storage takes 20 ms. After both steps every session must be closed, by whichever.
 */
export function enduring(
  { documents, trouble }: Endurance,
  check: (job: Job, main: StepResult) => void,
): () => Promise<void> {
  return onSandbox(
    async (job) => {
      const { sandbox } = job
      for (const fault of typeof trouble === 'function' ? trouble(sandbox) : trouble)
        sandbox.fault(fault)
      // Nothing is committed: git would hold up the tests beside this one.
      write(job, numbered(documents))

      const main = await job.publish({}, { timeoutMs: LONGEST_STEP })
      await post(job, stepOf(job), main)

      check(job, main)
      expectLeftInPeace(sandbox)
    },
    { faults: [{ on: 'bucket', effect: { kind: 'latency', ms: 20 } }] },
  )
}

/** Every document is stored, after its metadata, and the step is green. */
export function expectNothingLost(job: Job, main: StepResult): void {
  expectAllStored(job, main)
  expect([main.outcome, errorsOf(main)]).toEqual(['success', []])
}

/** Every document is stored, after its metadata, whatever became of the step. */
export function expectAllStored(job: Job, { outputs }: StepResult): void {
  expect(outputs['documents-uploaded']).toBe(outputs['documents-matched'])
  expectDelivered(job, numbered(Number(outputs['documents-matched'])))
}

/** The log says once what is waited for, and does not repeat itself while it waits. */
export function expectFewWords({ log }: StepResult): void {
  const lines = log.split('\n')
  expect(lines.filter((line) => /\bwait/i.test(line))).toHaveLength(1)
  const said = lines.map((line) => line.replaceAll(/[\d.,]+/g, '0'))
  const repeated = said.filter((line, index) => line !== '' && said.indexOf(line) !== index)
  // How far the upload is comes every few seconds, outage or not.
  expect(repeated.filter((line) => !/^ {2}0 of 0 documents/.test(line))).toEqual([])
}

/**
 * What is in flight when a service goes down is answered within a second, but where twenty runs share
 * two cores, it takes several: of an outage that is over soon, too little is left to judge. `npm run
 * bench -- outages` holds a run that is alone to that second.
 */
const SETTLING_SECONDS = 5
const LEAST_SECONDS = 20

/** A service that is down gets at most ten requests a second. */
function expectLeftInPeace({ outages }: Sandbox): void {
  for (const { requestsBySecond } of outages) {
    if (requestsBySecond.length < LEAST_SECONDS) continue
    const later = requestsBySecond.slice(SETTLING_SECONDS)
    const requests = later.reduce((sum, inOneSecond) => sum + inOneSecond, 0)
    expect(requests).toBeLessThanOrEqual(10 * later.length)
  }
}

/** Matches every request of the API from the first on that closes a session. */
export function fromClosing(): (request: FaultRequest) => boolean {
  let closing = false
  return ({ call }) => (closing ||= call === 'close-session')
}
