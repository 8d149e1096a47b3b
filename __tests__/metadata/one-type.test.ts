import { expect, test } from '@jest/globals'
import type { Additions, MetadataValue } from '../../src/metadata/additions.ts'
import { readEvent } from '../../src/metadata/event.ts'
import { checkTypes } from '../../src/metadata/one-type.ts'

const PUSH = readEvent({ GITHUB_EVENT_NAME: 'push', GITHUB_REF_NAME: 'main' }, {})

const NEVER = new AbortController().signal

const NOTHING_ELSE = { frontMatter: new Map(), pageUrls: new Map() }

type Given = Readonly<Record<string, MetadataValue | null>>

const ONE: Additions = new Map([['own', 1]])

function additions(given: Given): Additions {
  return new Map(Object.entries(given))
}

/** The error's message, or nothing. Documents are those with sidecars, and the others. */
async function checking(
  input: Given,
  sidecars: Readonly<Record<string, Given>>,
  others: string[] = [],
) {
  const own = Object.entries(sidecars).map(([path, given]) => [path, additions(given)] as const)
  const added = { ...NOTHING_ELSE, input: additions(input), sidecars: new Map(own) }
  try {
    await checkTypes([...Object.keys(sidecars), ...others].sort(), added, PUSH, NEVER)
  } catch (error) {
    return String(error)
  }
  return undefined
}

test('two types of a key: the error names both documents and both types', async () => {
  expect(await checking({}, { 'a.md': { v: 1 }, 'b.md': {}, 'c.md': { v: '1' } })).toContain(
    '"v" is a number in "a.md" and a string in "c.md"',
  )
  expect(await checking({}, { 'a.md': { v: true }, 'b.md': { v: ['x'] } })).toContain(
    '"v" is a boolean in "a.md" and a list of strings in "b.md"',
  )
})

test("the input's type is that of every document without its own", async () => {
  expect(await checking({ v: 1 }, { 'b.md': { v: '1' } }, ['a.txt', 'c.txt'])).toContain(
    '"v" is a number in "a.txt" and a string in "b.md"',
  )
  expect(await checking({ v: 1 }, { 'a.md': { v: '1' }, 'b.md': { v: '2' } })).toBeUndefined()
  expect(await checking({ v: 1 }, { 'a.md': { v: null } }, ['b.md'])).toBeUndefined()
})

test('what is found is a string', async () => {
  expect(await checking({}, { 'a.md': { title: 5 } }, ['b.md'])).toContain(
    '"title" is a number in "a.md" and a string in "b.md"',
  )
  expect(await checking({}, { 'a.md': { ref_name: 5 } }, ['b.txt'])).toContain(
    '"ref_name" is a number',
  )
  expect(await checking({}, { 'a.md': { commit_date: 5 } }, ['b.txt'])).toContain(
    '"commit_date" is',
  )
  // A text file has no title, and a push no release.
  expect(await checking({}, { 'a.md': { title: 5 } }, ['b.txt'])).toBeUndefined()
  expect(await checking({}, { 'a.md': { release_tag: 5 } }, ['b.md'])).toBeUndefined()
  // In all documents alike.
  expect(await checking({ title: 5 }, { 'a.md': {} }, ['b.md', 'c.md'])).toBeUndefined()
  expect(await checking({ title: null }, { 'a.md': { title: 5 } }, ['b.md'])).toBeUndefined()
})

test('front matter and pages have their types before anything is opened', async () => {
  const types = async (sidecar: Given, others: string[]): Promise<string | undefined> => {
    const added = {
      input: additions({}),
      frontMatter: new Map([['tags', 'list'] as const]),
      pageUrls: new Map([['a.md', 'https://docs.example.com/a']]),
      sidecars: new Map([['b.txt', additions(sidecar)]]),
    }
    const checked = checkTypes([...others, 'b.txt'], added, PUSH, NEVER)
    return await checked.then(() => undefined, String)
  }
  expect(await types({ tags: 'x' }, ['a.md'])).toContain(
    '"tags" is a list of strings in "a.md" and a string in "b.txt"',
  )
  expect(await types({ tags: 'x' }, ['a.txt'])).toBeUndefined()
  expect(await types({ tags: ['x'] }, ['a.md'])).toBeUndefined()
  expect(await types({ page_url: true }, ['a.md'])).toContain('"page_url" is a string in "a.md"')
})

test('many sidecars are checked in time that grows with them alone, and the event loop turns', async () => {
  const keys = Array.from({ length: 1_000 }, (_, index) => [`k${index}`, 'x'] as const)
  const sidecars = Array.from({ length: 200_000 }, (_, index) => [`${index}.md`, ONE] as const)
  const added = { ...NOTHING_ELSE, input: new Map(keys), sidecars: new Map(sidecars) }
  let turns = 0
  const turning = setInterval(() => {
    turns += 1
  }, 1)
  await checkTypes([...added.sidecars.keys()], added, PUSH, NEVER)
  clearInterval(turning)
  expect(turns).toBeGreaterThan(0)
})

test('a cancelled run checks no further', async () => {
  const reason = new Error('cancelled')
  const added = { ...NOTHING_ELSE, input: additions({}), sidecars: new Map() }
  await expect(checkTypes(['a.md'], added, PUSH, AbortSignal.abort(reason))).rejects.toBe(reason)
})

test('the first keys at fault are named, the others counted', async () => {
  const keys = ['a', 'b', 'c', 'd', 'e']
  const given = (value: MetadataValue): Given => Object.fromEntries(keys.map((key) => [key, value]))
  const message = await checking({}, { 'a.md': given(1), 'b.md': given('x'), 'c.md': given(true) })
  expect(message).toContain('"c" is a number in "a.md" and a string in "b.md"; and 2 more')
  expect(message).not.toContain('c.md')
})
