import { messageOf } from '../property.ts'
import type { Log } from './log.ts'
import { PublishError } from './publish-error.ts'

/** The one line that a failed run shows. The stack of an unexpected error is in the debug log. */
export function explain(error: unknown, log: Log): string {
  if (error instanceof PublishError) return error.message
  if (error instanceof Error && error.stack !== undefined) log.debug(error.stack)
  return `Unexpected error: ${messageOf(error)}. Run the step again with debug logging enabled, and report the output.`
}
