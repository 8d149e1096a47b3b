import { CANCELLED_MILLISECONDS } from '../network/budgets.ts'

/** How a run comes to an end when it is cancelled: three signals, one after the other. */
export interface Ending {
  /** The run is cancelled: nothing new is begun, but that sessions are closed. */
  readonly cancelled: AbortSignal
  /** What was asked of the platform before has had its time to be answered. */
  readonly grace: AbortSignal
  /** Sessions that are not closed by now stay open. */
  readonly last: AbortSignal
}

/** The ending of a run whose own signal is `cancelled`. */
export function endingOf(cancelled: AbortSignal): Ending {
  return {
    cancelled,
    grace: after(cancelled, CANCELLED_MILLISECONDS.grace),
    last: after(cancelled, CANCELLED_MILLISECONDS.closing),
  }
}

/** A signal that aborts some time after another one has, for the same reason. */
function after(signal: AbortSignal, milliseconds: number): AbortSignal {
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
