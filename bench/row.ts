/** One line of the table: what was measured, and the bar it has to hold. */
export interface Row {
  readonly measure: string
  readonly measured: string
  readonly bar: string
  readonly holds: boolean
}

/** A group of rows that are measured together. */
export interface Measurement {
  /** What `npm run bench -- NAME` calls it. */
  readonly name: string
  /** What the table says of each row, in the order that `take` answers them. */
  readonly measures: readonly string[]
  /** Takes the measures; throws where what is measured does not do its work. */
  readonly take: (bench: Bench) => Promise<readonly Taken[]>
}

/** A measure against its bar. */
export interface Taken {
  readonly value: number
  readonly bar: { readonly atMost: number } | { readonly atLeast: number }
  readonly unit: string
}

/** Where measuring happens. */
export interface Bench {
  /** Folder of the action's `action.yml`. */
  readonly action: string
  /** An empty folder for repositories and temporary files. */
  readonly folder: string
  /** Prints what the rows are made of. */
  readonly note: (line: string) => void
}

export function rowOf(measure: string, { value, bar, unit }: Taken): Row {
  const least = 'atLeast' in bar
  const limit = least ? bar.atLeast : bar.atMost
  return {
    measure,
    measured: figure(value, unit),
    bar: `${least ? 'at least' : 'at most'} ${limit} ${unit}`,
    holds: least ? value >= limit : value <= limit,
  }
}

export function brokenRow(measure: string, reason: string): Row {
  return { measure, measured: reason, bar: '', holds: false }
}

/** Three figures of it, and the unit. */
export function figure(value: number, unit: string): string {
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return `${value.toFixed(digits)} ${unit}`
}

/** The middle one, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1)
  return middle.reduce((sum, value) => sum + value, 0) / middle.length
}
