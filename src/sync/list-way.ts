/** How the list of files is asked for. Whatever the platform does not take is left out of it. */
export interface ListWay {
  /** Files a page. */
  readonly limit: 100 | 10
  /** By name, else in the platform's own order, by date. */
  readonly byName: boolean
  /** In OData; undefined where all files are listed. */
  readonly filter: string | undefined
  /** Whether several parts of the list are read side by side. */
  readonly inLanes: boolean
  /** Whether a page may bring again what was read before, as long as it brings anything new. */
  readonly passesRepeats: boolean
}

/** By how the platform calls the parameters. */
const ORDER: readonly string[] = ['field', 'order', 'after_value', 'after_file_id']

/**
 * The next best way after the platform has refused this one: a smaller limit, then its own order, then no filter.
 *
 * @param named the parameters that the refusal is about, as far as that is known
 * @returns undefined where nothing is left to leave out
 */
export function withoutRefused(way: ListWay, named: readonly string[]): ListWay | undefined {
  const steps = [
    { isOver: way.limit === 10, names: ['limit'], next: { limit: 10 } },
    { isOver: !way.byName, names: ORDER, next: { byName: false, inLanes: false } },
    { isOver: way.filter === undefined, names: ['filter'], next: { filter: undefined } },
  ] as const
  const step =
    steps.find(({ names }) => names.some((name) => named.includes(name))) ??
    steps.find(({ isOver }) => !isOver)
  return step === undefined || step.isOver ? undefined : { ...way, ...step.next }
}

/** The way after a page has repeated what came before it: the order of names cannot be paged through. */
export function withoutRepeats(way: ListWay): ListWay {
  return { ...way, byName: false, inLanes: false, passesRepeats: true }
}
