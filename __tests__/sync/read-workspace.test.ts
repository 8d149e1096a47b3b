import { describe, expect, test } from '@jest/globals'
import type { FileOptions, FileParameter } from '../../sandbox/options.ts'
import { ManualClock } from '../../sandbox/sandbox.ts'
import { names, ours, OURS, REPOSITORY, withFiles } from '../support/listed-workspace.ts'

const foreign = (name: string) => ({ name, meta: { publisher_id: '99', path: name } })

test('the publisher’s files are read by their filter, in the order of names', () =>
  withFiles([...names(120).map(ours), foreign('theirs.md')], {}, async ({ read, queries }) => {
    const { files, filtered, ...rest } = await read(names(120))
    expect(rest).toEqual({ isConsistent: true })
    expect(filtered?.seen).toBe(120)
    expect(files.map(({ name }) => name).sort()).toEqual(names(120))
    expect(files[0]).toMatchObject({
      size: 14,
      metadata: { publisher_id: OURS, repository: REPOSITORY, path: 'docs__00000.md' },
    })
    const query = `limit=100&field=name&order=ASC&filter=publisher_id eq '${OURS}'`
    expect(queries()).toEqual([
      query,
      expect.stringMatching(
        new RegExp(`^${query}&after_value=docs__00099.md&after_file_id=[0-9a-f-]{36}$`),
      ),
    ])
  }))

test('an id that is no number makes no filter, and then every file is judged', () =>
  withFiles(
    [...names(3).map(ours), foreign('theirs.md'), foreign('docs__9.md')],
    {},
    async ({ read, queries }) => {
      const { files } = await read(['docs__9.md'], { publisherId: "1' or 'a" })
      // Of the same repository, or of a wanted name.
      expect(files.map(({ name }) => name).sort()).toEqual([...names(3), 'docs__9.md'])
      expect(queries()).toEqual(['limit=100&field=name&order=ASC'])
    },
  ))

describe('10,000 unchanged documents take 120 calls at most, by whatever order', () => {
  test.each(['bytes', 'icu'] as const)('%s', (collation) =>
    withFiles(names(10_000).map(ours), { files: { collation } }, async ({ read, queries }) => {
      const { files, isConsistent } = await read(names(10_000))
      expect([isConsistent, new Set(files.map(({ name }) => name)).size]).toEqual([true, 10_000])
      expect(files).toHaveLength(10_000)
      expect(queries().length).toBeLessThanOrEqual(120)
    }),
  )

  test('names in no order', () =>
    withFiles(names(10_000).map(ours), {}, async ({ read, queries }) => {
      const shuffled = names(10_000).sort((a, b) => (a.slice(8) < b.slice(8) ? -1 : 1))
      const { files, isConsistent } = await read(shuffled)
      expect([isConsistent, files.length]).toEqual([true, 10_000])
      expect(queries().length).toBeLessThanOrEqual(120)
      // Its parts have the same length: a longer one would be read alone when the others have ended.
      const starts = queries().flatMap(
        (query) => /&after_value=(.*)&after_file_id=0000/.exec(query)?.[1] ?? [],
      )
      expect(starts.sort()).toEqual(names(10_000).filter((_, place) => place % 499 === 0))
    }))

  test('of the first run after a change of the prefix none is there', () =>
    withFiles(names(5_000).map(ours), {}, async ({ read, queries }) => {
      const { files, isConsistent } = await read(names(5_000, 'v2__'))
      expect([isConsistent, files.length]).toEqual([true, 5_000])
      expect(queries().length).toBeLessThanOrEqual(80)
    }))
})

test('50,000 unchanged documents take 600 calls at most', () =>
  withFiles(names(50_000).map(ours), {}, async ({ read, queries }) => {
    const { files, isConsistent } = await read(names(50_000))
    expect([isConsistent, files.length]).toEqual([true, 50_000])
    expect(queries().length).toBeLessThanOrEqual(600)
  }))

test('an empty workspace takes two calls, whatever is wanted', () =>
  withFiles([], {}, async ({ read, queries }) => {
    const { filtered, ...rest } = await read(names(10_000))
    expect(rest).toEqual({ files: [], isConsistent: true })
    expect(filtered?.seen).toBe(0)
    expect(queries()).toHaveLength(2)
  }))

test('pages of ten are read by more lanes, and the limit that is refused is asked for once', () =>
  withFiles(names(2_100).map(ours), { files: { refuse: ['limit'] } }, async ({ read, queries }) => {
    const { files, isConsistent } = await read(names(2_100))
    expect([isConsistent, files.length]).toEqual([true, 2_100])
    expect(queries().filter((query) => query.startsWith('limit=100'))).toHaveLength(1)
    expect(queries().length).toBeLessThanOrEqual(230)
  }))

