/**
 * A property that a value of unknown shape, such as parsed JSON or a caught error, has of its own:
 * undefined where it has none of that name, or is no object.
 */
export function property(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return Reflect.get(value, name)
}
