import type { SandboxOptions } from '../../sandbox/options.ts'
import type { Call } from '../../sandbox/records.ts'

/** A call to the platform that waits at its door, while a test does something. */
export interface HeldCall {
  /** For the sandbox. */
  readonly beforeRequest: NonNullable<SandboxOptions['beforeRequest']>
  /** Resolves when it has come. */
  readonly come: Promise<void>
  /** Lets it in. */
  release(): void
}

/** Holds one call of a kind, after so many that pass. */
export function holdCall(call: Call, passing = 0): HeldCall {
  const come = Promise.withResolvers<undefined>()
  const released = Promise.withResolvers<undefined>()
  let calls = 0
  return {
    beforeRequest: async (request) => {
      if (request.call !== call || calls++ !== passing) return
      come.resolve(undefined)
      await released.promise
    },
    come: come.promise,
    release() {
      released.resolve(undefined)
    },
  }
}
