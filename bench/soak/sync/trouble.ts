import type { Instead } from '../../../sandbox/github.ts'
import type { Call, Effect, Fault, Sandbox } from '../../../sandbox/sandbox.ts'
import type { Chance } from '../chance.ts'

/** What happens to one run on its way. */
export interface Trouble {
  /** Ends it at this request of all that it sends: what is on its way then may still arrive. */
  readonly crashAt?: number
  /** Whether that request is still carried out. */
  readonly crashesAfterwards: boolean
  readonly faults: readonly Fault[]
  /** By the number of the call of GitHub, what it is answered instead. */
  readonly github: ReadonlyMap<number, Instead>
}

export const NO_TROUBLE: Trouble = { crashesAfterwards: false, faults: [], github: new Map() }

/** Faults that pass. */
export function someFaults(chance: Chance): Trouble {
  const faults: Fault[] = []
  for (let left = chance.between(1, 3); left > 0; left--) {
    const on = chance.pick<Fault['on']>(['platform', 'platform', 'bucket'])
    const times = chance.between(1, 3)
    const effect = someEffect(chance)
    const after = chance.between(0, on === 'bucket' ? 20 : 25)
    faults.push({ on, after, times, eachName: on === 'bucket' && chance.happens(0.3), effect })
  }
  if (chance.happens(0.3)) {
    const call = chance.pick<Call>(['create-session', 'close-session', 'delete-file', 'list-files'])
    faults.push({ on: 'platform', match: { call }, times: 1, effect: someEffect(chance) })
  }
  const github = new Map<number, Instead>()
  if (chance.happens(0.4)) {
    const instead: readonly [Instead, ...Instead[]] = [
      { status: 500 },
      { status: 502 },
      { status: 403, body: { message: 'Resource not accessible by integration' } },
      { status: 429, headers: { 'retry-after': '1' } },
      'reset',
    ]
    const first = chance.between(0, 3)
    for (let call = first; call <= first + chance.between(0, 3); call++)
      github.set(call, chance.pick(instead))
  }
  return { ...NO_TROUBLE, faults, github }
}

export function someCrash(chance: Chance): Trouble {
  return { ...NO_TROUBLE, crashAt: chance.between(1, 60), crashesAfterwards: chance.happens(0.5) }
}

function someEffect(chance: Chance): Effect {
  const handled = chance.happens(0.4)
  switch (chance.between(1, 4)) {
    case 1:
      return { kind: 'reset', handled }
    case 2:
      return { kind: 'hang-up', handled }
    case 3:
      return { kind: 'answer', status: 429, headers: { 'retry-after': '1' } }
    default:
      return { kind: 'answer', status: chance.pick([500, 502, 503, 504]), handled }
  }
}

/** Trouble as it takes effect: counts what a run sends, and ends it when it is to crash. */
export class TroubledRun {
  readonly #trouble: Trouble
  readonly #kill: () => void
  #requests = 0
  #githubCalls = 0

  /** @param kill ends the run, which is answered nothing any more */
  constructor(trouble: Trouble, kill: () => void) {
    this.#trouble = trouble
    this.#kill = kill
  }

  get hasCrashed(): boolean {
    return this.#requests >= (this.#trouble.crashAt ?? Infinity)
  }

  /** Lets it take effect on a sandbox, until its faults are cleared. */
  begin(sandbox: Sandbox): void {
    const { crashAt, crashesAfterwards, faults } = this.#trouble
    for (const fault of faults) sandbox.fault(fault)
    if (crashAt === undefined) return
    const reset: Effect = { kind: 'reset' }
    const isLast = (): boolean => this.#requests === crashAt
    for (const on of ['platform', 'bucket'] as const) {
      const isRefused = (): boolean => this.#isAfterDeath() && !(isLast() && crashesAfterwards)
      sandbox.fault({ on, match: isRefused, effect: reset })
      sandbox.fault({ on, match: isLast, effect: { ...reset, handled: true } })
    }
  }

  /** What GitHub is to answer to its next call instead of what it was asked for. */
  instead(): Instead | undefined {
    if (this.#isAfterDeath()) return 'reset'
    return this.#trouble.github.get(this.#githubCalls++)
  }

  /** Of the next request. */
  #isAfterDeath(): boolean {
    this.#requests += 1
    if (this.#requests === this.#trouble.crashAt) this.#kill()
    return this.hasCrashed
  }
}
