/**
 * An error the user can act on. Its message is a whole line for the person reading a red step: what
 * happened, to which input or document, and what to do. It is shown without a stack trace.
 */
export class PublishError extends Error {
  override name = 'PublishError'
}
