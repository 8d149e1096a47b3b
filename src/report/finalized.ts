import { count, counted } from '../log/figures.ts'
import { code, tableBelow, text } from './html.ts'

/** A document that the platform did not ingest, by the name that it has there. */
export interface Rejected {
  readonly name: string
  readonly reason: string
}

/** What came of finalizing sessions. */
export interface Finalized {
  readonly sessions: readonly string[]
  /** Ingested, or kept in write mode `KEEP`; absent where nobody waited to see. */
  readonly ingested?: number
  readonly rejected: readonly Rejected[]
  /** Why the step is red although no document was rejected. */
  readonly failure?: string
}

/** The finalize action's summary, in the same form as that of a run. */
export function summaryOfFinalized(finalized: Finalized): string {
  const { sessions, ingested, rejected, failure } = finalized
  const title = titleOf(finalized)
  const why = failure === undefined ? '' : `\n<p>${text(failure)}</p>`
  const which = sessions.length === 0 ? 'No session' : sessions.map(code).join(', ')
  const told =
    ingested === undefined
      ? 'nobody waited for documents'
      : `${counted(ingested, 'document')} ingested, ${count(rejected.length)} rejected`
  const head = `<h3>${title}</h3>${why}\n<p>${which}: ${told}.</p>\n`
  const rows = rejected.map(({ name, reason }) => [code(name), text(reason)])
  const { table, left } = tableBelow(head, ['Document', 'Why'], rows)
  return head + table + (left === 0 ? '' : `<p>And ${count(left)} more.</p>\n`)
}

function titleOf({ rejected, failure }: Finalized): string {
  if (failure !== undefined) return 'Sessions not finalized'
  return rejected.length === 0 ? 'Sessions finalized' : 'Sessions closed, but documents rejected'
}

/** What the post step tells of sessions that the main step has left open. */
export function summaryOfCleanup(left: {
  readonly wasCutOff: boolean
  /** A session may be open whose id is not known. */
  readonly perhapsOpened: boolean
  readonly closed: readonly string[]
  readonly open: readonly string[]
}): string {
  const title = left.wasCutOff
    ? 'Partial: the step was cut off before it came to its end'
    : 'Sessions closed after the step'
  const closed = left.closed.map((id) => `Session ${code(id)} was closed afterwards`)
  const open = left.open.map(
    (id) => `Session ${code(id)} may still be open: the log says how to close it`,
  )
  const unknown = left.perhapsOpened
    ? ['A session may be open whose id nobody received: the log says how to look']
    : []
  const what = [...closed, ...open, ...unknown].map((line) => `<p>${line}.</p>\n`).join('')
  return `<h3>${title}</h3>\n${what}<p>What was stored until then is ingested when its session is closed.</p>\n`
}
