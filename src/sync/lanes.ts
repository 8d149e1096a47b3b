/**
 * How many pieces of work are under way side by side. Each is done step by step, and between two steps it can be put
 * back, so that there may be fewer lanes from one moment to the next.
 */
export class Lanes {
  #width: number
  #running = 0
  /** Counts the times that the width was halved. */
  #halvings = 0

  constructor(width: number) {
    this.#width = width
  }

  /** Allows more lanes from now on, unless there were too many before. */
  widen(width: number): void {
    if (this.#halvings === 0) this.#width = width
  }

  /**
   * To be called before a request is sent, and its answer when the platform wants less. Of requests that were sent
   * together only the first to be refused halves the lanes.
   */
  watch(): () => void {
    const before = this.#halvings
    return () => {
      if (this.#halvings !== before) return
      this.#halvings += 1
      this.#width = Math.max(1, Math.floor(this.#width / 2))
    }
  }

  /**
   * Does all pieces of work, those at the front first.
   *
   * @param step does a part of a piece, and tells whether there is more to do
   * @throws what a step throws first, after the steps beside it have ended
   */
  async work<Piece>(
    pieces: readonly Piece[],
    step: (piece: Piece) => Promise<boolean>,
  ): Promise<void> {
    const waiting = [...pieces].reverse()
    let hasFailed = false

    const lane = async (): Promise<void> => {
      this.#running += 1
      try {
        for (let piece = waiting.pop(); piece !== undefined; piece = waiting.pop()) {
          while ((await step(piece)) && !hasFailed) {
            if (this.#running <= this.#width) continue
            waiting.push(piece)
            return
          }
          if (hasFailed) return
        }
      } catch (error) {
        hasFailed = true
        throw error
      } finally {
        this.#running -= 1
      }
    }

    const lanes = Array.from({ length: Math.min(this.#width, pieces.length) }, lane)
    const ends = await Promise.allSettled(lanes)
    for (const end of ends) if (end.status === 'rejected') throw end.reason
  }
}
