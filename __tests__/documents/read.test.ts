import { execFileSync } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  appendFileSync,
  chmodSync,
  closeSync,
  openSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { OpenDocument, openDocument } from '../../src/documents/open.ts'
import { readDocument } from '../../src/documents/read.ts'
import {
  DocumentChangedError,
  hashDocument,
  slicesOf,
  SLICE_BYTES,
} from '../../src/documents/stream.ts'
import { whileSwapped } from '../support/swapping.ts'
import { withoutPrivileges, workspace, write } from '../support/workspace.ts'

const MIB = 1024 * 1024
const NEVER = new AbortController().signal

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}

function open(folder: string, path: string): OpenDocument {
  const document = openDocument(folder, path)
  if (document instanceof OpenDocument) return document
  throw new Error(document.reason)
}

describe('readDocument', () => {
  test('reads and hashes a small document, whatever bytes it has', () => {
    for (const content of [
      Buffer.from('text'),
      Buffer.from([0, 255, 13, 10, 0]),
      Buffer.alloc(MIB, 7),
    ]) {
      const folder = workspace({ 'docs/a b.md': content })
      const result = readDocument(folder, 'docs/a b.md')
      if (result.kind !== 'whole') throw new Error(result.kind)
      expect(result.content.equals(content)).toBe(true)
      expect(result.sha256).toBe(sha256(content))
    }
  })

  test('leaves a larger one open, to be streamed', async () => {
    const content = Buffer.alloc(MIB + 1, 'x')
    const result = readDocument(workspace({ 'a.md': content }), 'a.md')
    if (result.kind !== 'large') throw new Error(result.kind)
    expect(result.document.size).toBe(MIB + 1)
    expect(await hashDocument(result.document, NEVER)).toEqual({
      size: MIB + 1,
      sha256: sha256(content),
    })
    result.document.close()
  })

  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12\n`
  test.each([
    ['an empty file', '', 'empty'],
    ['a Git LFS pointer', pointer, '"lfs: true"'],
  ])('%s is skipped', (_, content, reason) => {
    const result = readDocument(workspace({ 'a.md': content }), 'a.md')
    expect(result).toMatchObject({ kind: 'skipped' })
    expect(result).toHaveProperty('reason', expect.stringContaining(reason))
  })

  test('what only speaks of Git LFS is sent', () => {
    const folder = workspace({
      'long.md': pointer + ' '.repeat(1024),
      'late.md': `# LFS\n${pointer}`,
    })
    expect(readDocument(folder, 'long.md').kind).toBe('whole')
    expect(readDocument(folder, 'late.md').kind).toBe('whole')
  })
})

describe('openDocument', () => {
  test('a file that has gone, and one that was a folder, fail', () => {
    const folder = workspace({ 'docs/a.md': 'a', 'b.md': 'b' })
    rmSync(join(folder, 'docs'), { recursive: true })
    for (const path of ['docs/a.md', 'b.md/c.md']) {
      expect(openDocument(folder, path)).toMatchObject({ kind: 'failed' })
    }
  })

  test('a file that may not be read fails', async () => {
    const folder = workspace({ 'a.md': 'a' })
    chmodSync(join(folder, 'a.md'), 0)
    const result = await withoutPrivileges(() => openDocument(folder, 'a.md'))
    expect(result).toMatchObject({ kind: 'failed' })
    expect(result).toHaveProperty('reason', expect.stringContaining('EACCES'))
  })

  test('a file that has become a link, or whose folder has, is skipped', () => {
    const folder = workspace({ 'a.md': 'a', 'docs/sub/b.md': 'b' })
    const outside = workspace({ 'a.md': 'secret', 'sub/b.md': 'secret' })
    unlinkSync(join(folder, 'a.md'))
    symlinkSync(join(outside, 'a.md'), join(folder, 'a.md'))
    renameSync(join(folder, 'docs'), join(folder, 'moved'))
    symlinkSync(outside, join(folder, 'docs'))
    for (const path of ['a.md', 'docs/sub/b.md']) {
      expect(openDocument(folder, path)).toMatchObject({ kind: 'skipped' })
    }
  })

  test('nothing outside is read while the folder is being swapped for a link', async () => {
    const folder = workspace({ 'docs/a.md': 'inside' })
    const outside = workspace({ 'a.md': 'outside' })
    const counts = { inside: 0, outside: 0, unsendable: 0 }
    await whileSwapped(folder, 'docs', outside, () => {
      for (let attempt = 0; attempt < 20_000; attempt++) {
        const read = readDocument(folder, 'docs/a.md')
        if (read.kind !== 'whole') counts.unsendable += 1
        else counts[read.content.equals(Buffer.from('inside')) ? 'inside' : 'outside'] += 1
      }
    })
    expect(counts.outside).toBe(0)
    expect(counts.inside).toBeGreaterThan(0)
    expect(counts.unsendable).toBeGreaterThan(0)
  })

  test('a folder, a FIFO and a socket are skipped and do not hang', async () => {
    const folder = workspace()
    execFileSync('mkfifo', [join(folder, 'fifo')])
    const server = createServer().listen(join(folder, 'socket'))
    await new Promise((resolve) => server.once('listening', resolve))
    write(folder, 'folder/a.md')
    for (const path of ['folder', 'fifo', 'socket']) {
      expect(openDocument(folder, path)).toMatchObject({ kind: 'skipped' })
    }
    await new Promise((resolve) => server.close(resolve))
  })

  test('a document above 5 GiB fails', () => {
    const folder = workspace({ 'a.md': 'a' })
    truncateSync(join(folder, 'a.md'), 5 * 1024 ** 3 + 1)
    expect(openDocument(folder, 'a.md')).toMatchObject({ kind: 'failed' })
  })

  test('it is opened once: what comes after in its place is not read', async () => {
    const folder = workspace({ 'a.md': 'before' })
    const document = open(folder, 'a.md')
    rmSync(join(folder, 'a.md'))
    write(folder, 'a.md', 'after!')
    expect(await hashDocument(document, NEVER)).toEqual({ size: 6, sha256: sha256('before') })
    document.close()
  })

  test('nothing stays open of what cannot be uploaded or has been read', () => {
    const folder = workspace({ 'a.md': 'a', 'empty.md': '', 'folder/b.md': 'b' })
    symlinkSync('folder', join(folder, 'linked'))
    const nextFile = (): number => {
      const file = openSync(join(folder, 'a.md'), 'r')
      closeSync(file)
      return file
    }
    const before = nextFile()
    for (const path of ['a.md', 'empty.md', 'folder', 'linked', 'linked/b.md', 'gone.md']) {
      readDocument(folder, path)
    }
    expect(nextFile()).toBe(before)
  })

  test('closing twice, or during a read, harms nobody', async () => {
    const document = open(workspace({ 'a.md': 'text' }), 'a.md')
    const reading = document.read(Buffer.alloc(4), 0)
    document.close()
    document.close()
    expect(await reading).toBe(4)
    await expect(document.read(Buffer.alloc(4), 0)).rejects.toThrow('closed')
  })
})

