import { pauseAfter } from '../network/backoff.ts'
import type { Clock } from '../network/clock.ts'
import type { Network } from '../network/network.ts'
import type { Log } from '../log/log.ts'
import type { Commit } from '../metadata/commit.ts'
import { messageOf } from '../property.ts'
import { connectGraphql, type AskGraphql, type Reply } from './client.ts'
import { GITHUB_BACKOFF, tellPause } from './pause.ts'
import { inShort, readReply, writeQuery, type Question } from './query.ts'

/** Whom to ask for what a shallow clone does not tell, and as whom. */
export interface GitHub {
  readonly graphqlUrl: URL
  readonly token: string
  /** Opens a network to GitHub, for so many requests at once. */
  readonly openNetwork: (connections: number) => Promise<Network>
  readonly clock: Clock
}

/** What GitHub told of a repository's files, and why it did not tell the rest. */
export interface Told {
  /** By path. */
  readonly commits: ReadonlyMap<string, Commit>
  readonly problem: string | undefined
}

/** GitHub counts a hundred connections of a query as one request of its hourly limit. */
const PATHS_A_QUERY = 100
/** GitHub's documentation advises against many at once. */
const QUERIES_AT_ONCE = 2
/** In a row. Halving a hundred paths until one is left takes seven. */
const MOST_FAILURES = { later: 5, 'too-much': 8 }
/** After this the rest stays unknown: documents wait for it. */
const LIMIT_SECONDS = 120

/**
 * Asks GitHub for the last commits of files as they are at a commit of their repository: many files in
 * a query, few queries at a time, fewer files where a query takes GitHub too long.
 *
 * @param questions one for each repository
 * @param limitSeconds for all of them together
 * @returns what it told, in their order
 * @throws the signal's reason when the signal aborts; what else goes wrong is in the answers
 */
export async function askGitHub(
  questions: readonly Question[],
  github: GitHub,
  log: Log,
  signal: AbortSignal,
  limitSeconds = LIMIT_SECONDS,
): Promise<readonly Told[]> {
  const limit = AbortSignal.timeout(limitSeconds * 1000)
  const either = AbortSignal.any([signal, limit])
  const inquiries = questions.map((question) => new Inquiry(question, github.clock, log, either))
  try {
    const dispatcher = await github.openNetwork(QUERIES_AT_ONCE)
    try {
      const ask = await connectGraphql(github.graphqlUrl, github.token, dispatcher, log)
      const askAll = async (): Promise<void> => {
        for (const inquiry of inquiries) await inquiry.work(ask)
      }
      await Promise.all(Array.from({ length: QUERIES_AT_ONCE }, askAll))
    } finally {
      await dispatcher.destroy()
    }
    return inquiries
  } catch (error) {
    signal.throwIfAborted()
    const why = limit.aborted ? `it took longer than ${limitSeconds} s` : inShort(messageOf(error))
    for (const inquiry of inquiries) inquiry.giveUp(why)
    return inquiries
  }
}

class Inquiry implements Told {
  readonly commits = new Map<string, Commit>()
  #end: string | undefined
  /** Why files were passed over that GitHub had no time for even one by one. */
  #passedOver: string | undefined
  readonly #question: Question
  readonly #left: string[]
  /** How many files GitHub has said nothing of. */
  #unanswered: number
  readonly #clock: Clock
  readonly #log: Log
  readonly #signal: AbortSignal
  #pathsAQuery = PATHS_A_QUERY
  #failures = 0
  /** Nothing is asked before it is over. */
  #rest: Promise<unknown> = Promise.resolve()

  constructor(question: Question, clock: Clock, log: Log, signal: AbortSignal) {
    this.#question = question
    this.#left = [...question.paths]
    this.#unanswered = question.paths.length
    this.#clock = clock
    this.#log = log
    this.#signal = signal
  }

  get problem(): string | undefined {
    return this.#end ?? this.#passedOver
  }

  giveUp(why: string): void {
    if (this.#unanswered > 0) this.#end ??= why
  }

  /** Asks until nothing is left to ask, for this caller: several do so at once. */
  async work(ask: AskGraphql): Promise<void> {
    for (;;) {
      await this.#rest
      this.#signal.throwIfAborted()
      if (this.#end !== undefined || this.#left.length === 0) return
      const paths = this.#left.splice(0, this.#pathsAQuery)
      const question = { ...this.#question, paths }
      const reply = await ask(writeQuery(question), this.#signal)
      if (reply.kind !== 'answer') {
        this.#fail(paths, reply)
        continue
      }
      const reading = readReply(reply.data, question)
      if (reading.kind === 'refused') {
        this.#end = reading.why
        return
      }
      this.#unanswered -= paths.length - reading.left.length
      for (const [path, commit] of reading.commits) this.commits.set(path, commit)
      if (reading.left.length > 0) {
        this.#fail(reading.left, { kind: 'too-much', why: 'its queries take too long' })
        continue
      }
      this.#failures = 0
      this.#pathsAQuery = Math.min(PATHS_A_QUERY, 2 * this.#pathsAQuery)
    }
  }

  #fail(paths: readonly string[], reply: Exclude<Reply, { kind: 'answer' }>): void {
    this.#log.debug(`GitHub was asked for ${paths.length} files: ${reply.why}`)
    this.#failures += 1
    if (reply.kind === 'refused' || this.#failures >= MOST_FAILURES[reply.kind]) {
      this.#end ??= reply.why
    } else if (reply.kind === 'too-much') {
      if (paths.length > 1) this.#left.push(...paths)
      else this.#passedOver = reply.why
      this.#pathsAQuery = Math.max(1, Math.floor(Math.min(this.#pathsAQuery, paths.length) / 2))
    } else {
      this.#left.push(...paths)
      const pause = pauseAfter(this.#failures, GITHUB_BACKOFF, this.#clock, reply.milliseconds)
      tellPause(pause, reply.why, this.#log)
      this.#rest = Promise.all([this.#rest, this.#clock.sleep(pause, this.#signal)])
    }
  }
}
