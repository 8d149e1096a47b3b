import { STALL_MILLISECONDS } from '../network/budgets.ts'

/**
 * Ends an upload that stalls: its signal aborts when attempts have failed and for two minutes nothing
 * was stored and nothing moved. A slow upload is no stall.
 */
export class StallTimer {
  readonly #controller = new AbortController()
  readonly #milliseconds: number
  #timer: NodeJS.Timeout | undefined
  #lastReason = ''

  constructor(milliseconds = STALL_MILLISECONDS) {
    this.#milliseconds = milliseconds
  }

  get signal(): AbortSignal {
    return this.#controller.signal
  }

  /** What the last failed attempt came to. */
  get lastReason(): string {
    return this.#lastReason
  }

  failed(reason: string): void {
    this.#lastReason = reason
    this.#timer ??= setTimeout(() => {
      this.#controller.abort()
    }, this.#milliseconds)
  }

  /** The storage takes the bytes of a large object, which may last longer than that. */
  moved(): void {
    this.#timer?.refresh()
  }

  /** Something was stored, or nothing is waited for any more. */
  renew(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }
}
