import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from '@jest/globals'
import { workspace } from '../support/workspace.ts'

/** Runs a program that has taken all descriptors, `held`, of which `release` gives back. */
function withoutDescriptors(folder: string, program: string): string {
  const preparation = `
    import { closeSync, openSync, writeSync } from 'node:fs'
    import { discover } from './src/documents/discover.ts'
    import { openDocument } from './src/documents/open.ts'
    import { readDocument } from './src/documents/read.ts'
    import { readSidecars } from './src/documents/sidecars.ts'
    const folder = ${JSON.stringify(folder)}
    const { signal } = new AbortController()
    const log = { debug: () => undefined }
    const naming = { fileName: 'path', prefix: '' }
    const find = (patterns) =>
      discover({ workspaceFolder: folder, patterns, includeHiddenFiles: false, naming, log, signal })
    await find('**') // what is loaded late is loaded
    const held = []
    try {
      for (;;) held.push(openSync('/dev/null'))
    } catch (error) {
      if (error.code !== 'EMFILE') throw error
    }
    const release = () => held.splice(0).forEach((file) => closeSync(file))
    const say = (value) => writeSync(1, JSON.stringify(value))
  `
  const node = [process.execPath, '--no-warnings', '--input-type=module', '--eval']
  const { stdout, stderr } = spawnSync(
    '/bin/sh',
    ['-c', 'ulimit -n 64 && exec "$@"', 'sh', ...node, preparation + program],
    { cwd: join(import.meta.dirname, '..', '..'), encoding: 'utf8' },
  )
  expect(stderr).toBe('')
  return stdout
}

const FILES = { 'docs/a.md': 'a', 'docs/a.md.meta.json': '{"a": "b"}', 'b.md': 'b' }

test('a document is not failed, and is read when one is free again', () => {
  const said = withoutDescriptors(
    workspace(FILES),
    `for (const open of [openDocument, readDocument]) {
       try { say(open(folder, 'docs/a.md')) } catch ({ name, message }) { say([name, message]) }
     }
     release()
     say(readDocument(folder, 'docs/a.md').kind)`,
  )
  const thrown = JSON.stringify([
    'DescriptorsExhaustedError',
    `"docs/a.md" cannot be opened, as no file descriptor is free (EMFILE): raise the runner's limit ("ulimit -n").`,
  ])
  expect(said).toBe(`${thrown}${thrown}"whole"`)
})

test('a search and the reading of sidecars wait a moment for one', () => {
  const said = withoutDescriptors(
    workspace(FILES),
    `setTimeout(release, 30)
     const [found, sidecars] = await Promise.all([find('**'), readSidecars(folder, ['docs/a.md'], new Map(), signal)])
     say([found.documents, found.unsendable, [...sidecars.keys()]])`,
  )
  const documents = [
    { path: 'b.md', name: 'b.md', size: 1 },
    { path: 'docs/a.md', name: 'docs__a.md', size: 1 },
  ]
  expect(JSON.parse(said)).toEqual([documents, [], ['docs/a.md']])
})

test('a folder that cannot be listed for want of one fails in the end, by its reason', () => {
  const said = withoutDescriptors(
    workspace(FILES),
    `say((await find('docs')).unsendable)
     await find('**').catch(({ message }) => say(message))`,
  )
  expect(said).toContain(
    '[{"path":"docs/","outcome":{"kind":"failed","reason":"It cannot be read (EMFILE).',
  )
  expect(said).toMatch(/"The workspace folder .* cannot be read \(EMFILE\)\."$/)
})
