import type { Effect, Fault, Match } from '../../sandbox/sandbox.ts'
import type { Chance } from './chance.ts'

/** What goes wrong in a run; nothing of it for ever. */
export interface Trouble {
  readonly faults: readonly Fault[]
  /** Sessions whose id no answer has told: nobody can close them. */
  readonly lostSessions: number
}

/** An object is sent six times at most: so often at the worst may it fail, and still be stored. */
const MOST_FAILURES = 5

/**
 * So many milliseconds of refused connections cost an object some of its attempts: by chance four
 * within 50 ms, hardly ever more.
 */
const REFUSAL = { longestMs: 50, attempts: 4 }

/** Faults that each let every object through in the end, and so do all of them together. */
export function someTrouble(chance: Chance, bucketUrl: string): Trouble {
  const faults: Fault[] = []
  let failures = chance.between(1, MOST_FAILURES)
  if (failures >= REFUSAL.attempts && chance.happens(0.25)) {
    failures -= REFUSAL.attempts
    const effect: Effect = { kind: 'refuse', ms: chance.between(20, REFUSAL.longestMs) }
    faults.push({ on: 'bucket', after: chance.between(0, 40), times: 1, effect })
  }
  while (failures > 0) {
    const times = chance.between(1, failures)
    failures -= times
    faults.push(...someFailure(chance, times))
  }
  if (chance.happens(0.5)) {
    faults.push({ on: 'bucket', effect: { kind: 'latency', ms: chance.between(1, 300) } })
  }
  if (chance.happens(0.2)) {
    const probability = chance.between(1, 30) / 100
    const effect: Effect = { kind: 'trickle', msPerByte: chance.between(1, 4) }
    faults.push({ on: 'bucket', probability, seed: chance.between(1, 1e9), effect })
  }
  if (chance.happens(0.2)) {
    faults.push({ on: 'bucket', effect: { kind: 'close-idle', ms: chance.between(0, 50) } })
  }
  if (chance.happens(0.2)) faults.push(moved(chance, bucketUrl))
  const lost = chance.happens(0.15)
  if (lost) faults.push(once('create-session', { kind: 'reset', handled: true }))
  else if (chance.happens(0.2)) faults.push(once('create-session', { kind: 'answer', status: 503 }))
  if (chance.happens(0.2)) {
    const kind = chance.pick<'reset' | 'hang-up'>(['reset', 'hang-up'])
    faults.push(once('close-session', { kind, handled: chance.happens(0.7) }))
  } else if (chance.happens(0.2)) {
    faults.push(
      once('close-session', { kind: 'answer', status: chance.pick([500, 502, 503, 504]) }),
    )
  }
  return { faults, lostSessions: lost ? 1 : 0 }
}

/** A failure that meets some of the requests, each object so many times at most. */
function someFailure(chance: Chance, times: number): Fault[] {
  // A silence lasts half a minute until it counts as a failure.
  if (chance.happens(0.06)) {
    const effect: Effect = { kind: chance.pick(['silent', 'half-open']) }
    return [{ on: 'bucket', after: chance.between(0, 60), times: chance.between(1, 3), effect }]
  }
  const probability = chance.between(2, 60) / 100
  const seed = chance.between(1, 1e9)
  return [{ on: 'bucket', times, eachName: true, probability, seed, effect: somePassing(chance) }]
}

function somePassing(chance: Chance): Effect {
  const handled = chance.happens(0.5)
  switch (chance.between(1, 6)) {
    case 1:
      return { kind: 'reset', handled }
    case 2:
      return { kind: 'hang-up', handled }
    case 3:
      return { kind: 'answer', status: 503, code: 'SlowDown' }
    case 4:
      return {
        kind: 'answer',
        status: 400,
        code: chance.pick(['RequestTimeout', 'IncompleteBody']),
      }
    case 5:
      return {
        kind: 'answer',
        status: 429,
        headers: { 'retry-after': String(chance.between(0, 2)) },
      }
    default:
      return { kind: 'answer', status: chance.pick([408, 500, 502, 504]), handled }
  }
}

/** The bucket sends everybody on, to itself: that is another request, not a failure. */
function moved(chance: Chance, bucketUrl: string): Fault {
  const headers = { location: bucketUrl }
  const effect: Effect = { kind: 'answer', status: 307, code: 'TemporaryRedirect', headers }
  return { on: 'bucket', times: chance.between(1, 3), eachName: true, effect }
}

function once(call: NonNullable<Match['call']>, effect: Effect): Fault {
  return { on: 'platform', match: { call }, times: 1, effect }
}
