import { expect, test } from '@jest/globals'
import { truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Fault } from '../../sandbox/faults/fault.ts'
import { runAction } from '../../sandbox/runner.ts'
import { errorsOf, expectNoSessionOpen } from '../support/checks.ts'
import { onSandbox } from '../support/job.ts'
import type { JobOptions } from '../support/job.ts'
import { documentsStep, post, startUntil } from '../support/steps.ts'

const OPEN = /^Session \S+ is open/
const SILENT_STORAGE: Fault = { on: 'bucket', effect: { kind: 'silent' } }
const STUCK: JobOptions = { faults: [SILENT_STORAGE] }

test(
  'an exception that nobody caught ends main; the post step closes the session',
  onSandbox(async (job) => {
    // As soon as its log says that a session is open.
    const thrower = `
      const write = process.stdout.write.bind(process.stdout)
      process.stdout.write = (text, ...all) => {
        if (/ is open/.test(text)) setImmediate(() => { throw new Error('bang') })
        return write(text, ...all)
      }`
    const hook = `data:text/javascript,${encodeURIComponent(thrower)}`
    const environment = { NODE_OPTIONS: `--import=${hook}` }
    const step = documentsStep(job)
    const main = await runAction({ ...step, environment })
    expect([main.exitCode, job.sandbox.sessions[0]?.status]).toEqual([1, 'OPEN'])

    await post(job, step, main)

    expectNoSessionOpen(job.sandbox)
  }, STUCK),
)

test(
  'an exception that nobody foresaw, in the middle of the upload: main closes the session',
  onSandbox(async (job) => {
    // Where no error was thought of: when the metadata of the third document is made.
    const hook = `
      const { stringify } = JSON
      let described = 0
      JSON.stringify = (value, ...all) => {
        if (value === 'content_sha256' && ++described === 3) throw new RangeError('bang')
        return stringify(value, ...all)
      }`
    const environment = {
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hook)}`,
    }
    const step = documentsStep(job)

    const main = await runAction({ ...step, environment })

    expect(job.sandbox.sessions).toHaveLength(1)
    expectNoSessionOpen(job.sandbox)
    expect(main.exitCode).toBe(1)
    expect(errorsOf(main)).toEqual([expect.stringMatching(/Unexpected error: bang/)])
    expect(main.summary).toContain('Partial')
    expect(JSON.parse(main.state['left'] ?? '')).toHaveProperty('sessions', [])
  }),
)

test(
  'cancelled while a very large document is being read: the session is closed at once',
  onSandbox(async (job) => {
    const step = documentsStep(job)
    const file = join(job.repository.folder, 'docs', 'large.txt')
    writeFileSync(file, '')
    truncateSync(file, 64 * 1024 ** 3)
    const running = await startUntil(step, OPEN)
    running.process.kill('SIGINT')
    while (job.sandbox.sessions[0]?.status === 'OPEN' && running.process.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 10))
    running.process.kill('SIGKILL')
    await running.result

    expectNoSessionOpen(job.sandbox)
  }),
)
