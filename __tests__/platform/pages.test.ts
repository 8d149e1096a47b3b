import { expect, test } from '@jest/globals'
import { pagesOf } from '../../src/platform/pages.ts'

const SIZE = 3

async function collect<Item>(pages: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = []
  for await (const page of pages) all.push(page)
  return all
}

/** A list whose first page has the number `base`, and what it was asked. */
function list(length: number, base: 0 | 1, saysMore = true) {
  const items = Array.from({ length }, (_, index) => ({ name: `${index}.md` }))
  const asked: (number | undefined)[] = []
  const ask = (page: number | undefined) => {
    asked.push(page)
    const start = ((page ?? base) - base) * SIZE
    const data = items.slice(start, start + SIZE)
    const has_more = start + SIZE < length
    return Promise.resolve(saysMore ? { data, has_more } : { data })
  }
  return { items, asked, pages: pagesOf(ask, SIZE, 'the files') }
}

const LENGTHS = [0, 1, 3, 4, 6, 7, 30]
const CASES = LENGTHS.flatMap((length) =>
  ([0, 1] as const).flatMap((base) => [true, false].map((says) => ({ length, base, says }))),
)

test.each(CASES)('every item comes, and each once: %j', async ({ length, base, says }) => {
  const { items, pages } = list(length, base, says)
  expect((await collect(pages)).flat()).toEqual(items)
})

test('a list of one page is asked for once, without a number', async () => {
  const { asked, pages } = list(3, 1)
  await collect(pages)
  expect(asked).toEqual([undefined])
})

test('no more is asked for than is looked at', async () => {
  const { asked, pages } = list(30, 0)
  await pages.next()
  await pages.return()
  expect(asked).toEqual([undefined])
})

const page = { data: [{ name: 'a.md' }], has_more: true }
test.each([
  ['is always the first page', () => page],
  [
    'is empty, and yet more follows',
    (number?: number) => (number === undefined ? page : { data: [], has_more: true }),
  ],
  [
    'stops to move later',
    (number = 0) => ({ data: [{ name: `${Math.min(number, 4)}.md` }], has_more: true }),
  ],
])('a list that %s is an error', async (_case, answer) => {
  const pages = pagesOf((number) => Promise.resolve(answer(number)), SIZE, 'the files')
  await expect(collect(pages)).rejects.toThrow(/list of the files never ends/)
})
