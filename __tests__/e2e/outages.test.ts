/**
 * Outages as long as they are: these tests take minutes, and mostly wait. They run side by side (which
 * jest does with the tests of one block), apart from the others: `npm run test:outages`.
 */
import { expect, test } from '@jest/globals'
import type { Effect, Fault } from '../../sandbox/sandbox.ts'
import { errorsOf } from '../support/checks.ts'
import {
  enduring,
  expectAllStored,
  expectFewWords,
  expectNothingLost,
  fromClosing,
  LONGEST_TEST,
} from '../support/endurance.ts'

const FEW = 400
const MANY = 4_000

const INTERNAL_ERROR: Effect = { kind: 'answer', status: 500, code: 'InternalError' }
const SLOW_DOWN: Effect = {
  kind: 'answer',
  status: 503,
  code: 'SlowDown',
  message: 'Please reduce your request rate.',
}
const BAD_GATEWAY: Effect = { kind: 'answer', status: 502, body: 'html' }
const UNAVAILABLE: Effect = { kind: 'answer', status: 503, body: 'html' }
const LOGIN_PAGE: Effect = { kind: 'answer', status: 200, body: 'html', message: 'Please log in' }
const RESET: Effect = { kind: 'reset' }

function seconds(count: number): { forMs: number } {
  return { forMs: 1_000 * count }
}

/** S3 is in trouble for so long when half of the objects have been sent. */
function inTheMiddle(documents: number, effect: Effect, forSeconds: number): Fault {
  return { on: 'bucket', after: documents, window: seconds(forSeconds), effect }
}

function onApi(effect: Effect, forSeconds: number, match: Fault['match'] = {}): Fault {
  return { on: 'platform', match, window: seconds(forSeconds), effect }
}

test.concurrent.each<[string, Fault, number]>([
  ['HTTP 500 for 10 s', inTheMiddle(MANY, INTERNAL_ERROR, 10), MANY],
  ['HTTP 500 for 60 s', inTheMiddle(FEW, INTERNAL_ERROR, 60), FEW],
  ['HTTP 500 for 100 s', inTheMiddle(FEW, INTERNAL_ERROR, 100), FEW],
  ['connections reset for 10 s', inTheMiddle(MANY, RESET, 10), MANY],
  ['503 SlowDown for 10 s', inTheMiddle(FEW, SLOW_DOWN, 10), FEW],
  ['503 SlowDown for 40 s', inTheMiddle(FEW, SLOW_DOWN, 40), FEW],
  ['silence for 60 s', inTheMiddle(FEW, { kind: 'half-open' }, 60), FEW],
  [
    'connections refused for 60 s',
    { on: 'bucket', after: FEW, effect: { kind: 'refuse', ms: 60_000 } },
    FEW,
  ],
])(
  'guarantee 5: an outage of S3 in the middle of an upload costs no document: %s',
  (_, outage, documents) =>
    enduring({ documents, trouble: [outage] }, (job, main) => {
      expectNothingLost(job, main)
      expectFewWords(main)
    })(),
  LONGEST_TEST,
)

test.concurrent(
  'guarantees 3 and 5: connections are refused by S3 for 60 s, and by the API for 70 s',
  enduring(
    {
      documents: FEW,
      trouble: (sandbox) => {
        let sent = 0
        const refuseFromTheMiddle = (): boolean => {
          sent += 1
          if (sent === FEW) {
            sandbox.fault({ on: 'bucket', effect: { kind: 'refuse', ms: 60_000 } })
            sandbox.fault({ on: 'platform', effect: { kind: 'refuse', ms: 70_000 } })
          }
          return false
        }
        return [{ on: 'bucket', match: refuseFromTheMiddle, effect: RESET }]
      },
    },
    expectAllStored,
  ),
  LONGEST_TEST,
)

test.concurrent.each<[string, Fault]>([
  [
    'a limiter of 400 a second that counts refused requests, too',
    { on: 'bucket', effect: { kind: 'sliding-window', perSecond: 400 } },
  ],
  ['one of 100 a second', { on: 'bucket', effect: { kind: 'sliding-window', perSecond: 100 } }],
  [
    'a proxy’s login page for one answer in ten',
    { on: 'bucket', probability: 0.1, effect: LOGIN_PAGE },
  ],
])(
  'guarantee 5: what refuses some requests all the time costs no document: %s',
  (_, fault) => enduring({ documents: FEW, trouble: [fault] }, expectNothingLost)(),
  LONGEST_TEST,
)

test.concurrent.each<[string, Effect, number]>([
  ['503 for 25 s', UNAVAILABLE, 25],
  ['503 for 100 s', UNAVAILABLE, 100],
  ['connections reset for 25 s', RESET, 25],
])(
  'guarantee 5: an outage of the API is waited for when a session is opened: %s',
  (_, effect, forSeconds) =>
    enduring({ documents: FEW, trouble: [onApi(effect, forSeconds)] }, expectNothingLost)(),
  LONGEST_TEST,
)

test.concurrent.each<[string, Effect, number]>([
  ['502 for 25 s', BAD_GATEWAY, 25],
  ['connections reset for 25 s', RESET, 25],
  ['502 for 100 s', BAD_GATEWAY, 100],
])(
  'guarantee 3: an outage of the API at the end leaves no session open after main and post: %s',
  (_, effect, forSeconds) =>
    enduring(
      { documents: FEW, trouble: [onApi(effect, forSeconds, fromClosing())] },
      expectAllStored,
    )(),
  LONGEST_TEST,
)

test.concurrent.each<[string, Effect, RegExp]>([
  ['HTTP 500', INTERNAL_ERROR, /HTTP 500.*again later/],
  ['503 SlowDown', SLOW_DOWN, /SlowDown.*again later/],
  ['connections reset', RESET, /ECONNRESET.*again later/],
  ['a proxy’s login page', LOGIN_PAGE, /proxy/],
])(
  'guarantee 5: what never passes ends the run, with one error that says what to do: %s',
  (_, effect, saying) =>
    enduring(
      { documents: FEW, trouble: [inTheMiddle(FEW, effect, 3_600)] },
      ({ sandbox }, main) => {
        expect(errorsOf(main)).toEqual([expect.stringMatching(saying)])
        expect(main.outcome).toBe('failure')
        const { 'documents-uploaded': uploaded, 'documents-failed': failed } = main.outputs
        expect(Number(uploaded) + Number(failed)).toBe(FEW)
        // The documents are stored that were sent before, and no other.
        const stored = sandbox.objects().filter(({ name }) => !name.endsWith('.meta.json'))
        expect(stored).toHaveLength(Number(uploaded))
      },
    )(),
  LONGEST_TEST,
)
