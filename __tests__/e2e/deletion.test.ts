import { expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const DIST = join(import.meta.dirname, '..', '..', 'dist')
const programs = readdirSync(DIST, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.js'))
  .map((name) => readFileSync(join(DIST, name), 'utf8'))

/** All that matches in any program, each once and without white space. */
function found(pattern: RegExp): string[] {
  const matches = programs.flatMap((text) => Array.from(text.matchAll(pattern), ([match]) => match))
  return [...new Set(matches.map((match) => match.replaceAll(/\s+/g, '')))].sort()
}

test('the path of all files of a workspace is only asked for with a query, by GET', () => {
  expect(found(/['"`]\/files\b.{0,30}/g)).toEqual([
    // The path of one, of `filePath`, which takes nothing but an id.
    '`/files/${encodeURIComponent(id)}`;',
    '`/files?${searchOf(query)}`,',
  ])
  expect(found(/method: '\w+',\s+path: `\/files/g)).toEqual(["method:'GET',path:`/files"])
  // What is put after another path is below a session, or a pull request of GitHub's.
  const below = /sessionPath\(id\)|upload_sessions|pulls/
  expect(found(/.{0,40}\}\/files[?`].{0,12}/g).filter((path) => !below.test(path))).toEqual([])
})

test('what deletes has the path of one file', () => {
  expect(found(/\w+\('DELETE', [^,]+/g)).toEqual([
    "aboutFile('DELETE',filePath(id)",
    // The HTTP client of @actions/core, which nothing here gives an address of the platform's.
    "request('DELETE',requestUrl",
  ])
  expect(found(/method: ['"`]DELETE.*/g)).toEqual([])
})
