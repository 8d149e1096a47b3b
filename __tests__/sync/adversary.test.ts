import { expect, test } from '@jest/globals'
import { posix } from 'node:path'
import { parentOf } from '../../src/git/folders.ts'
import type { Held } from '../../src/git/held.ts'
import { encodeMetadata, type Metadata } from '../../src/metadata/metadata.ts'
import { inBothReads, judgeStale, overLimit, whyNothingIsDeleted } from '../../src/sync/deletion.ts'
import type { OnDisk } from '../../src/sync/on-disk.ts'
import { otherBranches } from '../../src/sync/ownership.ts'
import { documentsToSend, type Plan } from '../../src/sync/plan.ts'
import { unprovenOf } from '../../src/sync/proof.ts'
import type { RemoteFile } from '../../src/sync/remote-file.ts'
import type { Scope } from '../../src/sync/scope.ts'
import type { Wanted } from '../../src/sync/wanted.ts'
import { randomOf } from '../support/random-history.ts'
import { metadataFor, planOf, sha256Of, type Changes } from '../support/synced.ts'

/**
 * Random workspaces of our own files, of others' and of nobody's, whose metadata almost fit, and random runs on
 * them. What is deleted is compared with a second reading of the rules, which shares no line with the first.
 */
const SEEDS = 1_500

const PATHS = [
  ...['docs/a.md', 'docs/A.md', 'docs/b.md', 'docs/x#1.md', 'docs/sub/a.md', 'docs/sub/b.md'],
  ...['docs/old/c.md', 'docs/.hidden/d.md', 'api/a.md', 'api/deep/e.md', 'top.md'],
]
const NAMINGS = [
  { fileName: 'path', prefix: '' },
  { fileName: 'path', prefix: 'v1/' },
  { fileName: 'basename', prefix: '' },
] as const
const REFS = [
  'refs/heads/main',
  'refs/heads/next',
  'refs/heads/gone',
  'refs/tags/v1',
  'refs/tags/v2',
]
const GONE = new Set(['refs/heads/gone'])
const PATTERNS: readonly Scope['matches'][] = [
  (path) => path.startsWith('docs/') && !path.includes('/.'),
  (path) => /^docs\/[^/]*$/.test(path),
  () => true,
]
const LIMIT = 4

/** What makes a file somebody else's, or as good as ours, or only nearly. */
const ODDITIES: readonly Changes[] = [
  { publisher_id: '43', repository: 'octo/other' },
  { publisher_id: 42 },
  { publisher_id: 4.2 },
  { publisher_id: '042' },
  { publisher_id: ['42'] },
  { publisher_id: undefined },
  { publisher_id: undefined, repository: 'octo/other' },
  { publisher_id: null, run_url: null },
  { run_url: undefined },
  { run_url: 'http://github.com/octo/docs/actions/runs/9' },
  { run_url: 'https://github.com.example/octo/docs/actions/runs/9' },
  { run_url: 'https://github.com@example/octo/docs/actions/runs/9' },
  { run_url: 'https://ghe.example/octo/docs/actions/runs/9' },
  { run_url: 'javascript://github.com/octo' },
  { run_url: 7 },
  { path: 'docs/../docs/a.md' },
  { path: './docs/a.md' },
  { path: '/docs/a.md' },
  { path: 'docs//a.md' },
  { path: 'docs/a.md/' },
  { path: '' },
  { path: undefined },
  { path: 'docs/b.md' },
  { content_sha256: undefined },
  { content_sha256: 'abc' },
  { publisher_ref: undefined },
  { publisher_ref: 'refs/pull/1/merge' },
  { publisher_ref: 'refs/heads/' },
  { publisher_ref: ['refs/heads/main'] },
  { metadata_sha256: 'f'.repeat(64) },
  { metadata_sha256: undefined },
  { repository: 'octo/renamed' },
  { url: undefined },
  { title: 'By hand' },
]

/** A run, and the workspace that it meets. */
interface World {
  readonly scope: Scope
  readonly wanted: readonly Wanted[]
  readonly before: readonly RemoteFile[]
  readonly after: readonly RemoteFile[]
  readonly failed: number
  /** Whether nobody else has changed anything meanwhile. */
  readonly isQuiet: boolean
  readonly pendingNames: ReadonlySet<string>
  readonly namesNotUploaded: ReadonlySet<string>
  readonly onDisk: ReadonlyMap<string, OnDisk>
  readonly heldPaths: ReadonlyMap<string, Held>
}

type Random = (below: number) => number

function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[random(items.length)]
  if (item === undefined) throw new Error('there is nothing to pick from')
  return item
}

/** Written anew, for the few signs that the paths here have. */
function nameFor(path: string, { fileName, prefix }: Scope['naming']): string {
  const last = fileName === 'path' ? path : posix.basename(path)
  return (prefix + last).split('/').join('__').split('#').join('_')
}

