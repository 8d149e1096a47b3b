import { createCipheriv } from 'node:crypto'
import { random } from '../../sandbox/faults/random.ts'

/** Chance that repeats itself: a run of the soak is the same for the same seed and number. */
export class Chance {
  readonly #random: () => number

  constructor(seed: number, run: number) {
    this.#random = random(seed * 1_000_003 + run)
  }

  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number {
    return least + Math.floor(this.#random() * (most - least + 1))
  }

  /** Whether something of this probability happens. */
  happens(probability: number): boolean {
    return this.#random() < probability
  }

  /** One of these. */
  pick<Choice>(choices: readonly [Choice, ...Choice[]]): Choice {
    return choices[this.between(0, choices.length - 1)] ?? choices[0]
  }

  /** A cipher's output, which takes less time than a call for each byte. */
  bytes(length: number): Buffer {
    const key = Buffer.alloc(16)
    key.writeUInt32LE(this.between(0, 2 ** 32 - 1))
    return createCipheriv('aes-128-ctr', key, Buffer.alloc(16)).update(Buffer.alloc(length))
  }
}
