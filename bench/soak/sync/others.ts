import { createHash } from 'node:crypto'
import type { Metadata } from '../../../sandbox/records.ts'
import type { FileRecord, Publisher } from '../../../sandbox/sandbox.ts'
import { metadataDigest } from '../../../src/metadata/digest.ts'
import type { Chance } from '../chance.ts'
import type { Page } from './pages.ts'

/** The publisher that the soak is about, as the sandbox's runner has it. */
export const OURS = {
  id: '1296269',
  repository: 'octo-org/handbook',
  server: 'https://github.com',
  ref: 'refs/heads/main',
} as const

/** Another branch of it, which is there all the time. */
export const OTHER_BRANCH = 'next'

/** What a decoy says of itself that our own files do not. A key without a value is left out. */
type Oddity = Readonly<Record<string, string | undefined>>

const SHA256 = createHash('sha256').update('old').digest('hex')

/** Each is enough to make a file somebody else's, or none of this scope's. */
const ODDITIES: readonly [Oddity, ...Oddity[]] = [
  { publisher_id: '1296270' },
  { publisher_id: '01296269' },
  { publisher_id: '' },
  { publisher_id: undefined },
  { publisher_id: undefined, repository: 'octo-org/elsewhere' },
  { publisher_id: undefined, run_url: undefined },
  { run_url: undefined },
  { run_url: 'https://github.example/octo-org/handbook/actions/runs/1' },
  { run_url: 'https://github.com.example/octo-org/handbook/actions/runs/1' },
  { content_sha256: undefined },
  { content_sha256: 'ABCDEF' },
  { path: undefined },
  { path: 'docs/another.md' },
  { path: '../docs/old.md' },
  { path: 'docs//old.md' },
  { path: '/docs/old.md' },
  { publisher_ref: undefined },
  { publisher_ref: `refs/heads/${OTHER_BRANCH}` },
  { publisher_ref: 'refs/tags/v1' },
  { publisher_ref: 'main' },
]

/** Somebody else's file, that may be all but ours. */
export interface Decoy {
  readonly name: string
  readonly content: string
  readonly meta: Metadata
}

/** A file of ours that no commit has, but for what makes it somebody else's. */
export function someDecoy(chance: Chance, number: number): Decoy {
  const path = chance.pick([
    `docs/old ${number}.md`,
    `docs/part/old ${number}.md`,
    `docs/gone/old ${number}.md`,
  ])
  // Patterns do not match these.
  if (chance.happens(0.2)) {
    const outside = chance.pick([
      `api/old ${number}.md`,
      `docs/.old ${number}.md`,
      `old ${number}.md`,
    ])
    return decoyOf(outside, {})
  }
  if (chance.happens(0.1)) return { ...decoyOf(path, {}), name: `v1__docs__old ${number}.md` }
  if (chance.happens(0.1)) return { name: path.replaceAll('/', '__'), content: 'old', meta: {} }
  return decoyOf(path, chance.pick(ODDITIES))
}

/** Somebody else's document under a name that we want, or one that nobody says is theirs. */
export function seizing({ name, path }: Pick<Page, 'name' | 'path'>, byNobody: boolean): Decoy {
  if (byNobody) return { name, content: 'by hand', meta: {} }
  const publisher = { publisher_id: '99', repository: 'octo-org/other' }
  return { ...decoyOf(path, publisher), name }
}

function decoyOf(path: string, oddity: Oddity): Decoy {
  const entries = Object.entries<string | undefined>({
    path,
    repository: OURS.repository,
    publisher_id: OURS.id,
    publisher_ref: OURS.ref,
    ref: OURS.ref,
    run_url: `${OURS.server}/${OURS.repository}/actions/runs/1`,
    url: `${OURS.server}/${OURS.repository}/blob/main/${path}`,
    content_sha256: SHA256,
    ...oddity,
  })
  const meta = Object.fromEntries(
    entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  ) as Record<string, string>
  return {
    name: path.replaceAll('/', '__'),
    content: 'old',
    meta: { ...meta, metadata_sha256: metadataDigest(meta) },
  }
}

const MOST_FILES = 24

/** Everybody else in a workspace: what they have there stays as they have it, whatever we do. */
export class Others {
  readonly #publisher: Publisher
  readonly #chance: Chance
  /** By id, as text, so that any difference shows. */
  readonly #files = new Map<string, string>()
  /** By id, what they do not change themselves. */
  readonly #seized = new Set<string>()
  #number = 0

  constructor(publisher: Publisher, chance: Chance) {
    this.#publisher = publisher
    this.#chance = chance
  }

  put(decoy: Decoy): void {
    this.#remember(this.#publisher.put(decoy))
  }

  /** Puts a file in the place of all of its name, which stays as it is. */
  seize(decoy: Decoy): void {
    for (const { fileId, name } of this.#publisher.files())
      if (name === decoy.name) this.#publisher.delete(fileId)
    const file = this.#publisher.put(decoy)
    this.#seized.add(file.fileId)
    this.#remember(file)
  }

  owns(fileId: string): boolean {
    return this.#files.has(fileId)
  }

  /** Puts a file, or changes or deletes one of their own. */
  act(): void {
    const chance = this.#chance
    const [first, ...more] = [...this.#files.keys()].filter((id) => !this.#seized.has(id))
    if (first === undefined || (more.length < MOST_FILES && chance.happens(0.5))) {
      this.put(someDecoy(chance, (this.#number += 1)))
      return
    }
    const id = chance.pick([first, ...more])
    const file = this.#publisher.files().find(({ fileId }) => fileId === id)
    // Then it was deleted, which shows in the end.
    if (file === undefined) return
    if (chance.happens(0.5)) {
      this.#publisher.delete(id)
      this.#files.delete(id)
    } else {
      this.#publisher.editMetadata(id, { ...file.meta, edited: `edition ${(this.#number += 1)}` })
      this.#remember(this.#publisher.files().find(({ fileId }) => fileId === id) ?? file)
    }
  }

  /** What is not as they have it, by name. */
  damage(): string[] {
    const there = new Map(this.#publisher.files().map((file) => [file.fileId, textOf(file)]))
    return [...this.#files]
      .filter(([id, text]) => there.get(id) !== text)
      .map(
        ([id, text]) =>
          `somebody else's file ${there.has(id) ? 'was changed' : 'is gone'}: ${text}`,
      )
  }

  #remember(file: FileRecord): void {
    this.#files.set(file.fileId, textOf(file))
  }
}

function textOf({ name, sha256, meta }: FileRecord): string {
  return `${name} ${sha256} ${JSON.stringify(meta)}`
}
