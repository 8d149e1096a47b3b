import { expect, test } from '@jest/globals'
import { Chance } from '../../bench/soak/chance.ts'
import { Branch, type Page } from '../../bench/soak/sync/pages.ts'
import { Others } from '../../bench/soak/sync/others.ts'
import { differences, Watch } from '../../bench/soak/sync/watch.ts'
import { ManualClock, startSandbox, type RequestRecord } from '../../sandbox/sandbox.ts'

function aBranch(): Branch {
  const branch = new Branch(new Chance(7, 1))
  branch.committed('c0ffee', branch.firstEdit())
  for (let edition = 1; edition < 20; edition++)
    branch.committed(`c0ffee${edition}`, branch.nextEdit())
  return branch
}

function request(call: RequestRecord['call'], id: string): RequestRecord {
  return { call, id, method: '', path: '', headers: {}, body: '', status: 0 }
}

/** As a run would have sent it. */
function fileOf({ name, content, path, sha256, commit, audience }: Page) {
  const meta = { path, content_sha256: sha256, commit_sha: commit, ...(audience && { audience }) }
  return { name, content, meta }
}

test('a branch is the same for the same seed, and always has documents', () => {
  const [one, other] = [aBranch(), aBranch()]
  expect(one.editions).toEqual(other.editions)
  expect(Math.min(...one.editions.map(({ pages }) => pages.size))).toBeGreaterThanOrEqual(7)
})

test('what is missing, left, several or otherwise is a difference', async () => {
  await using sandbox = await startSandbox({ clock: new ManualClock() })
  const publisher = sandbox.publisher('soak')
  const edition = aBranch().head
  const [missing, other, ...pages] = edition.pages.values()
  const [twice] = pages
  if (missing === undefined || other === undefined || twice === undefined) throw new Error('few')
  for (const page of [...pages, twice]) publisher.put(fileOf(page))
  publisher.put({ ...fileOf(other), content: 'other' })
  publisher.put({ name: 'docs__old.md' })
  const wanted = { edition, removed: new Set<string>() }
  expect(differences(wanted, publisher.files(), () => true)).toEqual([
    `${missing.name} is missing`,
    `${other.name} has another content`,
    `${twice.name} is there 2 times`,
    'docs__old.md is left',
  ])
  expect(differences(wanted, publisher.files(), () => false)).toHaveLength(edition.pages.size)
})

test('a deletion without a look, of somebody else, or of a document is seen', async () => {
  await using sandbox = await startSandbox({ clock: new ManualClock() })
  const publisher = sandbox.publisher('soak')
  const others = new Others(publisher, new Chance(7, 1))
  const watch = new Watch(others)
  const edition = aBranch().head
  for (const page of edition.pages.values()) publisher.put(fileOf(page))
  others.put({ name: 'docs__theirs.md', content: 'theirs', meta: {} })
  const files = publisher.files().map((file) => ({ ...file, sessionId: 'ours' }))
  const [document, theirs] = [files[0], files.at(-1)]
  if (document === undefined || theirs === undefined) throw new Error('none')

  watch.begin({ edition, removed: new Set() })
  watch.see(request('delete-file', 'gone'), files)
  watch.see(request('get-metadata', theirs.fileId), files)
  watch.see(request('delete-file', theirs.fileId), files)
  watch.see(request('get-metadata', document.fileId), files)
  watch.see(request('delete-file', document.fileId), files)
  expect(watch.violations).toEqual([
    'gone was deleted without a look',
    'docs__theirs.md was deleted, which is not ours',
    `${document.name} was deleted while ${document.name} is not there as it should be`,
  ])

  publisher.delete(theirs.fileId)
  expect(others.damage()).toEqual([expect.stringContaining('is gone: docs__theirs.md')])
})
