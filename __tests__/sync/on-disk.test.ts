import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { lookOnDisk } from '../../src/sync/on-disk.ts'
import { withoutPrivileges, workspace } from '../support/workspace.ts'

const never = new AbortController().signal

/** What lies at paths, in their order: the reason where that is not known. */
async function look(folder: string, ...paths: string[]): Promise<string[]> {
  const found = await lookOnDisk(folder, paths, never)
  return paths.map((path) => {
    const what = found.get(path)
    return what?.kind === 'unknown' ? what.why : String(what?.kind)
  })
}

describe('what lies at a path', () => {
  test('anything counts: a file, a folder, a link that leads nowhere, a pipe', async () => {
    const folder = workspace({ 'a.md': '', '.hidden/b.md': '', 'docs/gr ün\n.md': '' })
    symlinkSync('/nowhere', join(folder, 'link.md'))
    execFileSync('mkfifo', [join(folder, 'pipe')])
    expect(
      await look(folder, 'a.md', '.hidden/b.md', 'docs/gr ün\n.md', 'docs', 'link.md', 'pipe'),
    ).toEqual(Array(6).fill('there'))
  })

  test('nothing where the folder has no such name, in that letter case', async () => {
    const folder = workspace({ 'docs/Intro.md': '', 'file/a.md': '' })
    rmSync(join(folder, 'file'), { recursive: true })
    writeFileSync(join(folder, 'file'), '')
    const paths = ['docs/intro.md', 'Docs/Intro.md', 'docs/Intro.md/x', 'no/such', 'file/a.md', '']
    expect(await look(folder, ...paths, '../x', 'docs//Intro.md', 'x'.repeat(300))).toEqual(
      Array(9).fill('nothing'),
    )
    expect(await look(folder, 'docs/Intro.md')).toEqual(['there'])
  })

  test("in whichever of Unicode's forms", async () => {
    const [nfc, nfd] = ['ä/ü.md'.normalize('NFC'), 'ä/ü.md'.normalize('NFD')]
    for (const name of [nfc, nfd]) {
      expect(await look(workspace({ [name]: '' }), nfc, nfd)).toEqual(['there', 'there'])
    }
    const both = workspace({ [nfc]: '', [join(nfd, '../x.md')]: '' })
    expect(await look(both, nfc, 'ä/x.md', 'ä/y.md')).toEqual(['there', 'there', 'nothing'])
  })

  test('not known behind a link, which is not followed', async () => {
    const outside = workspace({ 'a.md': '', 'deep/b.md': '' })
    const folder = workspace({ 'docs/c.md': '' })
    symlinkSync(outside, join(folder, 'docs/link'))
    const why = '"docs/link" is a link'
    expect(
      await look(folder, 'docs/link/a.md', 'docs/link/deep/b.md', 'docs/link/z.md', 'docs/link'),
    ).toEqual([why, why, why, 'there'])
  })

  test('not known in a folder that cannot be read', async () => {
    const folder = workspace({ 'open/a.md': '', 'closed/a.md': '', 'closed/deep/b.md': '' })
    chmodSync(join(folder, 'closed'), 0o000)
    await withoutPrivileges(async () => {
      const why = '"closed" cannot be read (EACCES)'
      const paths = ['open/a.md', 'closed/a.md', 'closed/deep/b.md', 'closed']
      expect(await look(folder, ...paths)).toEqual(['there', why, why, 'there'])
    })
    const gone = 'the workspace folder cannot be read (ENOENT)'
    expect(await look(join(folder, 'gone'), 'a.md', 'b/c.md')).toEqual([gone, gone])
  })

  test('of many, and of the many beside them', async () => {
    const folder = workspace()
    const names = Array.from({ length: 3_000 }, (_, index) => `${index}.md`)
    mkdirSync(join(folder, 'many'))
    for (const name of names) writeFileSync(join(folder, 'many', name), '')
    const found = await look(folder, ...names.map((name) => `many/${name}`), 'many/x.md')
    expect(found.pop()).toBe('nothing')
    expect(new Set(found)).toEqual(new Set(['there']))
  })
})

test('an abort ends it, with its own reason', async () => {
  const reason = new Error('cancelled')
  const looking = lookOnDisk(workspace({ 'a/b.md': '' }), ['a/b.md'], AbortSignal.abort(reason))
  await expect(looking).rejects.toBe(reason)
})