test('hashing ends when it is cancelled', async () => {
  const folder = workspace({ 'a.md': '' })
  truncateSync(join(folder, 'a.md'), 5 * 1024 ** 3)
  const document = open(folder, 'a.md')
  const cancelling = new AbortController()
  const hashing = hashDocument(document, cancelling.signal)
  const reason = new Error('cancelled')
  cancelling.abort(reason)
  await expect(hashing).rejects.toBe(reason)
  document.close()
})

describe('slicesOf', () => {
  const size = 2 * SLICE_BYTES + 5

  async function collect(
    slices: AsyncIterable<Buffer>,
    each: (count: number) => void = () => undefined,
  ) {
    const got: Buffer[] = []
    try {
      for await (const slice of slices) each(got.push(Buffer.from(slice)))
      return { got: Buffer.concat(got), error: undefined }
    } catch (error) {
      return { got: Buffer.concat(got), error }
    }
  }

  test.each([
    1,
    SLICE_BYTES - 1,
    SLICE_BYTES,
    SLICE_BYTES + 1,
    2 * SLICE_BYTES,
    size,
    20 * SLICE_BYTES,
  ])('a document of %d bytes comes whole', async (length) => {
    const content = Buffer.alloc(length, randomBytes(65_521))
    const document = open(workspace({ 'a.md': content }), 'a.md')
    const { got, error } = await collect(slicesOf(document, await hashDocument(document, NEVER)))
    document.close()
    expect(error).toBeUndefined()
    expect(got.equals(content)).toBe(true)
  })

  test.each([
    [
      'is added to',
      (file: string) => {
        appendFileSync(file, 'x')
      },
    ],
    [
      'loses its end',
      (file: string) => {
        truncateSync(file, size - 1)
      },
    ],
    [
      'loses nearly all',
      (file: string) => {
        truncateSync(file, 1)
      },
    ],
    [
      'has other bytes in its last slice',
      (file: string) => {
        truncateSync(file, size - 1)
        appendFileSync(file, 'y')
      },
    ],
  ])('the last slice of a document that %s never comes', async (_, change) => {
    const folder = workspace({ 'a.md': Buffer.alloc(size, 'x') })
    const document = open(folder, 'a.md')
    const slices = slicesOf(document, await hashDocument(document, NEVER))
    const { got, error } = await collect(slices, (count) => {
      if (count === 1) change(join(folder, 'a.md'))
    })
    document.close()
    expect(error).toBeInstanceOf(DocumentChangedError)
    expect(got.length).toBeLessThanOrEqual(2 * SLICE_BYTES)
  })

  test('a slice lasts while seven more are read', async () => {
    const content = randomBytes(20 * SLICE_BYTES)
    const document = open(workspace({ 'a.md': content }), 'a.md')
    const recent: Buffer[] = []
    let position = 0
    for await (const slice of slicesOf(document, await hashDocument(document, NEVER))) {
      recent.push(slice)
      position += slice.length
      if (recent.length > 8) recent.shift()
      const held = Buffer.concat(recent)
      expect(held.equals(content.subarray(position - held.length, position))).toBe(true)
    }
    expect(position).toBe(content.length)
    document.close()
  })

  test('the last slice never comes when an early one was another either', async () => {
    const folder = workspace({ 'a.md': Buffer.alloc(size, 'x') })
    const document = open(folder, 'a.md')
    const slices = slicesOf(document, await hashDocument(document, NEVER))
    write(folder, 'a.md', Buffer.concat([Buffer.from('y'), Buffer.alloc(size - 1, 'x')]))
    const { got, error } = await collect(slices)
    document.close()
    expect(error).toBeInstanceOf(DocumentChangedError)
    expect(got.length).toBe(2 * SLICE_BYTES)
  })
})
