import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from '@jest/globals'
import { startSandbox } from '../../sandbox/sandbox.ts'
import type { Fault, Publisher, Sandbox, SandboxOptions } from '../../sandbox/sandbox.ts'
import { PublishError } from '../../src/log/publish-error.ts'
import { openNetwork } from '../../src/network/network.ts'
import { connectPlatform } from '../../src/platform/client.ts'
import { deleteStale, type Deletion, type Deletions } from '../../src/sync/delete.ts'
import { WORKSPACE } from '../support/client.ts'
import { manualClock } from '../support/manual-clock.ts'
import { recordingLog } from '../support/recording-log.ts'

const META = { path: 'a.md', run_url: 'https://github.com/o/r/actions/runs/1', n: 1, tags: ['a'] }
const PRUNED: Deletion = { kind: 'pruned' }

interface Given {
  readonly sandbox: Sandbox
  readonly publisher: Publisher
  readonly ids: readonly string[]
  /** Deletes all that was there at first. */
  readonly deleteAll: (signal?: AbortSignal) => Promise<Deletions>
  readonly clock: ReturnType<typeof manualClock>
}

/** A workspace with so many files, and a client of its platform. */
async function withFiles(
  count: number,
  options: SandboxOptions,
  work: (given: Given) => Promise<void>,
): Promise<void> {
  await using sandbox = await startSandbox(options)
  const publisher = sandbox.publisher(WORKSPACE)
  const files = Array.from({ length: count }, (_, index) =>
    publisher.put({ name: `${index}.md`, content: 'x', meta: META }),
  )
  const network = openNetwork({ http: '', https: '', except: '' }, 8)
  const clock = manualClock()
  const access = { apiUrl: new URL(sandbox.apiUrl), apiKey: sandbox.apiKey, workspace: WORKSPACE }
  const platform = connectPlatform(access, network, clock, recordingLog())
  const planned = files.map(({ fileId: id, meta }) => ({ id, metadata: { ...meta } }))
  try {
    await work({
      sandbox,
      publisher,
      ids: planned.map(({ id }) => id),
      deleteAll: (signal = new AbortController().signal) =>
        deleteStale(planned, { platform, clock, signal }),
      clock,
    })
  } finally {
    await network.destroy()
  }
}

/** What the platform was asked about a file, or about all. */
function calls({ requests }: Sandbox, file?: string): string[] {
  return requests.filter(({ id }) => file === undefined || id === file).map(({ call }) => call)
}

const LOOK_AND_DELETE = ['get-metadata', 'delete-file']

/** What became of the files, in their order. */
function kinds({ files }: Deletions, ids: readonly string[]): (string | undefined)[] {
  expect([...files.keys()].sort()).toEqual([...ids].sort())
  return ids.map((id) => files.get(id)?.kind)
}

test('twenty are deleted by forty calls: each is looked at right before, four at a time', async () => {
  const active: number[] = []
  let begun = 0
  let ended = 0
  const beforeRequest: SandboxOptions['beforeRequest'] = async ({ call }) => {
    if (call === 'get-metadata') active.push(++begun - ended)
    await setImmediate()
    if (call === 'delete-file') ended += 1
  }
  await withFiles(20, { beforeRequest }, async ({ sandbox, publisher, ids, deleteAll }) => {
    const { files, refusal } = await deleteAll()
    expect([...files.values()]).toEqual(ids.map(() => PRUNED))
    expect(refusal).toBeUndefined()
    expect(publisher.files()).toEqual([])
    expect(sandbox.requests).toHaveLength(40)
    for (const id of ids) expect(calls(sandbox, id)).toEqual(LOOK_AND_DELETE)
    expect(Math.max(...active)).toBe(4)
  })
})

test('none take no call', () =>
  withFiles(0, {}, async ({ sandbox, deleteAll }) => {
    expect(await deleteAll()).toEqual({ files: new Map(), refusal: undefined })
    expect(sandbox.requests).toEqual([])
  }))

describe('a file that is not as it was planned stays', () => {
  test.each<[string, typeof META | Record<string, never>, string]>([
    ['another run has sent it again', { ...META, run_url: `${META.run_url}2` }, 'run_url'],
    ['a value has another type', { ...META, n: '1' as never }, 'n'],
    ['a list has one more', { ...META, tags: ['a', 'b'] }, 'tags'],
    ['a key has come', { ...META, ...{ more: '' } }, 'more'],
    ['all keys are gone', {}, 'path, run_url, n, tags'],
  ])('%s', (_, meta, keys) =>
    withFiles(2, {}, async ({ sandbox, publisher, ids, deleteAll }) => {
      const [changed = '', other = ''] = ids
      publisher.editMetadata(changed, meta)
      const { files, refusal } = await deleteAll()
      expect(files.get(changed)).toEqual({
        kind: 'kept',
        reason: `It was changed after this run had read the workspace: another run may want it (${keys}).`,
      })
      expect(files.get(other)).toEqual(PRUNED)
      expect(refusal).toBeUndefined()
      expect(calls(sandbox, changed)).toEqual(['get-metadata'])
      expect(publisher.files().map(({ fileId }) => fileId)).toEqual([changed])
    }),
  )

  test('the order of keys is no change', () =>
    withFiles(1, {}, async ({ publisher, ids: [id = ''], deleteAll }) => {
      publisher.editMetadata(id, Object.fromEntries(Object.entries(META).reverse()))
      expect((await deleteAll()).files.get(id)).toEqual(PRUNED)
    }))
})

