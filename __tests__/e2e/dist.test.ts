import { expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { object, parse, record, string } from 'valibot'

const ROOT = join(import.meta.dirname, '..', '..')

test('dist/ holds the licence of every package that it is made of', () => {
  const about: unknown = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  const { dependencies } = parse(object({ dependencies: record(string(), string()) }), about)
  const licenses = readFileSync(join(ROOT, 'dist', 'licenses.txt'), 'utf8')
  for (const [name, version] of Object.entries(dependencies)) {
    expect(licenses).toMatch(new RegExp(`^${name} ${version.replaceAll('.', '[.]')}\n`, 'm'))
  }
})

test('the post step cannot publish: what it would take is not in its program', () => {
  const text = (folder: string): string =>
    readdirSync(join(ROOT, 'dist', folder), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => readFileSync(join(ROOT, 'dist', folder, name), 'utf8'))
      .join('\n')
  // Of discovery, of git, of sidecars, of opening a session, of filling it, of the form.
  const publishing = [
    '@actions/glob',
    'safe.directory',
    '.meta.json',
    'No upload session was opened',
    'class Uploader ',
    'form-data; name="file"; filename=',
  ]
  const [main, post] = [text(''), text('post')]
  expect(publishing.filter((part) => !main.includes(part))).toEqual([])
  expect(publishing.filter((part) => post.includes(part))).toEqual([])
})

test('the post step starts without what the network takes', () => {
  const post = readFileSync(join(ROOT, 'dist', 'post', 'index.js'), 'utf8')
  expect(post).not.toContain('keepAliveMaxTimeout')
})

test('every program is in ASCII, which loads faster', () => {
  const programs = readdirSync(join(ROOT, 'dist'), { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.js'),
  )
  const wide = programs.filter((name) =>
    /[^\0-\x7f]/.test(readFileSync(join(ROOT, 'dist', name), 'utf8')),
  )
  expect(wide).toEqual([])
})
