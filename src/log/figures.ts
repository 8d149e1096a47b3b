/** `1,234` */
export function count(number: number): string {
  // Not by toLocaleString: its tables take longer to load than all the rest of a small run's log.
  return String(number).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** `1 document`, `1,234 documents` */
export function counted(number: number, noun: string): string {
  return `${count(number)} ${noun}${number === 1 ? '' : 's'}`
}

/** `812 B`, `1.4 MB`: decimal units, as S3 counts. */
export function bytes(number: number): string {
  let size = number
  for (const unit of ['B', 'kB', 'MB', 'GB']) {
    if (size < 1000)
      return `${unit === 'B' || size >= 100 ? size.toFixed(0) : size.toFixed(1)} ${unit}`
    size /= 1000
  }
  return `${size.toFixed(1)} TB`
}

/** `0.4 s`, `3 min 20 s`, `2 min` */
export function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : seconds.toFixed(0)} s`
  const whole = Math.round(seconds)
  const rest = whole % 60 === 0 ? '' : ` ${String(whole % 60)} s`
  return `${count(Math.floor(whole / 60))} min${rest}`
}

/** Names before the rest is counted. */
const MOST_NAMED = 5

/** `a, b, c, d, e and 12 more` */
export function listed(names: readonly string[]): string
/** @param nameOf called for those that are named */
export function listed<Item>(items: readonly Item[], nameOf: (item: Item) => string): string
export function listed<Item>(
  items: readonly Item[],
  nameOf: (item: Item) => string = String,
): string {
  const more = items.length - MOST_NAMED
  const named = items.slice(0, MOST_NAMED).map((item) => nameOf(item))
  return named.join(', ') + (more > 0 ? ` and ${count(more)} more` : '')
}
