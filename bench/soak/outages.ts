import type { Effect, Fault } from '../../sandbox/sandbox.ts'
import type { Chance } from './chance.ts'

/** Milliseconds. An outage of a service may last up to 100 s and cost nothing but time; each has one in a run. */
const OUTAGE = { shortest: 100, longest: 60_000 }

/** Storage takes nothing for a while, from the first request on or from some later one. */
export function outageOfStorage(chance: Chance): Fault {
  return outage(chance, 'bucket', chance.between(0, 60))
}

/** The API answers nothing for a while: when the session is opened, or from then on, so that it cannot be closed. */
export function outageOfApi(chance: Chance): Fault {
  return outage(chance, 'platform', chance.between(0, 1))
}

function outage(chance: Chance, on: Fault['on'], after: number): Fault {
  const forMs = someDuration(chance)
  if (chance.happens(0.2)) return { on, after, effect: { kind: 'refuse', ms: forMs } }
  return { on, after, window: { forMs }, effect: someEffect(chance) }
}

/** As many of up to a second as of one to ten; a quarter is longer. */
function someDuration(chance: Chance): number {
  const share = chance.between(0, 1_000) / 1_000
  return Math.round(OUTAGE.shortest * (OUTAGE.longest / OUTAGE.shortest) ** share)
}

function someEffect(chance: Chance): Effect {
  switch (chance.between(1, 5)) {
    case 1:
      return { kind: 'reset' }
    case 2:
      return { kind: 'hang-up' }
    case 3:
      return { kind: chance.pick(['silent', 'half-open']) }
    case 4:
      return { kind: 'answer', status: 503, code: 'SlowDown' }
    default:
      return { kind: 'answer', status: chance.pick([500, 502, 504]) }
  }
}
