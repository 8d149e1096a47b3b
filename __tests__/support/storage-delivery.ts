import { expect } from '@jest/globals'
import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as v from 'valibot'
import type { Sandbox, StoredObject } from '../../sandbox/sandbox.ts'
import type { Job } from './job.ts'

/** Contents by path. */
export type Contents = Readonly<Record<string, string | Buffer>>

const Described = v.looseObject({ content_sha256: v.string() })

/**
 * The bucket holds every document, once, in the bytes it has, after its metadata, and nothing else;
 * nothing came after a session's end.
 */
export function expectDelivered({ sandbox }: Job, contents: Contents): void {
  expectDescribed(sandbox)
  const held = documentsIn(sandbox).map(({ name, sha256 }) => [name, sha256])
  const wanted = Object.entries(contents).map(([path, content]) => [
    nameOf(path),
    sha256Of(content),
  ])
  expect(held.sort()).toEqual(wanted.sort())
  expect(sandbox.objects()).toHaveLength(2 * wanted.length)
  expect(sandbox.sessions.flatMap(({ late }) => late)).toEqual([])
}

/** No document stands without its metadata, before it, or under the hash of other bytes. */
export function expectDescribed({ sessions }: Sandbox): void {
  for (const { objects } of sessions) {
    const places = new Map(objects.map((object, place) => [object.name, { object, place }]))
    const wrong = objects.filter(({ name, sha256, storedAt }, place) => {
      if (isMetadata(name)) return false
      const described = places.get(`${name}.meta.json`)
      if (described === undefined || described.place > place) return true
      return described.object.storedAt > storedAt || hashIn(described.object) !== sha256
    })
    expect(wrong).toEqual([])
  }
}

/** What the bucket holds of documents, in all sessions. */
export function documentsIn({ sessions }: Sandbox): StoredObject[] {
  return sessions.flatMap(({ objects }) => objects).filter(({ name }) => !isMetadata(name))
}

export function isMetadata(name: string): boolean {
  return name.endsWith('.meta.json')
}

/** The name a document gets by its path. */
export function nameOf(path: string): string {
  return path.replaceAll('/', '__')
}

/** Writes files without committing them: git would take its time for large ones. */
export function write({ repository }: Job, contents: Contents): void {
  for (const [path, content] of Object.entries(contents)) {
    const file = join(repository.folder, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  }
}

function hashIn({ content }: StoredObject): string {
  return v.parse(Described, JSON.parse(String(content))).content_sha256
}

function sha256Of(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex')
}