test('metadata that is nested too deeply to be compared is not what was planned', async () => {
  const nested = (): unknown => {
    let value: unknown = 'x'
    for (let depth = 0; depth < 100_000; depth++) value = [value]
    return value
  }
  const { files } = await deleteStale([{ id: 'a', metadata: { deep: nested() } }], {
    platform: {
      fileMetadata: () => Promise.resolve({ deep: nested() }),
      deleteFile: () => Promise.reject(new Error('deleted')),
    },
    clock: manualClock(),
    signal: new AbortController().signal,
  })
  expect(files.get('a')).toMatchObject({ kind: 'kept' })
})

describe('a file that is gone counts as pruned', () => {
  test('before the look, and between look and delete', async () => {
    const meanwhile: (() => void)[] = []
    const beforeRequest: SandboxOptions['beforeRequest'] = ({ call }) => {
      if (call === 'delete-file') meanwhile.pop()?.()
    }
    await withFiles(2, { beforeRequest }, async ({ sandbox, publisher, ids, deleteAll }) => {
      const [first = '', second = ''] = ids
      publisher.delete(first)
      meanwhile.push(() => {
        publisher.delete(second)
        publisher.put({ name: '1.md', content: 'new', meta: META })
      })
      const { files } = await deleteAll()
      expect([files.get(first), files.get(second)]).toEqual([PRUNED, PRUNED])
      expect(calls(sandbox, first)).toEqual(['get-metadata'])
      expect(publisher.files().map(({ content }) => String(content))).toEqual(['new'])
    })
  })
})

describe('faults that pass', () => {
  const effects: [string, Fault['effect']][] = [
    ['an error', { kind: 'answer', status: 500 }],
    ['too many requests', { kind: 'answer', status: 429, headers: { 'retry-after': '3' } }],
    ['a reset', { kind: 'reset' }],
  ]
  test.each(effects)('%s: the file is deleted, and was looked at right before', (_, effect) =>
    withFiles(2, {}, async ({ sandbox, publisher, ids, deleteAll }) => {
      const [first = '', second = ''] = ids
      const strike = (call: 'get-metadata' | 'delete-file', name: string): void => {
        sandbox.fault({ on: 'platform', match: { call, name }, times: 1, effect })
      }
      strike('get-metadata', first)
      strike('delete-file', second)
      const deletions = await deleteAll()
      expect(kinds(deletions, ids)).toEqual(['pruned', 'pruned'])
      expect(publisher.files()).toEqual([])
      expect(calls(sandbox, first)).toEqual(['get-metadata', ...LOOK_AND_DELETE])
      expect(calls(sandbox, second)).toEqual([...LOOK_AND_DELETE, ...LOOK_AND_DELETE])
    }),
  )

  test('an answer that was lost: the next look finds nothing', () =>
    withFiles(1, {}, async ({ sandbox, publisher, ids: [id = ''], deleteAll }) => {
      const effect: Fault['effect'] = { kind: 'reset', handled: true }
      sandbox.fault({ on: 'platform', match: { call: 'delete-file' }, times: 1, effect })
      expect((await deleteAll()).files.get(id)).toEqual(PRUNED)
      expect(publisher.files()).toEqual([])
      expect(calls(sandbox, id)).toEqual([...LOOK_AND_DELETE, 'get-metadata'])
    }))

  test.each(effects)('%s: a file that another run replaces meanwhile stays', (_, effect) =>
    withFiles(1, {}, async ({ sandbox, publisher, ids: [id = ''], deleteAll, clock }) => {
      sandbox.fault({
        on: 'platform',
        match: ({ call }) => {
          if (call !== 'delete-file') return false
          // The platform keeps its id.
          publisher.editMetadata(id, { ...META, run_url: 'another' })
          return true
        },
        times: 1,
        effect,
      })
      const { files } = await deleteAll()
      expect(files.get(id)?.kind).toBe('kept')
      expect(publisher.files()).toHaveLength(1)
      expect(calls(sandbox, id)).toEqual([...LOOK_AND_DELETE, 'get-metadata'])
      expect(clock.now()).toBeGreaterThanOrEqual('headers' in effect ? 3_000 : 1)
    }),
  )

  test('but not in time: the file may be there, and the others have their turn', () =>
    withFiles(9, {}, async ({ sandbox, publisher, ids, deleteAll, clock }) => {
      const [bad = ''] = ids
      const match = { call: 'delete-file', name: bad } as const
      sandbox.fault({ on: 'platform', match, effect: { kind: 'answer', status: 500 } })
      const { files, refusal } = await deleteAll()
      expect(files.get(bad)).toEqual({
        kind: 'kept',
        reason: expect.stringMatching(/^Could not delete file .*HTTP 500/),
      })
      expect(refusal).toBeUndefined()
      expect(publisher.files().map(({ fileId }) => fileId)).toEqual([bad])
      expect(clock.now()).toBeGreaterThan(100_000)
    }))
})