function contentOf(random: Random): Changes {
  return {
    content_sha256: sha256Of(`content ${random(2)}`),
    title: random(5) ? 'Title' : 'Other',
    commit_sha: random(5) ? 'c0ffee' : 'beef',
    commit_author: random(6) ? undefined : 'Test Author',
  }
}

function randomFile(random: Random, id: number, scope: Scope): RemoteFile {
  const path = pick(random, PATHS)
  const naming = random(4) > 0 ? scope.naming : pick(random, NAMINGS)
  const ref = random(3) > 0 ? scope.ref : pick(random, REFS)
  const sent = {
    ...contentOf(random),
    ref,
    publisher_ref: ref,
    run_url: `https://github.com/octo/docs/actions/runs/${random(300)}`,
  }
  const metadata: Record<string, unknown> = { ...metadataFor(path, sent) }
  for (let odd = random(3); odd > 1; odd--) Object.assign(metadata, pick(random, ODDITIES))
  const name = random(20) === 0 ? 'docs__a.md' : nameFor(path, naming)
  return {
    id: `file ${id}`,
    name,
    size: 5,
    metadata: JSON.parse(JSON.stringify(metadata)) as Changes,
  }
}

function randomWanted(random: Random, scope: Scope): Wanted[] {
  const wanted = new Map<string, Wanted>()
  for (const path of PATHS.filter(scope.matches)) {
    if (random(2) === 0) continue
    const name = nameFor(path, scope.naming)
    const metadata = metadataFor(path, {
      ...contentOf(random),
      ref: scope.ref,
      publisher_ref: scope.ref,
    })
    wanted.set(name, {
      document: { path, name, size: 5 },
      metadata: encodeMetadata(metadata),
      comparesCommit: random(4) > 0,
    })
  }
  return [...wanted.values()]
}

/** What the platform makes of what is sent, in each way that its documentation leaves open. */
function send(random: Random, files: readonly RemoteFile[], sent: readonly Wanted[]): RemoteFile[] {
  const replaces = pick(random, ['all', 'first', 'none'])
  const keepsId = random(2) === 0
  let workspace = [...files]
  for (const { document, metadata } of sent) {
    const ofName = workspace.filter(({ name }) => name === document.name)
    const replaced = replaces === 'all' ? ofName : replaces === 'first' ? ofName.slice(0, 1) : []
    workspace = workspace.filter((file) => !replaced.includes(file))
    workspace.push({
      id: (keepsId ? replaced[0]?.id : undefined) ?? `sent ${document.name}`,
      name: document.name,
      size: 5,
      metadata: JSON.parse(metadata.toString()) as Metadata,
    })
  }
  return workspace
}

const LATER_RUN = 'https://github.com/octo/docs/actions/runs/999'

/** Others, who do not wait for our run to end. */
function meddle(random: Random, files: readonly RemoteFile[], scope: Scope): RemoteFile[] {
  return files.flatMap((file) => {
    switch (random(24)) {
      case 0:
        return []
      case 1:
        return [{ ...file, metadata: { ...file.metadata, ...pick(random, ODDITIES) } }]
      case 2:
        return [{ ...randomFile(random, 0, scope), id: file.id, name: file.name }]
      case 3:
        return [{ ...file, metadata: { ...file.metadata, run_url: LATER_RUN } }]
      case 4:
        return [file, { ...file, id: `${file.id}, again` }]
      default:
        return [file]
    }
  })
}

async function randomWorld(random: Random): Promise<World & { readonly plan: Plan }> {
  const scope: Scope = {
    publisherId: '42',
    server: new URL('https://github.com/'),
    repository: 'octo/docs',
    ref: pick(random, REFS),
    naming: pick(random, NAMINGS),
    matches: pick(random, PATTERNS),
  }
  const wanted = randomWanted(random, scope)
  const before = Array.from({ length: random(14) }, (_, id) => randomFile(random, id, scope))
  const pendingNames = new Set(wanted.flatMap(({ document }) => (random(9) ? [] : [document.name])))
  const plan = await planOf(wanted, before, { scope, goneBranches: GONE, pendingNames })
  const names = documentsToSend(plan, random(4) > 0).map(({ name }) => name)
  const toSend = wanted.filter(({ document }) => names.includes(document.name))
  const sent = toSend.filter(() => random(40) > 0)
  const isQuiet = random(2) > 0
  const arrived = send(random, before, sent)
  return {
    scope,
    wanted,
    before,
    plan,
    after: isQuiet ? arrived : meddle(random, arrived, scope),
    isQuiet,
    failed: toSend.length - sent.length,
    pendingNames,
    namesNotUploaded: new Set(random(4) ? [] : [nameFor(pick(random, PATHS), scope.naming)]),
    onDisk: new Map(PATHS.map((path) => [path, lying(random)])),
    heldPaths: new Map(PATHS.map((path) => [path, holding(random)])),
  }
}

