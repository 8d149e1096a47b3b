/** Milliseconds: when a fault is in force, counted from the first request it is meant for. */
export interface WindowOptions {
  /** 0 by default. */
  fromMs?: number
  forMs: number
}

/** A time in which a fault is in force, and how much it strikes meanwhile. */
export class Window {
  /** Requests that were struck in each second since it opened, up to the last that was. */
  readonly requestsBySecond: number[] = []
  readonly #fromMs: number
  readonly #forMs: number
  #firstAt: number | undefined

  constructor({ fromMs = 0, forMs }: WindowOptions) {
    this.#fromMs = fromMs
    this.#forMs = forMs
  }

  /** Whether it is open for a request that comes now, which then counts. The first one starts the clock. */
  strikes(): boolean {
    const now = performance.now()
    const openFor = now - (this.#firstAt ??= now) - this.#fromMs
    if (openFor < 0 || openFor >= this.#forMs) return false
    const second = Math.floor(openFor / 1000)
    while (this.requestsBySecond.length <= second) this.requestsBySecond.push(0)
    this.requestsBySecond[second] = (this.requestsBySecond[second] ?? 0) + 1
    return true
  }
}