describe('names that nobody of ours has may be others’', () => {
  const files = [...names(20).map(ours), ...names(900, 'theirs__').map(foreign)]

  test('few are looked up, and only a whole name counts', () =>
    withFiles(
      [...files, foreign('a.md'), foreign('a.md'), foreign('AA.md'), foreign('A.md')],
      {},
      async ({ read, queries }) => {
        const { files: found, isConsistent } = await read([...names(20), 'a.md', 'none.md'])
        expect(isConsistent).toBe(true)
        const others = found.filter(({ metadata }) => metadata['publisher_id'] === '99')
        expect(others.map(({ name }) => name)).toEqual(['a.md', 'a.md'])
        expect(queries().slice(2).sort()).toEqual([
          'limit=100&field=name&order=ASC&name=a.md',
          'limit=100&field=name&order=ASC&name=none.md',
        ])
      },
    ))

  test('for many all files are read', () =>
    withFiles(files, {}, async ({ read, queries }) => {
      const wanted = [...names(20), ...names(300, 'theirs__')]
      const { files: found, isConsistent } = await read(wanted)
      expect([isConsistent, found.length]).toEqual([true, 320])
      expect(queries()).toHaveLength(11)
    }))

  test('none is asked for where the workspace has no files but ours', () =>
    withFiles(names(20).map(ours), {}, async ({ read, queries }) => {
      const { files: found } = await read(names(500))
      expect(found).toHaveLength(20)
      expect(queries()).toHaveLength(2)
    }))

  test.each(['drop', 'refuse'] as const)('a name that is not looked for: %s', (how) =>
    withFiles(files, { files: { [how]: ['name'] } }, async ({ read, queries }) => {
      const { files: found, isConsistent } = await read([
        ...names(20),
        'theirs__00500.md',
        'none.md',
      ])
      expect([isConsistent, found.length]).toEqual([true, 21])
      expect(queries().length).toBeLessThanOrEqual(14)
    }),
  )

  test('in a workspace that ignores letter case a name is still compared exactly', () =>
    withFiles(
      [...files, foreign('A.md'), foreign('Ä.md')],
      { namesIgnoreCase: true },
      async ({ read, queries }) => {
        const { files: found, isConsistent } = await read([...names(20), 'a.md', 'ä.md'])
        expect([isConsistent, found.length]).toEqual([true, 20])
        expect(queries()).toHaveLength(4)
      },
    ))

  test('more files than it is worth have the name in theirs', () =>
    withFiles(
      [...files, ...names(700, 'x-a.md').map(foreign), foreign('a.md')],
      {},
      async ({ read, queries }) => {
        const { files: found, isConsistent } = await read([...names(20), 'a.md', 'none.md', '0.md'])
        expect([isConsistent, found.length]).toEqual([true, 21])
        expect(queries().length).toBeLessThanOrEqual(2 + 17 + 17)
      },
    ))
})

describe('what the platform does not take is left out', () => {
  const wanted = names(250)
  const files = [...wanted.map(ours), foreign('theirs.md')]
  const parameters: FileParameter[] = ['limit', 'filter', 'name', 'field', 'cursor']
  const cases: [string, FileOptions][] = (['drop', 'refuse'] as const).flatMap((how) =>
    parameters
      .filter((parameter) => parameter !== 'cursor')
      .map((parameter): [string, FileOptions] => [`${how} ${parameter}`, { [how]: [parameter] }]),
  )
  test.each([
    ...cases,
    ['drop limit, field and filter', { drop: ['limit', 'field', 'filter'] }],
    ['refuse limit, field and filter', { refuse: ['limit', 'field', 'filter'] }],
  ] as [string, FileOptions][])('%s', (_, options) =>
    withFiles(files, { files: options }, async ({ read }) => {
      const { files: found, filtered, ...rest } = await read(wanted)
      expect(rest).toEqual({ isConsistent: true })
      if (options.drop?.includes('filter') || options.refuse?.includes('filter'))
        expect(filtered).toBeUndefined()
      expect(found.map(({ name }) => name).sort()).toEqual(wanted)
    }),
  )

  test.each([
    ['drop', /a page has nothing new|overlap/],
    ['refuse', /does not accept the request \(HTTP 422\)/],
  ] as const)('without a cursor there is one page: %s', (how, problem) =>
    withFiles(files, { files: { [how]: ['cursor'] } }, async ({ read, queries }) => {
      const { files: found, isConsistent, problem: told } = await read(wanted)
      expect([isConsistent, found.length]).toEqual([false, 100])
      expect(told).toMatch(problem)
      expect(queries().length).toBeLessThanOrEqual(10)
    }),
  )
})