function lying(random: Random): OnDisk {
  const kind = pick(random, ['nothing', 'nothing', 'nothing', 'nothing', 'there', 'unknown'])
  return kind === 'unknown'
    ? { kind, why: 'a link' }
    : { kind: kind === 'there' ? kind : 'nothing' }
}

function holding(random: Random): Held {
  const kind = pick(random, ['not-held', 'not-held', 'not-held', 'not-held', 'held', 'unknown'])
  return kind === 'unknown'
    ? { kind, why: 'no clone' }
    : { kind: kind === 'held' ? kind : 'not-held' }
}

/** What the code under test would delete. */
function deletedBy({ plan, failed, ...world }: World & { plan: Plan }, after: Plan): string[] {
  const { stale, surplus } = inBothReads(plan, after)
  const { deletable } = judgeStale(stale, {
    namesNotUploaded: world.namesNotUploaded,
    onDisk: world.onDisk,
    held: new Map(stale.map((one) => [one, world.heldPaths.get(one.path) ?? { kind: 'held' }])),
    foldersOfDocuments: new Set(world.wanted.map(({ document }) => parentOf(document.path))),
  })
  const reason = whyNothingIsDeleted({
    wanted: world.wanted.length,
    failed,
    rejected: 0,
    pending: 0,
    unproven: unprovenOf(after).length,
    head: undefined,
    lacksRunCommit: undefined,
    overLimit: overLimit(deletable, world.wanted.length, LIMIT),
  })
  if (reason !== undefined) return []
  return [...deletable.map(({ file }) => file.id), ...surplus.map(({ id }) => id)]
}

// From here on the rules once more, as plainly as possible.

