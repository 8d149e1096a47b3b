import { cancellation } from './cancellation.ts'
import { readFinalizeInputs } from './inputs.ts'
import { systemClock } from './network/clock.ts'
import { explain } from './log/explain.ts'
import { finishFinalizing } from './report/finish.ts'
import { createRunnerLog } from './log/runner-log.ts'

const log = createRunnerLog()
const signal = cancellation()
let sessions: readonly string[] = []
try {
  const finalization = readFinalizeInputs()
  sessions = finalization.sessions
  const { finalize } = await import('./finalization.ts')
  await finishFinalizing(await finalize(finalization, systemClock, log, signal), log)
} catch (error) {
  const failure = explain(error, log)
  log.error(failure)
  await finishFinalizing({ sessions, rejected: [], failure }, log)
}
