/**
 * A property that a value of unknown shape, such as parsed JSON or a caught error, has of its own:
 * undefined where it has none of that name, or is no object.
 */
export function property(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return Reflect.get(value, name)
}

/** The system's short name for what went wrong, such as ENOENT; an error without one is quoted. */
export function errorCode(error: unknown): string {
  const code = property(error, 'code')
  if (typeof code === 'string') return code
  return messageOf(error)
}

/** What an error says; anything else that was thrown, as text. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
