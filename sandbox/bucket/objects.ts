import type { StoredObject } from '../records.ts'

type Mutable<T> = { -readonly [K in keyof T]: T[K] }

/** What the bucket holds, and how often each key was tried. */
export class Objects {
  readonly #stored = new Map<string, Mutable<StoredObject>>()
  readonly #attempts = new Map<string, number>()

  /** In the order they were first stored. */
  all(): StoredObject[] {
    return [...this.#stored.values()]
  }

  attempted(key: string): void {
    this.#attempts.set(key, (this.#attempts.get(key) ?? 0) + 1)
    const stored = this.#stored.get(key)
    if (stored) stored.attempts += 1
  }

  /** Stores an object, over an older one of the same key. `isNew` is false if there was one. */
  put(
    key: string,
    content: Pick<StoredObject, 'size' | 'sha256' | 'content'>,
  ): { object: StoredObject; isNew: boolean } {
    const storedAt = performance.timeOrigin + performance.now()
    const old = this.#stored.get(key)
    if (old) {
      Object.assign(old, content, { stores: old.stores + 1, storedAt })
      return { object: old, isNew: false }
    }
    const attempts = this.#attempts.get(key) ?? 1
    const object = { key, name: nameOf(key), ...content, attempts, stores: 1, storedAt }
    this.#stored.set(key, object)
    return { object, isNew: true }
  }
}

/** The name that the platform reads from a key: what follows the last `/`, percent-decoded where it can be. */
export function nameOf(key: string): string {
  const encoded = key.slice(key.lastIndexOf('/') + 1)
  try {
    return decodeURIComponent(encoded)
  } catch {
    return encoded
  }
}
