import { expect, test } from '@jest/globals'
import { ChangingLine } from '../../src/log/changing-line.ts'
import { recordingLog } from '../support/recording-log.ts'

test('a line is said when it changes, at most every five seconds, and the last one at the end', () => {
  const log = recordingLog()
  let now = 0
  const line = new ChangingLine(log, () => now)
  for (const [at, text] of [
    [0, 'a'],
    [1_000, 'b'],
    [4_999, 'c'],
    [5_000, 'd'],
    [20_000, 'd'],
    [20_001, 'e'],
    [21_000, 'f'],
  ] as const) {
    now = at
    line.say(text)
  }
  line.finish()
  line.finish()
  expect(log.lines).toEqual(['info a', 'info d', 'info e', 'info f'])
})
