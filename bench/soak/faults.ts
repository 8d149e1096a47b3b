import type { Effect, Fault, Match } from '../../sandbox/sandbox.ts'
import type { Chance } from './chance.ts'
import { outageOfApi, outageOfStorage } from './outages.ts'

/** What goes wrong in a run; nothing of it for ever. */
export interface Trouble {
  readonly faults: readonly Fault[]
  /** Sessions whose id no answer has told: nobody can close them. */
  readonly lostSessions: number
}

/** An object is sent six times at most while others get through: so often may it fail by itself, and still be stored. */
const MOST_FAILURES = 5
/** A silence lasts half a minute until it counts as a failure: three do not yet wear out the two minutes of patience. */
const MOST_SILENCES = 3
/** To be asked to slow down is no failure, so this is no limit of the action's. */
const MOST_THROTTLED = 4

/** Faults that each let every object through in the end, and so do all of them together. */
export function someTrouble(chance: Chance, bucketUrl: string): Trouble {
  const faults: Fault[] = []
  let failures = chance.between(0, MOST_FAILURES)
  if (chance.happens(0.4)) {
    faults.push(outageOfStorage(chance))
  } else if (failures >= MOST_SILENCES && chance.happens(0.2)) {
    failures -= MOST_SILENCES
    faults.push(someSilence(chance))
  }
  if (chance.happens(0.3)) faults.push(outageOfApi(chance))
  while (failures > 0) {
    const times = chance.between(1, failures)
    failures -= times
    faults.push(passing(chance, times, someFailure(chance)))
  }
  if (chance.happens(0.3)) faults.push(passing(chance, MOST_THROTTLED, someThrottling(chance)))
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

function someSilence(chance: Chance): Fault {
  const effect: Effect = { kind: chance.pick(['silent', 'half-open']) }
  return { on: 'bucket', after: chance.between(0, 60), times: MOST_SILENCES, effect }
}

/** What meets some of the requests, each object so many times at most. */
function passing(chance: Chance, times: number, effect: Effect): Fault {
  const probability = chance.between(2, 60) / 100
  return {
    on: 'bucket',
    times,
    eachName: true,
    probability,
    seed: chance.between(1, 1e9),
    effect,
  }
}

function someFailure(chance: Chance): Effect {
  const handled = chance.happens(0.5)
  switch (chance.between(1, 4)) {
    case 1:
      return { kind: 'reset', handled }
    case 2:
      return { kind: 'hang-up', handled }
    case 3:
      return {
        kind: 'answer',
        status: 400,
        code: chance.pick(['RequestTimeout', 'IncompleteBody']),
      }
    default:
      return { kind: 'answer', status: chance.pick([408, 500, 502, 504]), handled }
  }
}

function someThrottling(chance: Chance): Effect {
  if (chance.happens(0.5)) return { kind: 'answer', status: 503, code: 'SlowDown' }
  const headers = { 'retry-after': String(chance.between(0, 2)) }
  return { kind: 'answer', status: 429, headers }
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
