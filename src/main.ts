import { readInputs, reportFolder } from './inputs.ts'
import { systemClock } from './network/clock.ts'
import { explain } from './report/explain.ts'
import { finish, unstarted } from './report/finish.ts'
import { PublishError } from './report/publish-error.ts'
import type { Result } from './report/result.ts'
import { createRunnerLog, mask } from './report/runner-log.ts'

/** A cancelled run must be gone before the runner sends SIGTERM, 7.5 s after SIGINT. */
const GONE_MILLISECONDS = 6_500

const log = createRunnerLog()
const signal = cancellation()
await finish(await run(), reportFolder(), log)

async function run(): Promise<Result> {
  try {
    const publication = readInputs()
    const { publish } = await import('./publish.ts')
    return await publish(publication, { log, clock: systemClock, mask, signal })
  } catch (error) {
    const failure = explain(error, log)
    log.error(failure)
    return unstarted(failure)
  }
}

/** A signal that aborts at the first SIGINT or SIGTERM. */
function cancellation(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      setTimeout(() => process.exit(1), GONE_MILLISECONDS).unref()
      controller.abort(new PublishError(`The run was cancelled (${name}) before it was done.`))
    })
  }
  return controller.signal
}
