/** Answers do not come evenly: so many times what can be prepared while one is under way. */
const SPARE = 1.5
/** So many times what it costs a connection has to save: what it saves is only estimated. */
const PAYBACK = 2

/**
 * What this program has to do itself, in milliseconds of work: for an object that it sends, and for a
 * connection that it opens, which over TLS takes as much as ten objects. It tells how many requests
 * in flight are worth their connections.
 */
export class Effort {
  /** For an object: at most this, and less and less while the program is getting faster. */
  #object = Infinity
  /** For a connection, as of when some were last opened. */
  #connection = 0
  /** That round, and the next, which had to wait for them. */
  #opening = { rounds: 2, connections: 0, objects: 0, work: 0 }

  /** @param work milliseconds that it took to store the objects and to open the connections */
  spent(work: number, objects: number, connections: number): void {
    // Until one is known without the other, both are taken to cost the same.
    const parts = this.#object === Infinity ? objects + connections : objects
    this.#object = Math.min(this.#object, work / parts)
    if (connections > 0) this.#opening = { rounds: 0, connections, objects: 0, work: 0 }
    const opening = this.#opening
    if (opening.rounds === 2) return
    opening.rounds += 1
    opening.objects += objects
    opening.work += work
    const rest = opening.work - opening.objects * this.#object
    this.#connection = Math.max(0, rest) / opening.connections
  }

  /**
   * How many requests in flight save more time than they cost: while an answer is under way, only so
   * many objects can be prepared, and what is left has to be worth the opening of more connections.
   *
   * @param wait milliseconds of an answer
   * @param left objects still to be stored
   */
  worthwhile(wait: number, left: number): number {
    const prepared = this.#object === 0 ? Infinity : (SPARE * wait) / this.#object
    const saved = left * wait
    const paid = this.#connection === 0 ? Infinity : Math.sqrt(saved / (PAYBACK * this.#connection))
    return Math.ceil(Math.min(prepared, paid))
  }
}
