import { cancellation } from './cancellation.ts'
import { readFinalizeInputs } from './inputs.ts'
import { explain } from './log/explain.ts'
import { createRunnerLog } from './log/runner-log.ts'
import { systemClock } from './network/clock.ts'
import { finishFinalizing } from './report/finish.ts'

const log = createRunnerLog()
const signal = cancellation()
let sessions: readonly string[] = []
try {
  const inputs = readFinalizeInputs()
  sessions = inputs.sessions
  const { finalize } = await import('./finalization.ts')
  await finishFinalizing(await finalize(inputs, systemClock, log, signal), log)
} catch (error) {
  const failure = explain(error, log)
  log.error(failure)
  await finishFinalizing({ sessions, rejected: [], failure }, log)
}
