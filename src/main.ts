import { cancellation } from './cancellation.ts'
import { readCleanupInputs, readInputs, reportFolder } from './inputs.ts'
import { systemClock } from './network/clock.ts'
import { explain } from './report/explain.ts'
import { summaryOfCleanup } from './report/finalized.ts'
import { finish, summarize, unstarted } from './report/finish.ts'
import type { Result } from './report/result.ts'
import { beginMain, endMain, isPost, mainHasEnded, readLeft, saveLeft } from './report/state.ts'
import { createRunnerLog, mask } from './report/runner-log.ts'

const log = createRunnerLog()
if (isPost()) await cleanUp()
else {
  await finish(await run(), reportFolder(), log)
  endMain()
}

async function run(): Promise<Result> {
  const signal = cancellation()
  try {
    beginMain()
    const publication = readInputs()
    const { workspace } = publication
    const apiUrl = publication.apiUrl.href
    const remember = (sessions: readonly string[]): void => {
      saveLeft({ apiUrl, workspace, sessions: [...sessions] }, log)
    }
    const { publish } = await import('./publish.ts')
    return await publish(publication, { log, clock: systemClock, mask, remember, signal })
  } catch (error) {
    const failure = explain(error, log)
    log.error(failure)
    return unstarted(failure)
  }
}

/** The post step: quiet where there is nothing to do, and never a reason for a job to fail. */
async function cleanUp(): Promise<void> {
  const left = readLeft()
  if (left === undefined) return
  try {
    const { apiKey, proxies } = readCleanupInputs()
    const { closeLeft } = await import('./cleanup.ts')
    const { closed, open } = await closeLeft(left, apiKey, proxies, systemClock, log)
    for (const id of closed) log.info(`Session ${id}, which the step had left open, is closed`)
    await summarize(summaryOfCleanup({ wasCutOff: !mainHasEnded(), closed, open }), log)
  } catch (error) {
    log.error(`Session ${left.sessions.join(', ')} may still be open: ${explain(error, log)}`)
  }
}
