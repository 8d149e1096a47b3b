import { expect, test } from '@jest/globals'
import { stillOnItsWay, type OnItsWay } from '../../src/sync/on-its-way.ts'

const NOTHING: OnItsWay = {
  pendingNames: new Set(),
  sendsEverything: false,
  openYoung: [],
  openOld: [],
  withholds: undefined,
  unsettled: [],
  ended: new Set(),
  warnings: [],
}
const PENDING: OnItsWay = { ...NOTHING, withholds: 'One is pending.', unsettled: ['one', 'two'] }

test.each<[string, OnItsWay, OnItsWay, string | undefined]>([
  ['nothing was', NOTHING, NOTHING, undefined],
  ['it has come', PENDING, { ...NOTHING, ended: new Set(['one', 'two', 'three']) }, undefined],
  ['it has not', PENDING, PENDING, 'One is pending.'],
  ['more has been sent', NOTHING, PENDING, 'One is pending.'],
  ['a session is not listed', PENDING, { ...NOTHING, ended: new Set(['one']) }, 'One is pending.'],
  [
    'the first look showed nothing',
    { ...PENDING, unsettled: undefined },
    { ...NOTHING, ended: new Set(['one', 'two']) },
    'One is pending.',
  ],
])('after a second look: %s', (_, first, last, why) => {
  expect(stillOnItsWay(first, last)).toBe(why)
})
