/** What tells the sandbox the time: when sessions and signatures expire, and what `created_at` says. */
export interface Clock {
  /** Milliseconds since the Unix epoch. */
  now(): number
  /** Calls back once `now()` has reached `time`; the answer cancels that. */
  at(time: number, callback: () => void): () => void
}

const LONGEST_TIMER_MS = 2 ** 31 - 1

/** The machine's clock. What it waits for does not keep the process alive. */
export const systemClock: Clock = {
  now: Date.now,
  at(time, callback) {
    const timer = setTimeout(callback, Math.min(Math.max(time - Date.now(), 0), LONGEST_TIMER_MS))
    timer.unref()
    return () => {
      clearTimeout(timer)
    }
  },
}

/** A clock that stands still until a test moves it on. */
export class ManualClock implements Clock {
  readonly #due = new Set<{ time: number; callback: () => void }>()
  #now: number

  constructor(now: number = Date.now()) {
    this.#now = now
  }

  now(): number {
    return this.#now
  }

  at(time: number, callback: () => void): () => void {
    const entry = { time, callback }
    this.#due.add(entry)
    return () => {
      this.#due.delete(entry)
    }
  }

  /** Moves the time on and calls back, in order of time, what has fallen due. */
  advance(ms: number): void {
    this.#now += ms
    const due = [...this.#due].filter(({ time }) => time <= this.#now)
    for (const entry of due.sort((a, b) => a.time - b.time)) {
      this.#due.delete(entry)
      entry.callback()
    }
  }
}
