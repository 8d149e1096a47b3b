import { cancellation } from './cancellation.ts'
import { cleanUp } from './cleanup.ts'
import { readAccess } from './inputs.ts'
import { explain } from './log/explain.ts'
import { createRunnerLog } from './log/runner-log.ts'
import { systemClock } from './network/clock.ts'
import { summaryOfCleanup } from './report/cleanup-summary.ts'
import { summarize } from './report/finish.ts'
import { mainHasEnded, readPostState } from './report/state.ts'

/** Beyond the time for closing: with this, the program exits within a minute, whatever hangs. */
const EXIT_MILLISECONDS = 5_000

const log = createRunnerLog()
// Nothing that happens here fails the job: the main step has reported what was published.
process.on('exit', () => {
  process.exitCode = 0
})
process.on('uncaughtException', (error) => {
  log.warning(explain(error, log))
})
const signal = cancellation()

try {
  const state = readPostState()
  if (state !== undefined) {
    const cleaned = await cleanUp(state, { access: readAccess, clock: systemClock, log, signal })
    const perhapsOpened = state.openingSince !== undefined
    const wasCutOff = !mainHasEnded()
    await summarize(summaryOfCleanup({ ...cleaned, perhapsOpened, wasCutOff }), log)
  }
} catch (error) {
  log.warning(explain(error, log))
}
// A DNS lookup, for one, cannot be aborted and would keep the program alive.
setTimeout(() => process.exit(), EXIT_MILLISECONDS).unref()
