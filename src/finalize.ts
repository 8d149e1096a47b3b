import { cancellation } from './cancellation.ts'
import { readFinalizeInputs, reportFolder, workspaceName } from './inputs.ts'
import { explain } from './log/explain.ts'
import { createRunnerLog } from './log/runner-log.ts'
import { systemClock } from './network/clock.ts'
import type { Finalized } from './report/finalized.ts'
import { finishFinalizing } from './report/finish.ts'

const log = createRunnerLog()
const signal = cancellation()
let sessions: readonly string[] = []
try {
  const inputs = readFinalizeInputs()
  sessions = inputs.sessions
  const { finalize } = await import('./finalization.ts')
  await finish(await finalize(inputs, systemClock, log, signal))
} catch (error) {
  const failure = explain(error, log)
  log.error(failure)
  await finish({ sessions, rejected: [], failure })
}

function finish(finalized: Finalized): Promise<void> {
  return finishFinalizing(finalized, workspaceName(), reportFolder(), log)
}
