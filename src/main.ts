import { cancellation } from './cancellation.ts'
import { readInputs, reportFolder } from './inputs.ts'
import { systemClock } from './network/clock.ts'
import { explain } from './log/explain.ts'
import { finish, unstarted } from './report/finish.ts'
import type { Result } from './report/result.ts'
import { createRunnerLog, mask } from './log/runner-log.ts'
import { saveEnd, saveLeft, type Unfinished } from './report/state.ts'

const log = createRunnerLog()
await finish(await run(), reportFolder(), log)
saveEnd(log)

async function run(): Promise<Result> {
  const signal = cancellation()
  try {
    const publication = readInputs()
    const { workspace } = publication
    const apiUrl = publication.apiUrl.href
    const remember = (unfinished: Unfinished): string | undefined =>
      saveLeft({ apiUrl, workspace, ...unfinished })
    const { publish } = await import('./publish.ts')
    return await publish(publication, { log, clock: systemClock, mask, remember, signal })
  } catch (error) {
    const failure = explain(error, log)
    log.error(failure)
    return unstarted(failure)
  }
}
