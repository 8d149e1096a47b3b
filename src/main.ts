import { cancellation } from './cancellation.ts'
import { readInputs, reportFolder, workspaceName } from './inputs.ts'
import { explain } from './log/explain.ts'
import { createRunnerLog, mask } from './log/runner-log.ts'
import { systemClock } from './network/clock.ts'
import { finish, notStarted } from './report/finish.ts'
import type { Result } from './report/result.ts'
import { saveEnd, savePostState, type Unfinished } from './report/state.ts'

const log = createRunnerLog()
await finish(await run(), reportFolder(), log)
saveEnd(log)

async function run(): Promise<Result> {
  const signal = cancellation()
  try {
    const inputs = readInputs()
    const { workspace } = inputs
    const apiUrl = inputs.apiUrl.href
    const remember = (unfinished: Unfinished): string | undefined =>
      savePostState({ apiUrl, workspace, ...unfinished })
    const { publish } = await import('./publish.ts')
    return await publish(inputs, { log, clock: systemClock, mask, remember, signal })
  } catch (error) {
    const failure = explain(error, log)
    log.error(failure)
    return notStarted(workspaceName(), failure)
  }
}