describe('a list that is not whole is no proof', () => {
  test.each([1, -1])('pages that shift by %i', (shift) =>
    withFiles(names(250).map(ours), { files: { shift } }, async ({ read }) => {
      const { files, isConsistent, problem } = await read(names(250))
      expect(isConsistent).toBe(false)
      expect(problem).toMatch(/^The platform's list of files is not whole: .*\.$/)
      expect(new Set(files.map(({ id }) => id)).size).toBe(files.length)
      // What the list has lost is found by its name.
      expect(files).toHaveLength(250)
    }),
  )

  test('one that changes once while it is read is read again', () => {
    let isDone = false
    const beforeRequest = ({ path }: { path: string }): void => {
      if (isDone || !path.includes('after_value')) return
      isDone = true
      add()
    }
    let add = (): void => undefined
    return withFiles(
      names(250).map(ours),
      { beforeRequest },
      async ({ sandbox, read, queries }) => {
        add = () => sandbox.publisher('handbook').put(ours('docs__0.md'))
        const { files, isConsistent } = await read(names(250))
        expect([isConsistent, files.length]).toEqual([true, 251])
        expect(queries()).toHaveLength(7)
      },
    )
  })

  test('totals that leave out what comes before a page are understood', () =>
    withFiles(names(2_100).map(ours), { files: { totals: 'rest' } }, async ({ read, queries }) => {
      const { files, isConsistent } = await read(names(2_100))
      expect([isConsistent, files.length]).toEqual([true, 2_100])
      expect(queries().length).toBeLessThanOrEqual(30)
    }))

  test('a list that lags behind is as good as its answers agree', () => {
    const clock = new ManualClock()
    const options = { clock, files: { lagMs: 1_000 } }
    return withFiles(names(3).map(ours), options, async ({ read }) => {
      const { filtered, ...rest } = await read(names(3))
      expect(rest).toEqual({ files: [], isConsistent: true })
      expect(filtered?.seen).toBe(0)
      clock.advance(1_000)
      expect((await read(names(3))).files).toHaveLength(3)
    })
  })
})

describe('files are shown in more than one way', () => {
  test.each([
    ['bytes', 14],
    ['with-metadata', 14 + 80],
    ['text', 14],
    ['null', undefined],
    ['absent', undefined],
  ] as const)('sizes: %s', (sizes, size) =>
    withFiles(names(1).map(ours), { files: { sizes } }, async ({ read }) => {
      expect((await read(names(1))).files[0]?.size).toBe(size)
    }),
  )

  test('with further metadata, floats and offsets', () => {
    const meta = { ...ours('a.md').meta, level: 1, date: '2026-01-02T03:04:05Z', tags: ['x'] }
    const options = {
      addedMetadata: { file_type: 'text' },
      wholeNumbersAsFloats: true,
      timestampsWithOffset: true,
    }
    return withFiles([{ name: 'a.md', meta }], { files: options }, async ({ read }) => {
      expect((await read(['a.md'])).files[0]?.metadata).toEqual({
        ...meta,
        file_type: 'text',
        date: '2026-01-02T03:04:05+00:00',
      })
    })
  })
})

test('HTTP 429 halves the lanes, and costs no file', () =>
  withFiles(names(4_000).map(ours), {}, async ({ sandbox, clock, read }) => {
    sandbox.fault({
      on: 'platform',
      after: 4,
      times: 3,
      effect: { kind: 'answer', status: 429, headers: { 'retry-after': '7' } },
    })
    const { files, isConsistent } = await read(names(4_000))
    expect([isConsistent, files.length]).toEqual([true, 4_000])
    expect(clock.pauses.filter((pause) => pause > 7_000)).toHaveLength(3)
  }))

test('a platform that does not answer is no reason to fail: what was read so far is told', () =>
  withFiles(names(250).map(ours), {}, async ({ sandbox, clock, read }) => {
    sandbox.fault({ on: 'platform', after: 1, effect: { kind: 'answer', status: 503 } })
    const { files, isConsistent, problem } = await read(names(250))
    expect([isConsistent, files.length]).toEqual([false, 100])
    expect(problem).toMatch(
      /Could not list the files of the workspace: .* is in trouble \(HTTP 503\)/,
    )
    expect(clock.now()).toBe(119_000)
  }))

test('a key that may not read is an error', () =>
  withFiles([], { forbiddenWorkspaces: ['handbook'] }, async ({ read }) => {
    await expect(read(['a.md'])).rejects.toThrow(/HTTP 403/)
  }))

test('what stands in the metadata of many is held once', () =>
  withFiles(names(250).map(ours), {}, async ({ read }) => {
    const { files } = await read(names(250))
    const values = files.map(({ metadata }) => metadata['repository'])
    expect(new Set(values)).toEqual(new Set([REPOSITORY]))
  }))
