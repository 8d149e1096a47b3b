import { cancellation } from './cancellation.ts'
import { cleanUp } from './cleanup.ts'
import { readAccess } from './inputs.ts'
import { systemClock } from './network/clock.ts'
import { explain } from './log/explain.ts'
import { summaryOfCleanup } from './report/finalized.ts'
import { summarize } from './report/finish.ts'
import { createRunnerLog } from './log/runner-log.ts'
import { mainHasEnded, readLeft } from './report/state.ts'

/** Beyond the time for closing: with this, the program is gone within a minute, whatever hangs. */
const LINGER_MILLISECONDS = 5_000

const log = createRunnerLog()
// The documents are published by now or are not: nothing here is a reason for the job to fail.
process.on('exit', () => {
  process.exitCode = 0
})
process.on('uncaughtException', (error) => {
  log.warning(explain(error, log))
})
const signal = cancellation()

try {
  const left = readLeft()
  if (left !== undefined) {
    const cleaned = await cleanUp(left, { access: readAccess, clock: systemClock, log, signal })
    const perhapsOpened = left.openingSince !== undefined
    const wasCutOff = !mainHasEnded()
    await summarize(summaryOfCleanup({ ...cleaned, perhapsOpened, wasCutOff }), log)
  }
} catch (error) {
  log.warning(explain(error, log))
}
// A look-up of a name, for one, cannot be called off and would keep the program alive.
setTimeout(() => process.exit(), LINGER_MILLISECONDS).unref()
