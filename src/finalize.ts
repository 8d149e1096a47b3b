import { cancellation } from './cancellation.ts'
import { readFinalizeInputs } from './inputs.ts'
import { systemClock } from './network/clock.ts'
import { explain } from './report/explain.ts'
import { finishFinalizing } from './report/finish.ts'
import { createRunnerLog } from './report/runner-log.ts'

const log = createRunnerLog()
const signal = cancellation()
try {
  const finalization = readFinalizeInputs()
  const { finalize } = await import('./finalization.ts')
  finishFinalizing(await finalize(finalization, systemClock, log, signal))
} catch (error) {
  const failure = explain(error, log)
  log.error(failure)
  finishFinalizing({ ingested: 0, failed: 0, failure })
}
