import { count, counted } from '../log/figures.ts'
import { code, tableBelow, text } from './html.ts'

/** A document that the platform rejected, by the name that it has there. */
export interface Rejected {
  readonly name: string
  readonly reason: string
}

/** The result of the finalize action. */
export interface Finalized {
  readonly sessions: readonly string[]
  /** Documents that are in the workspace, its own in write mode `KEEP` included; absent where the step did not wait. */
  readonly ingested?: number
  readonly rejected: readonly Rejected[]
  /** Why the step is red even if no document was rejected. */
  readonly failure?: string
}

/** The finalize action's summary, in the same form as that of a run. */
export function summaryOfFinalized(finalized: Finalized): string {
  const { sessions, ingested, rejected, failure } = finalized
  const title = titleOf(finalized)
  const why = failure === undefined ? '' : `\n<p>${text(failure)}</p>`
  const which = sessions.length === 0 ? 'No session' : sessions.map(code).join(', ')
  const counts =
    ingested === undefined
      ? 'ingestion was not waited for'
      : `${counted(ingested, 'document')} ingested, ${count(rejected.length)} rejected`
  const head = `<h3>${title}</h3>${why}\n<p>${which}: ${counts}.</p>\n`
  const rows = rejected.map(({ name, reason }) => [code(name), text(reason)])
  const { table, left } = tableBelow(head, ['Document', 'Why'], rows)
  return head + table + (left === 0 ? '' : `<p>And ${count(left)} more.</p>\n`)
}

function titleOf({ rejected, failure }: Finalized): string {
  if (failure !== undefined) return 'Sessions not finalized'
  return rejected.length === 0 ? 'Sessions finalized' : 'Sessions closed, but documents rejected'
}
