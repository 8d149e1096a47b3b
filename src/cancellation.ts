import { PublishError } from './log/publish-error.ts'

/** The runner sends SIGTERM 7.5 s after SIGINT: by then a cancelled run must have ended. */
const EXIT_MILLISECONDS = 6_500

/** A signal that aborts at the first SIGINT or SIGTERM; its reason is a `PublishError`. */
export function cancellation(): AbortSignal {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      setTimeout(() => process.exit(1), EXIT_MILLISECONDS).unref()
      controller.abort(new PublishError(`The run was cancelled (${name}) before it was done.`))
    })
  }
  return controller.signal
}