describe('it ends early', () => {
  test('with one error where the key may not delete', () =>
    withFiles(30, { mayDelete: false }, async ({ sandbox, publisher, ids, deleteAll }) => {
      const deletions = await deleteAll()
      expect(deletions.refusal).toMatch(/HTTP 403.*"prune"/)
      expect(publisher.files()).toHaveLength(30)
      expect(calls(sandbox).filter((call) => call === 'delete-file').length).toBeLessThanOrEqual(4)
      const found = kinds(deletions, ids)
      expect(found.filter((kind) => kind === 'kept').length).toBeLessThanOrEqual(4)
      expect(found.filter((kind) => kind === 'not-tried').length).toBeGreaterThanOrEqual(26)
      expect(deletions.files.get(ids.at(-1) ?? '')).toEqual({
        kind: 'not-tried',
        reason: deletions.refusal,
      })
    }))

  test('where the key is no longer accepted', () =>
    withFiles(9, {}, async ({ sandbox, publisher, deleteAll }) => {
      const effect: Fault['effect'] = { kind: 'answer', status: 401 }
      sandbox.fault({ on: 'platform', match: { call: 'delete-file' }, effect })
      expect((await deleteAll()).refusal).toContain('HTTP 401')
      expect(publisher.files()).toHaveLength(9)
    }))

  test('after three failures in a row, and not after as many with a success between', async () => {
    const failing = (indices: readonly number[]) =>
      withFiles(30, {}, async ({ sandbox, ids, deleteAll }) => {
        const bad = indices.map((index) => ids[index] ?? '')
        sandbox.fault({
          on: 'platform',
          match: ({ call, name }) => call === 'get-metadata' && bad.some((id) => name.includes(id)),
          effect: { kind: 'answer', status: 422 },
        })
        const deletions = await deleteAll()
        const found = kinds(deletions, ids)
        const [reason] = [...deletions.files.values()].flatMap((deletion) =>
          deletion.kind === 'not-tried' ? [deletion.reason] : [],
        )
        outcomes.push([
          found.filter((kind) => kind === 'kept').length,
          found.includes('not-tried'),
          reason?.slice(0, 31),
          deletions.refusal,
        ])
      })
    const outcomes: unknown[] = []
    await failing([0, 9, 18, 27])
    const all = Array.from({ length: 30 }, (_, index) => index)
    await failing(all)
    expect(outcomes[0]).toEqual([4, false, undefined, undefined])
    const [kept, ...rest] = outcomes[1] as number[]
    expect(kept).toBeGreaterThanOrEqual(3)
    expect(kept).toBeLessThan(8)
    expect(rest).toEqual([true, '3 in a row failed. Could not re', undefined])
  })

  test('between files where the run is cancelled', async () => {
    const controller = new AbortController()
    let deletes = 0
    const beforeRequest: SandboxOptions['beforeRequest'] = ({ call }) => {
      if (call === 'delete-file' && ++deletes === 6)
        controller.abort(new PublishError('Cancelled.'))
    }
    await withFiles(30, { beforeRequest }, async ({ sandbox, publisher, ids, deleteAll }) => {
      const deletions = await deleteAll(controller.signal)
      const found = kinds(deletions, ids)
      const left = new Set(publisher.files().map(({ fileId }) => fileId))
      for (const [index, id] of ids.entries()) {
        // The delete that was on its way has its answer.
        if (found[index] === 'pruned') expect(left.has(id)).toBe(false)
        else expect(left.has(id)).toBe(true)
        const asked = calls(sandbox, id)
        expect(LOOK_AND_DELETE.slice(0, asked.length)).toEqual(asked)
      }
      expect(found.filter((kind) => kind === 'pruned').length).toBeGreaterThanOrEqual(6)
      expect(found.filter((kind) => kind === 'not-tried').length).toBeGreaterThan(15)
      expect(deletions.files.get(ids.at(-1) ?? '')).toEqual({
        kind: 'not-tried',
        reason: 'Cancelled.',
      })
      expect(deletions.refusal).toBeUndefined()
    })
  })

  test('at once where it was cancelled before', () =>
    withFiles(3, {}, async ({ sandbox, ids, deleteAll }) => {
      const deletions = await deleteAll(AbortSignal.abort(new PublishError('Cancelled.')))
      expect(kinds(deletions, ids)).toEqual(ids.map(() => 'not-tried'))
      expect(sandbox.requests).toEqual([])
    }))
})
