import { describe, expect, test } from '@jest/globals'
import { dirname } from 'node:path'
import { LiteralParts } from '../../src/documents/literal-parts.ts'
import { Turns } from '../../src/event-loop.ts'
import { find, workspace } from '../support/workspace.ts'

const NEVER = new AbortController().signal

/** The literal parts of patterns in a workspace folder, of which nothing has to exist. */
async function partsOf(patterns: readonly string[], folder = workspace()): Promise<LiteralParts> {
  const { clues } = await find(folder, patterns.join('\n'))
  return new LiteralParts(clues.patterns, folder)
}

/** The names of so many files in folders of a hundred, and how often one was read. */
function manyPaths(files: number): Iterable<string> & { read: number } {
  return {
    read: 0,
    *[Symbol.iterator]() {
      for (let file = 0; file < files; file++) {
        this.read += 1
        yield `out/${Math.floor(file / 100)}/${file}.html`
      }
    },
  }
}

test('are the same where the workspace folder is the root of the file system', async () => {
  const folder = workspace()
  const outer = dirname(folder).slice(1)
  const parts = await partsOf([`${outer}/site/**`, `/${outer}/x.md`, '!docs'], '/')
  const paths = [`${outer}/site/a.html`, `${outer}/x.md`, 'site/a.html', 'docs/x']
  const leading = await parts.leadingTo(paths, new Turns(), NEVER)
  expect(leading).toEqual([`${outer}/site`, `${outer}/x.md`])
  expect(paths.map(parts.matcher(leading))).toEqual([true, true, false, false])
})

describe('those that lead to paths', () => {
  test('are folders above them, and they themselves', async () => {
    const parts = await partsOf(['**', 'site/**/*.html', 'site/b', 'a.md', 'sit', 'other/**'])
    const paths = ['site/b/c/d.html', 'site/b/e.html', 'a.md']
    expect((await parts.leadingTo(paths, new Turns(), NEVER)).sort()).toEqual([
      'a.md',
      'site',
      'site/b',
    ])
  })

  test('are found by looking at each path once, however many patterns there are', async () => {
    const patterns = Array.from({ length: 1_000 }, (_, index) => `out/${index}/*.html`)
    const parts = await partsOf(patterns)
    const paths = manyPaths(50_000)
    expect(await parts.leadingTo(paths, new Turns(), NEVER)).toHaveLength(500)
    expect(paths.read).toBe(50_000)
  })

  test('are looked for no longer when the run is cancelled meanwhile', async () => {
    const cancellation = new AbortController()
    const parts = await partsOf(['out/**'])
    const slow = function* (): Iterable<string> {
      setImmediate(() => {
        cancellation.abort(new Error('cancelled'))
      })
      for (const path of manyPaths(50)) {
        const end = performance.now() + 10
        while (performance.now() < end);
        yield path
      }
    }
    const looking = parts.leadingTo(slow(), new Turns(), cancellation.signal)
    await expect(looking).rejects.toThrow('cancelled')
  })
})
