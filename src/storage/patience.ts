const PATIENCE_MILLISECONDS = 120_000

/**
 * Ends the waiting where storage takes nothing any more: its signal aborts when attempts have failed
 * and for two minutes nothing was stored and nothing moved. A slow upload is not a reason.
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

  /** Storage takes the bytes of a large object, which may last longer than that. */
  moved(): void {
    this.#timer?.refresh()
  }

  /** Something was stored, or nothing is waited for any more. */
  renew(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }
}
