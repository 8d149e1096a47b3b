import { CANCELLED_MILLISECONDS } from './budgets.ts'

/** How a cancelled run shuts down: three signals, one after the other. */
export interface Shutdown {
  /** The run is cancelled: nothing new begins, except that sessions are closed. */
  readonly cancelled: AbortSignal
  /** Answers to earlier calls are no longer waited for. */
  readonly graceOver: AbortSignal
  /** Sessions that are not closed by now stay open. */
  readonly closingOver: AbortSignal
}

/** The shutdown of a run whose own signal is `cancelled`. */
export function shutdownOf(cancelled: AbortSignal): Shutdown {
  return {
    cancelled,
    graceOver: abortAfter(cancelled, CANCELLED_MILLISECONDS.grace),
    closingOver: abortAfter(cancelled, CANCELLED_MILLISECONDS.closing),
  }
}

/** A signal that aborts so many milliseconds after another one, for the same reason. */
function abortAfter(signal: AbortSignal, milliseconds: number): AbortSignal {
  const controller = new AbortController()
  const start = (): void => {
    setTimeout(() => {
      controller.abort(signal.reason)
    }, milliseconds).unref()
  }
  if (signal.aborted) start()
  else signal.addEventListener('abort', start, { once: true })
  return controller.signal
}