function saysItIsOurs({ name, metadata: m }: RemoteFile, { naming }: Scope): boolean {
  const { path, run_url: run } = m
  if (m['publisher_id'] !== '42' && m['publisher_id'] !== 42) return false
  if (typeof run !== 'string' || !/^https?:\/\/github\.com\//.test(run)) return false
  if (!/^[0-9a-f]{64}$/.test(String(m['content_sha256']))) return false
  if (typeof path !== 'string' || path === '' || path.startsWith('/') || path.endsWith('/'))
    return false
  if (posix.normalize(path) !== path || path.startsWith('..')) return false
  return nameFor(path, naming) === name
}

function isInScope(file: RemoteFile, scope: Scope): boolean {
  if (!saysItIsOurs(file, scope) || !scope.matches(String(file.metadata['path']))) return false
  const theirs = file.metadata['publisher_ref']
  if (theirs === scope.ref) return true
  if (typeof theirs !== 'string') return false
  if (scope.ref.startsWith('refs/tags/')) return /^refs\/tags\/./.test(theirs)
  return theirs === 'refs/heads/gone'
}

const OF_THE_COMMIT = ['commit_sha', 'commit_date', 'commit_author', 'commit_message', 'url']

function isAsWanted(
  file: RemoteFile,
  { metadata, comparesCommit }: Wanted,
  scope: Scope,
  ownForms: Plan['ownForms'],
): boolean {
  const ours = JSON.parse(metadata.toString()) as Metadata
  const theirs = file.metadata
  const keys = new Set([...Object.keys(ours), ...OF_THE_COMMIT])
  keys.delete('run_url')
  keys.delete('event_name')
  for (const key of ownForms.keys) keys.delete(key)
  if (!comparesCommit) for (const key of OF_THE_COMMIT) keys.delete(key)
  return saysItIsOurs(file, scope) && [...keys].every((key) => ours[key] === theirs[key])
}

function isAsBefore({ id, name, metadata }: RemoteFile, before: readonly RemoteFile[]): boolean {
  const text = JSON.stringify(metadata)
  return before.some(
    (file) => file.id === id && file.name === name && JSON.stringify(file.metadata) === text,
  )
}

function mayGoByItself({ metadata }: RemoteFile, world: World): boolean {
  const path = String(metadata['path'])
  const inItsFolder = world.wanted.some(
    ({ document }) => posix.dirname(document.path) === posix.dirname(path),
  )
  return (
    !world.namesNotUploaded.has(nameFor(path, world.scope.naming)) &&
    world.onDisk.get(path)?.kind === 'nothing' &&
    world.heldPaths.get(path)?.kind === 'not-held' &&
    (metadata['url'] !== undefined || inItsFolder)
  )
}

test('nothing is ever deleted but what may be, and no wanted name is left without a file', async () => {
  const seen = { stale: 0, surplus: 0, unchanged: 0, withoutDeletion: 0 }
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = randomOf(seed)
    const world = await randomWorld(random)
    const { scope, wanted, before, after, plan, failed } = world
    const second = await planOf(wanted, after, {
      scope,
      goneBranches: GONE,
      comparesSizes: false,
    })
    const deleted = deletedBy(world, second)
    const files = after.filter(({ id }) => deleted.includes(id))

    // Whatever is deleted is ours, was there before, and is wanted no more, or has a twin that stays.
    for (const file of files) {
      const twins = after.filter(({ id, name }) => name === file.name && !deleted.includes(id))
      const holder = wanted.find(({ document }) => document.name === file.name)
      const isSuperfluous =
        holder === undefined
          ? mayGoByItself(file, world)
          : twins.some((twin) => isAsWanted(twin, holder, scope, second.ownForms))
      const found = [isInScope(file, scope), isAsBefore(file, before), isSuperfluous]
      expect([seed, file, ...found]).toEqual([seed, file, true, true, true])
      seen[holder === undefined ? 'stale' : 'surplus']++
    }
    const names = after.filter(({ id }) => !deleted.includes(id)).map(({ name }) => name)
    for (const { name } of after) {
      if (wanted.some(({ document }) => document.name === name)) {
        expect([seed, names]).toEqual([seed, expect.arrayContaining([name])])
      }
    }
    // Nothing is deleted unless all that is wanted is there.
    if (deleted.length > 0) {
      const isThere = wanted.map((one) =>
        after.some(
          (file) =>
            file.name === one.document.name && isAsWanted(file, one, scope, second.ownForms),
        ),
      )
      expect([seed, failed, wanted.length > 0, ...isThere]).toEqual([
        seed,
        0,
        true,
        ...wanted.map(() => true),
      ])
    }

    // A run that nothing disturbs leaves all that is wanted there.
    if (world.isQuiet && failed === 0 && plan.ownForms.keys.size === 0) {
      expect([seed, unprovenOf(second)]).toEqual([seed, []])
    }
    // A document is unchanged if its name has one file, which is as wanted.
    for (const [index, { change }] of plan.documents.entries()) {
      const one = wanted[index]
      if (one === undefined) continue
      const ofName = before.filter(({ name }) => name === one.document.name)
      const [only] = ofName
      const isUnchanged =
        ofName.length === 1 &&
        only !== undefined &&
        isAsWanted(only, one, scope, plan.ownForms) &&
        !world.pendingNames.has(one.document.name)
      const kind = only === undefined ? 'new' : isUnchanged ? 'unchanged' : 'changed'
      expect([seed, one.document.name, change.kind]).toEqual([seed, one.document.name, kind])
      if (isUnchanged) seen.unchanged++
    }
    // What is stale is all that is in scope and not wanted.
    expect([seed, plan.stale.map(({ file }) => file.id)]).toEqual([
      seed,
      before
        .filter(
          (file) =>
            isInScope(file, scope) && !wanted.some(({ document }) => document.name === file.name),
        )
        .map(({ id }) => id),
    ])
    if (deleted.length === 0) seen.withoutDeletion++
  }
  expect(seen.stale).toBeGreaterThan(100)
  expect(seen.surplus).toBeGreaterThan(100)
  expect(seen.unchanged).toBeGreaterThan(100)
  expect(seen.withoutDeletion).toBeGreaterThan(100)
})

test('what may be deleted is deleted', async () => {
  let deletions = 0
  for (let seed = 1; seed <= SEEDS; seed++) {
    const world = await randomWorld(randomOf(seed))
    const { scope, wanted, before, after, failed } = world
    const second = await planOf(wanted, after, { scope, goneBranches: GONE, comparesSizes: false })
    if (failed > 0 || wanted.length === 0 || unprovenOf(second).length > 0) continue
    const expected = after.filter(
      (file) =>
        isInScope(file, scope) &&
        isAsBefore(file, before) &&
        !wanted.some(({ document }) => document.name === file.name) &&
        mayGoByItself(file, world),
    )
    const deleted = deletedBy(world, second).filter((id) => expected.some((file) => file.id === id))
    deletions += deleted.length
    if (expected.length <= LIMIT) {
      expect([seed, deleted]).toEqual([seed, expected.map(({ id }) => id)])
    }
  }
  expect(deletions).toBeGreaterThan(100)
})

test('only branches that matter are asked for', async () => {
  for (let seed = 1; seed <= 200; seed++) {
    const { scope, before, wanted } = await randomWorld(randomOf(seed))
    const asked = await otherBranches(before, scope, new AbortController().signal)
    const all = new Set(REFS)
    const none = await planOf(wanted, before, { scope })
    const gone = await planOf(wanted, before, { scope, goneBranches: asked })
    const goneAll = await planOf(wanted, before, { scope, goneBranches: all })
    expect(gone.stale.length).toBeGreaterThanOrEqual(none.stale.length)
    expect([seed, gone]).toEqual([seed, goneAll])
  }
})
