import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { readSidecars } from '../../src/documents/sidecars.ts'
import { explainUnusedSidecars } from '../../src/documents/unused-sidecars.ts'
import type { Additions } from '../../src/metadata/additions.ts'
import { PublishError } from '../../src/log/publish-error.ts'
import { find, pathsOf, withoutPrivileges, workspace, write } from '../support/workspace.ts'

const NEVER = new AbortController().signal
const NOTHING: Additions = new Map()

describe('discovery tells which documents have one', () => {
  test('matched or not, in every folder, for what is a document only', async () => {
    const folder = workspace({
      'a.md': 'a',
      'a.md.meta.json': '{}',
      'docs/b.md': 'b',
      'docs/b.md.meta.json': '{}',
      'docs/c.md': 'c',
      'docs/c.md.META.json': '{}',
      'docs/gone.md.meta.json': '{}',
      'docs/empty.md': '',
      'docs/empty.md.meta.json': '{}',
      'docs/d.txt': 'd',
      'docs/d.txt.meta.json': '{}',
      'docs/.e.md': 'e',
      'docs/.e.md.meta.json': '{}',
      'docs/grün/f.md': 'f',
      'docs/grün/f.md.meta.json': '{}',
    })
    mkdirSync(join(folder, 'docs/c.md.meta.json'))
    for (const patterns of ['**/*.md', '**', '**\n!**/*.meta.json\n!**/*.txt']) {
      const { documents, sidecars } = await find(folder, patterns)
      expect(sidecars.filter((path) => path !== 'docs/d.txt')).toEqual([
        'a.md',
        'docs/b.md',
        'docs/grün/f.md',
      ])
      expect(pathsOf(documents).filter((path) => path.includes('.meta.'))).toEqual([])
    }
    expect((await find(folder, '**', true)).sidecars).toContain('docs/.e.md')
  })

  test('where a pattern is the path of a file, too', async () => {
    const long = `${'x'.repeat(250)}.md`
    const folder = workspace({
      'docs/a.md': 'a',
      'docs/a.md.meta.json': '{}',
      'docs/b.md': 'b',
      [`docs/${long}`]: 'its metadata would have too long a name',
    })
    const found = await find(folder, `docs/a.md\ndocs/b.md\ndocs/${long}`)
    expect(found.sidecars).toEqual(['docs/a.md'])
    expect(pathsOf(found.documents)).toEqual(['docs/a.md', 'docs/b.md', `docs/${long}`])
    expect(found.unsendable).toEqual([])
  })
})

test('what they say, by the paths of their documents', async () => {
  const folder = workspace({
    'a.md.meta.json': '{"audience": "admins", "commit_author": null}',
    'docs/b.md.meta.json': '\ufeff{"tags": ["x"]}',
  })
  const sidecars = await readSidecars(folder, ['a.md', 'docs/b.md'], NOTHING, NEVER)
  expect([...sidecars].map(([path, said]) => [path, Object.fromEntries(said)])).toEqual([
    ['a.md', { audience: 'admins', commit_author: null }],
    ['docs/b.md', { tags: ['x'] }],
  ])
})

describe('one that cannot be used is an error that names it, and none of its content', () => {
  const OUTSIDE = '{"outside": "SECRET"}'
  const cases: [string, string, (folder: string) => void][] = [
    [
      'broken',
      'not valid JSON',
      (folder) => {
        write(folder, 'a.md.meta.json', '{"a": SECRET}')
      },
    ],
    [
      'empty',
      'empty',
      (folder) => {
        write(folder, 'a.md.meta.json', '')
      },
    ],
    ['gone', 'was removed', () => undefined],
    [
      'a folder',
      'a folder',
      (folder) => {
        mkdirSync(join(folder, 'a.md.meta.json'))
      },
    ],
    [
      'a FIFO',
      'a FIFO',
      (folder) => {
        execFileSync('mkfifo', [join(folder, 'a.md.meta.json')])
      },
    ],
    [
      'a link',
      'symbolic link',
      (folder) => {
        write(folder, 'elsewhere.json', OUTSIDE)
        symlinkSync('elsewhere.json', join(folder, 'a.md.meta.json'))
      },
    ],
    [
      'a link out of the workspace',
      'symbolic link',
      (folder) => {
        const other = workspace({ 'outside.json': OUTSIDE })
        symlinkSync(join(other, 'outside.json'), join(folder, 'a.md.meta.json'))
      },
    ],
    [
      'larger than 1 MB',
      '1 MB',
      (folder) => {
        write(folder, 'a.md.meta.json', JSON.stringify({ a: 'SECRET'.repeat(200_000) }))
      },
    ],
  ]
  test.each(cases)('%s', async (_, problem, make) => {
    const folder = workspace()
    make(folder)
    const error = await readSidecars(folder, ['a.md'], NOTHING, NEVER).catch(
      (reason: unknown) => reason,
    )
    expect(error).toBeInstanceOf(PublishError)
    expect(error).toHaveProperty('message', expect.stringContaining('"a.md.meta.json"'))
    expect(error).toHaveProperty('message', expect.stringContaining(problem))
    expect(error).toHaveProperty('message', expect.not.stringContaining('SECRET'))
  })

  test('behind a linked folder', async () => {
    const folder = workspace({ 'real/a.md.meta.json': OUTSIDE })
    symlinkSync('real', join(folder, 'link'))
    await expect(readSidecars(folder, ['link/a.md'], NOTHING, NEVER)).rejects.toThrow(
      'symbolic link',
    )
  })

  test('that may not be read', async () => {
    const folder = workspace({ 'a.md.meta.json': OUTSIDE })
    chmodSync(join(folder, 'a.md.meta.json'), 0)
    await withoutPrivileges(async () => {
      await expect(readSidecars(folder, ['a.md'], NOTHING, NEVER)).rejects.toThrow('EACCES')
    })
  })
})

test('one of a megabyte is taken', async () => {
  const said = { a: 'x'.repeat(1_000_000 - '{"a":""}'.length) }
  const folder = workspace({ 'a.md.meta.json': JSON.stringify(said) })
  const sidecars = await readSidecars(folder, ['a.md'], NOTHING, NEVER)
  expect(sidecars.get('a.md')?.get('a')).toBe(said.a)
})

test('a cancelled run reads no further', async () => {
  const reason = new Error('cancelled')
  const reading = readSidecars(workspace(), ['a.md'], NOTHING, AbortSignal.abort(reason))
  await expect(reading).rejects.toBe(reason)
})

test('sidecars without a document are named, be it one or several', () => {
  expect(explainUnusedSidecars(['a.md.meta.json'])).toBe(
    '1 sidecar has no document: a.md.meta.json. Rename it like the document that it is for, or remove it.',
  )
  expect(explainUnusedSidecars(['a.md.meta.json', 'b.md.meta.json'])).toBe(
    '2 sidecars have no document: a.md.meta.json, b.md.meta.json. Rename each like the document that it is for, or remove it.',
  )
})
