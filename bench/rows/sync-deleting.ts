import { join } from 'node:path'
import { makeRepository, pages } from '../repository.ts'
import type { Measurement } from '../row.ts'
import { remove, startHost, startPlatform, synchronize } from '../sync.ts'

const DOCUMENTS = 40
const DELETED = 20

export const syncDeleting: Measurement = {
  name: 'sync-deleting',
  measures: ['20 deleted documents: calls that look or delete', 'deleted without a look before'],
  take: async (bench) => {
    const repository = join(bench.folder, 'repository')
    const all = pages(DOCUMENTS, 1024)
    await makeRepository(repository, all)
    await using platform = await startPlatform()
    await using github = await startHost(repository)
    const step = { repository, platform, github }
    await synchronize(bench, step)
    remove(repository, all.slice(0, DELETED))
    await synchronize(bench, step)
    const looked = new Set<string>()
    let calls = 0
    let deleted = 0
    let unseen = 0
    for (const { call, id } of await platform.requests()) {
      if (call !== 'get-metadata' && call !== 'delete-file') continue
      calls += 1
      if (call === 'get-metadata') looked.add(id)
      else if (looked.delete(id)) deleted += 1
      else unseen += 1
    }
    if (deleted !== DELETED) throw new Error(`${deleted} files were deleted`)
    return [
      { value: calls, bar: { atMost: 2 * DELETED }, unit: 'calls' },
      { value: unseen, bar: { atMost: 0 }, unit: 'files' },
    ]
  },
}
