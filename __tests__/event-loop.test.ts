import { expect, test } from '@jest/globals'
import { Turns } from '../src/event-loop.ts'

/** Milliseconds of work at a stretch: the event loop is to turn after a few such pieces. */
const PIECE = 10
const PIECES = 30

function work(): void {
  const end = performance.now() + PIECE
  while (performance.now() < end);
}

const NEVER = new AbortController().signal

/** How often the event loop turned meanwhile. */
async function turnsDuring(all: () => Promise<unknown>): Promise<number> {
  let turns = 0
  const timer = setInterval(() => {
    turns += 1
  }, 0)
  await all()
  clearInterval(timer)
  return turns
}

test('the event loop turns between pieces of work that are done one after the other', async () => {
  const turns = new Turns()
  const turned = await turnsDuring(async () => {
    for (let piece = 0; piece < PIECES; piece++) {
      while (turns.isDue) await turns.next(NEVER)
      work()
    }
  })
  expect(turned).toBeGreaterThanOrEqual(PIECES / 5)
})

test('and between pieces that are begun all together', async () => {
  const turns = new Turns()
  const turned = await turnsDuring(() =>
    Promise.all(
      Array.from({ length: PIECES }, async () => {
        while (turns.isDue) await turns.next(NEVER)
        work()
      }),
    ),
  )
  expect(turned).toBeGreaterThanOrEqual(PIECES / 5)
})

test('where little is done it need not turn', () => {
  expect(new Turns().isDue).toBe(false)
})

test('whoever waits for a turn hears that the work was cancelled meanwhile', async () => {
  const cancellation = new AbortController()
  const waiting = new Turns().next(cancellation.signal)
  cancellation.abort(new Error('cancelled'))
  await expect(waiting).rejects.toThrow('cancelled')
})
