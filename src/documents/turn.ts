import { setImmediate } from 'node:timers/promises'

/** A cancellation is heard only between two turns of the event loop. */
const LONGEST_TURN_MILLISECONDS = 20

/** A turn of the event loop, for work that nothing else interrupts and whose length nobody knows. */
export class Turn {
  #began = performance.now()

  /** Whether it has lasted so long that it should end. */
  get isLong(): boolean {
    return performance.now() - this.#began > LONGEST_TURN_MILLISECONDS
  }

  /** Ends it: whatever waits has its turn, and then this work goes on. Rejects with the signal's reason. */
  async end(signal: AbortSignal): Promise<void> {
    await setImmediate()
    signal.throwIfAborted()
    this.#began = performance.now()
  }
}
