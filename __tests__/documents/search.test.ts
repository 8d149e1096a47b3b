import { promises } from 'node:fs'
import { expect, test } from '@jest/globals'
import type { Tree } from '../../src/documents/search.ts'
import { search } from '../../src/documents/search.ts'

function treeOf(names: readonly string[], more: Partial<Tree> = {}): Tree {
  return {
    folder: '/virtual',
    exists: () => true,
    isFolder: (path) => path === '/virtual',
    names: () => names,
    ...more,
  }
}

test('a folder of more names than a stack holds', async () => {
  const names = Array.from({ length: 200_000 }, (_, index) => `${index}.md`)
  const found = await search(['/virtual/*.md', '!/virtual/7.md'], treeOf(names))
  expect(found).toHaveLength(199_999)
  expect(new Set(found).size).toBe(199_999)
})

test('a tree that fails ends its search, and the file system is itself again', async () => {
  const { lstat, readdir } = promises
  const names = (): string[] => {
    throw new Error('a fault')
  }
  await expect(search(['/virtual/*'], treeOf([], { names }))).rejects.toThrow('a fault')
  expect(promises.lstat).toBe(lstat)
  expect(promises.readdir).toBe(readdir)
  expect(await search(['/virtual/*'], treeOf(['a']))).toEqual(['/virtual/a'])
})
