import { createHash } from 'node:crypto'
import type { Page } from '../repository.ts'
import type { Chance } from './chance.ts'

/** A document of a run and what the bucket must hold of it. */
export interface SoakDocument extends Page {
  readonly content: Buffer
  /** What the platform calls it. */
  readonly name: string
  /** Hexadecimal. */
  readonly sha256: string
}

const KIB = 1024
const MIB = 1024 * KIB

/** A few dozen documents of random bytes; some are larger than what is read at once. */
export function someDocuments(chance: Chance): SoakDocument[] {
  return Array.from({ length: chance.between(12, 48) }, (_, index) => {
    const path = `docs/part ${index % 3}/page-${index}.md`
    const content = chance.bytes(someSize(chance))
    const sha256 = createHash('sha256').update(content).digest('hex')
    return { path, name: path.replaceAll('/', '__'), content, size: content.length, sha256 }
  })
}

function someSize(chance: Chance): number {
  if (chance.happens(0.08)) return chance.between(MIB + 1, 6 * MIB)
  if (chance.happens(0.05)) return chance.pick([1, 64 * KIB, 64 * KIB + 1, 256 * KIB, MIB - 1, MIB])
  if (chance.happens(0.2)) return chance.between(64 * KIB, MIB)
  return chance.between(1, 20 * KIB)
}
