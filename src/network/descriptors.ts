import { setTimeout } from 'node:timers/promises'
import { PublishError } from '../log/publish-error.ts'

/**
 * No file descriptor was free, in this process (EMFILE) or in the whole system (ENFILE). Files and
 * connections share them, so it passes: others give theirs back.
 */
export class DescriptorsExhaustedError extends PublishError {
  override name = 'DescriptorsExhaustedError'
  readonly code: string

  constructor(path: string, code: string) {
    super(
      `${JSON.stringify(path)} cannot be opened, as no file descriptor is free (${code}): raise the runner's limit ("ulimit -n").`,
    )
    this.code = code
  }
}

/** Whether an error, the system's own or a `DescriptorsExhaustedError`, says that no descriptor was free. */
export function lacksDescriptor(error: unknown): error is Error & { readonly code: string } {
  return (
    error instanceof Error && 'code' in error && ['EMFILE', 'ENFILE'].includes(String(error.code))
  )
}

/** Milliseconds: long enough for a process to end, too short to be noticed. */
const PAUSES = [10, 50, 200, 500]

/** Does what takes a descriptor, and again after short pauses as long as none is free. */
export async function withDescriptor<Result>(take: () => Result): Promise<Result> {
  for (const milliseconds of PAUSES) {
    try {
      return take()
    } catch (error) {
      if (!lacksDescriptor(error)) throw error
    }
    await setTimeout(milliseconds)
  }
  return take()
}
