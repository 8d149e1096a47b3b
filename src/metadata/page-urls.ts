import { createContext, Script } from 'node:vm'
import { Turns } from '../event-loop.ts'
import { errorCode } from '../property.ts'
import { faultyLine } from './input-lines.ts'
import { pageUrlOf, type PageRule } from './page-url.ts'

/** A path is matched within microseconds: what has not come to an end after this hardly ever will. */
const LONGEST_MATCH_MILLISECONDS = 250
/** All paths together: a tenth is enough for 50,000 documents and a dozen patterns. */
const LONGEST_SEARCH_MILLISECONDS = 60_000

/**
 * The addresses of documents' pages, by path.
 *
 * Patterns become regular expressions, and for some of them a name can be made up whose match takes
 * hours. `node:vm` is the only way to stop one, and too slow to be asked for each document alone.
 *
 * @param paths of all documents
 * @throws a `PublishError` that quotes the line whose pattern takes too long, and names the document;
 * the signal's reason
 */
export async function findPageUrls(
  paths: readonly string[],
  rules: readonly PageRule[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const urls = new Map<string, string>()
  if (rules.length === 0) return urls
  const turns = new Turns()
  let next = 0
  let tried: PageRule | undefined
  const matchSome = (): void => {
    for (; next < paths.length && !turns.isDue; next++) {
      const path = paths[next] ?? ''
      const url = pageUrlOf(path, rules, (rule) => {
        tried = rule
      })
      if (url !== undefined) urls.set(path, url)
    }
  }
  const isInTime = within(LONGEST_MATCH_MILLISECONDS, matchSome)

  const start = performance.now()
  let slow: number | undefined
  while (next < paths.length) {
    signal.throwIfAborted()
    if (!isInTime()) {
      // It may have been the machine that took a break: the path gets a second chance.
      if (tried !== undefined && next === slow) throw tooSlow(tried, paths[next] ?? '')
      slow = next
    }
    if (tried !== undefined && performance.now() - start > LONGEST_SEARCH_MILLISECONDS) {
      throw tooSlow(tried, paths[next - 1] ?? '')
    }
    while (turns.isDue) await turns.next(signal)
  }
  return urls
}

/** Work that is stopped when it takes too long; then the answer is false. */
function within(milliseconds: number, work: () => void): () => boolean {
  const script = new Script('work()')
  const context = createContext({ work })
  return () => {
    try {
      script.runInContext(context, { timeout: milliseconds })
      return true
    } catch (error) {
      if (!isTimeout(error)) throw error
      return false
    }
  }
}

function isTimeout(error: unknown): boolean {
  return errorCode(error) === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
}

function tooSlow({ line }: PageRule, path: string): Error {
  return faultyLine(
    line,
    `it takes too long to tell whether the pattern fits ${JSON.stringify(path)}. Use fewer groups, or put a / between them.`,
  )
}
