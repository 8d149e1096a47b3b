import { code } from './html.ts'

/** The post step's summary: what became of the sessions that the main step left open. */
export function summaryOfCleanup(cleanup: {
  /** The main step was killed before it was done. */
  readonly wasCutOff: boolean
  /** A session may be open whose id is not known. */
  readonly perhapsOpened: boolean
  readonly closed: readonly string[]
  readonly open: readonly string[]
}): string {
  const title = cleanup.wasCutOff
    ? 'Partial: the step was killed before it finished'
    : 'Sessions closed after the step'
  const closed = cleanup.closed.map((id) => `Session ${code(id)} was closed afterwards`)
  const open = cleanup.open.map(
    (id) => `Session ${code(id)} may still be open: the log says how to close it`,
  )
  const unknown = cleanup.perhapsOpened
    ? ['A session may be open whose id is not known: the log says how to find it']
    : []
  const lines = [...closed, ...open, ...unknown].map((line) => `<p>${line}.</p>\n`).join('')
  return `<h3>${title}</h3>\n${lines}<p>Documents that were uploaded before are ingested when their session is closed.</p>\n`
}
