import { expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { encodePath, readServer, repositoryOfRemote } from '../../src/metadata/repository.ts'
import { text } from '../support/arbitrary.ts'

const DOCS = { name: 'octo/my.docs', url: 'https://github.com/octo/my.docs' }

function on(server: string, remote: string) {
  const url = readServer(server)
  if (url === undefined) throw new Error(`${server} is no address`)
  return repositoryOfRemote(remote, url)
}

test.each([
  'https://github.com/octo/my.docs',
  'https://github.com/octo/my.docs.git',
  'https://github.com/octo/my.docs/',
  'https://GitHub.com:443/octo/my.docs',
  'https://octocat@github.com/octo/my.docs.git',
  'https://x-access-token:ghs_secret@github.com/octo/my.docs',
  'ssh://git@github.com/octo/my.docs.git',
  'ssh://git@GitHub.com:22/octo/my.docs',
  'git@github.com:octo/my.docs.git',
  'github.com:octo/my.docs',
])('%s is a repository of this GitHub', (remote) => {
  expect(on('https://github.com', remote)).toEqual(DOCS)
})

test.each([
  '',
  'origin',
  '/srv/git/octo/docs.git',
  '../docs',
  'C:\\octo\\docs',
  'file:///github.com/octo/docs',
  'file://github.com/octo/docs',
  'git://github.com/octo/docs',
  'http://github.com/octo/docs',
  'https://github.com:8443/octo/docs',
  'https://gitlab.com/octo/docs',
  'https://github.com.evil.example/octo/docs',
  'https://github.com@evil.example/octo/docs',
  'https://evil.example/github.com/octo/docs',
  'git@evil.example:octo/docs.git',
  'git@evil.example:github.com:octo/docs.git',
  'ext::sh -c touch% /tmp/ran github.com:octo/docs',
  'https://github.com/octo',
  'https://github.com/octo/docs/tree',
  'https://github.com/octo/..',
  'https://github.com/octo/%2e%2e%2fdocs',
  'https://github.com/octo/<b>',
  'https://github.com/octo/docs\n::error::x',
  'git@github.com:octo/docs name',
  'git@github.com:/octo/docs',
])('%s is none', (remote) => {
  expect(on('https://github.com', remote)).toBeUndefined()
})

test('GitHub Enterprise Server has a host, a port and perhaps a folder of its own', () => {
  const docs = { name: 'octo/docs', url: 'https://git.example.com:8443/octo/docs' }
  for (const remote of [
    'https://me@git.example.com:8443/octo/docs.git',
    'ssh://git@git.example.com:122/octo/docs.git',
    'git@git.example.com:octo/docs.git',
  ]) {
    expect(on('https://git.example.com:8443', remote)).toEqual(docs)
  }
  const inFolder = { name: 'octo/docs', url: 'https://git.example.com/git/octo/docs' }
  expect(on('https://git.example.com/git/', 'https://git.example.com/git/octo/docs')).toEqual(
    inFolder,
  )
  expect(on('https://git.example.com/git', 'https://git.example.com/octo/docs')).toBeUndefined()
})

test('an address has the names of a path, each percent-encoded', () => {
  fc.assert(
    fc.property(fc.array(text('a', '.', '-', '%', '#', '?', ' ', '\n', '\\')), (names) => {
      const path = names.join('/')
      expect(encodePath(path).split('/').map(decodeURIComponent).join('/')).toBe(
        path.toWellFormed(),
      )
      expect(encodePath(path)).toMatch(/^(?:[\w!~*'()./-]|%[\dA-F]{2})*$/)
    }),
  )
})

test.each([
  ['docs/a.md', 'docs/a.md'],
  ["docs/(a)~!*'.md", "docs/(a)~!*'.md"],
  ['docs/a.md\n', 'docs/a.md%0A'],
  ['docs/100%/ä b.md', 'docs/100%25/%C3%A4%20b.md'],
])('the address of %j ends with %s', (path, address) => {
  expect(encodePath(path)).toBe(address)
})
