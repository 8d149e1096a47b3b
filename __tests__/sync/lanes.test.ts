import { setImmediate } from 'node:timers/promises'
import { expect, test } from '@jest/globals'
import { Lanes } from '../../src/sync/lanes.ts'

/** Work of many steps, and how many of them were under way at once since it was last asked. */
function work(refused: (step: number, running: number) => boolean, lanes: Lanes) {
  const counts = { steps: 0, running: 0, most: 0 }
  const step = async (piece: { left: number }): Promise<boolean> => {
    const refuse = lanes.watch()
    counts.steps += 1
    counts.running += 1
    counts.most = Math.max(counts.most, counts.running)
    const isRefused = refused(counts.steps, counts.running)
    await setImmediate()
    if (isRefused) refuse()
    await setImmediate()
    counts.running -= 1
    piece.left -= 1
    return piece.left > 0
  }
  return { counts, step }
}

const pieces = (count: number, left: number) => Array.from({ length: count }, () => ({ left }))

test('so many pieces are under way at once, and each is done to its end', async () => {
  const lanes = new Lanes(8)
  const all = pieces(30, 5)
  const { counts, step } = work(() => false, lanes)
  await lanes.work(all, step)
  expect(counts).toEqual({ steps: 150, running: 0, most: 8 })
  expect(all.every(({ left }) => left === 0)).toBe(true)
})

test('the first refusal halves them, and those beside it do not count', async () => {
  const lanes = new Lanes(8)
  const all = pieces(30, 5)
  const { counts, step } = work((number) => number <= 8, lanes)
  await lanes.work(all, (piece) => {
    if (counts.steps === 16) counts.most = 0
    return step(piece)
  })
  expect(counts).toEqual({ steps: 150, running: 0, most: 4 })
})

test('there is one lane left, however much is refused, and more are not allowed any more', async () => {
  const lanes = new Lanes(8)
  const { counts, step } = work((number) => number < 50, lanes)
  await lanes.work(pieces(30, 5), step)
  lanes.widen(16)
  counts.most = 0
  await lanes.work(pieces(30, 5), step)
  expect(counts).toMatchObject({ steps: 300, most: 1 })
})

test('where a step fails, those beside it end and none is begun', async () => {
  const lanes = new Lanes(4)
  const { counts, step } = work(() => false, lanes)
  const failing = lanes.work(pieces(30, 5), async (piece) => {
    if (counts.steps === 10) throw new Error('failed')
    return step(piece)
  })
  await expect(failing).rejects.toThrow('failed')
  expect(counts).toEqual({ steps: 10, running: 0, most: 4 })
})

test('nothing to do takes no time', async () => {
  await new Lanes(4).work([], () => Promise.reject(new Error('never')))
})
