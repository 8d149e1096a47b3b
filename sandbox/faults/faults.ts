import type { AnswerEffect, Effect, Fault, FaultRequest } from './fault.ts'
import type { OutageRecord } from '../records.ts'
import { Line, SlidingWindow, TokenBucket } from './limits.ts'
import type { Limiter } from './limits.ts'
import { logNormal, random } from './random.ts'
import { Window } from './window.ts'

/** What the faults make of one request. */
export interface Plan {
  /** Milliseconds before the answer, or what stands for it. */
  readonly delayMs: number
  /** What happens instead of handling the request. */
  readonly instead?: Outage
  /** What happens to the answer of the request that was handled. */
  readonly afterwards?: Outage
  readonly line?: Line
  readonly msPerByte?: number
  readonly closeAfterMs?: number
  readonly signatureSeconds?: number
  readonly sessionSeconds?: number
}

/** What takes the place of the ordinary answer. */
export type Outage =
  AnswerEffect | { kind: 'reset' | 'hang-up' | 'silent' | 'half-open' | 'endless' }

/** The plan of a request that no fault is meant for. */
export const NO_FAULT: Plan = { delayMs: 0 }

interface ActiveFault {
  readonly fault: Fault
  readonly fits: (request: FaultRequest) => boolean
  readonly seen: Map<string, number>
  readonly window: Window | undefined
  readonly random: () => number
  readonly effect: (plan: Mutable<Plan>) => void
}
type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** The faults in force at one of the two services. */
export class Faults {
  #active: ActiveFault[] = []
  readonly #outages: OutageRecord[] = []
  readonly #refuse: (ms?: number) => void

  /** `refuse` closes the service for so many milliseconds, or until its faults are cleared. */
  constructor(refuse: (ms?: number) => void) {
    this.#refuse = refuse
  }

  /** Throws a SyntaxError if its regular expression is none. */
  add(fault: Fault): void {
    if (fault.effect.kind === 'refuse' && fault.after === undefined) {
      this.#refuse(fault.effect.ms)
      return
    }
    const chance = random(fault.seed ?? 1)
    this.#active.push({
      fault: fault.effect.kind === 'refuse' ? { times: 1, ...fault } : fault,
      fits: matcher(fault.match),
      seen: new Map(),
      window: fault.window && this.#opened(new Window(fault.window), fault),
      random: chance,
      effect: this.#carriedOut(fault.effect, chance),
    })
  }

  /** What the faults with a window have struck so far, in the order they were added. */
  get outages(): readonly OutageRecord[] {
    return this.#outages
  }

  clear(): void {
    this.#active = []
  }

  plan(request: FaultRequest): Plan {
    if (this.#active.length === 0) return NO_FAULT
    let plan: Mutable<Plan> | undefined
    for (const active of this.#active)
      if (strikes(active, request)) active.effect((plan ??= { delayMs: 0 }))
    return plan ?? NO_FAULT
  }

  #opened(window: Window, { on, effect }: Fault): Window {
    this.#outages.push({ on, kind: effect.kind, requestsBySecond: window.requestsBySecond })
    return window
  }

  /** One effect as what it changes in a plan. The first outage of several wins; delays add up. */
  #carriedOut(effect: Effect, chance: () => number): (plan: Mutable<Plan>) => void {
    switch (effect.kind) {
      case 'latency': {
        const { ms, sigma = 0 } = effect
        return (plan) => {
          plan.delayMs += sigma === 0 ? ms : logNormal(ms, sigma, chance)
        }
      }
      case 'bandwidth': {
        const line = new Line(effect.bytesPerSecond)
        return (plan) => {
          plan.line = line
        }
      }
      case 'rate':
        return limited(
          new TokenBucket(effect.perSecond, effect.burst),
          effect.delayMs,
          effect.retryAfterSeconds === undefined
            ? SLOW_DOWN
            : tooManyRequests(effect.retryAfterSeconds),
        )
      case 'sliding-window':
        return limited(new SlidingWindow(effect.perSecond), effect.delayMs)
      case 'trickle':
        return (plan) => {
          plan.msPerByte = effect.msPerByte
        }
      case 'close-idle':
        return (plan) => {
          plan.closeAfterMs = effect.ms
        }
      case 'refuse':
        return (plan) => {
          this.#refuse(effect.ms)
          plan.instead ??= { kind: 'silent' }
        }
      case 'expiry': {
        const { signatureSeconds, sessionSeconds } = effect
        return (plan) => {
          if (signatureSeconds !== undefined) plan.signatureSeconds = signatureSeconds
          if (sessionSeconds !== undefined) plan.sessionSeconds = sessionSeconds
        }
      }
      default:
        return 'handled' in effect && effect.handled
          ? (plan) => {
              plan.afterwards ??= effect
            }
          : (plan) => {
              plan.instead ??= effect
            }
    }
  }
}

const SLOW_DOWN: AnswerEffect = {
  kind: 'answer',
  status: 503,
  code: 'SlowDown',
  message: 'Please reduce your request rate.',
}

function tooManyRequests(seconds: number): AnswerEffect {
  const headers = { 'retry-after': String(seconds) }
  return { kind: 'answer', status: 429, message: 'Too Many Requests', headers }
}

function limited(
  limiter: Limiter,
  delayMs = 0,
  answer: AnswerEffect = SLOW_DOWN,
): (plan: Mutable<Plan>) => void {
  return (plan) => {
    if (limiter.take()) return
    plan.delayMs += delayMs
    plan.instead ??= answer
  }
}

function strikes(active: ActiveFault, request: FaultRequest): boolean {
  const { fault, fits, random, window } = active
  if (!fits(request)) return false
  if (fault.probability !== undefined && random() >= fault.probability) return false
  return isItsTurn(active, request) && (window === undefined || window.strikes())
}

function isItsTurn({ fault, seen }: ActiveFault, request: FaultRequest): boolean {
  if (fault.after === undefined && fault.times === undefined) return true
  const counted = fault.eachName ? request.name : ''
  const before = seen.get(counted) ?? 0
  seen.set(counted, before + 1)
  const after = fault.after ?? 0
  return before >= after && before < after + (fault.times ?? Infinity)
}

function matcher(match: Fault['match']): (request: FaultRequest) => boolean {
  if (match === undefined) return () => true
  if (typeof match === 'function') return match
  const { call, name, reused } = match
  const regex = match.nameRegex === undefined ? undefined : new RegExp(match.nameRegex, 'u')
  return (request) =>
    (call === undefined || request.call === call) &&
    (name === undefined || request.name.includes(name)) &&
    (regex === undefined || regex.test(request.name)) &&
    (reused === undefined || request.reused === reused)
}
