const PATIENCE_MILLISECONDS = 120_000

/**
 * Ends the waiting where storage takes nothing any more: its signal aborts when attempts have failed
 * and none has succeeded for two minutes. A slow upload without a failure is not a reason.
 */
export class Patience {
  readonly #controller = new AbortController()
  readonly #milliseconds: number
  #timer: NodeJS.Timeout | undefined
  #lastReason = ''

  constructor(milliseconds = PATIENCE_MILLISECONDS) {
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

  /** Something was stored, or nothing is waited for any more. */
  renew(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }
}
