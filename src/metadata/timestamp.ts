/** A date with a time, as YAML 1.1 writes it, or as Jekyll does: without seconds, `+0100` for `+01:00`. */
const TIMESTAMP =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt]|[ \t]+)(\d{1,2}):(\d{2})(?::(\d{2})(\.\d+)?)?[ \t]*(?:Z|([+-])(\d{1,2}):?(\d{2})?)?$/

/**
 * A timestamp of YAML in UTC and ISO 8601, `2026-01-02T03:04:05Z`, so that it compares with others;
 * without a zone it is in UTC already. (YAML 1.1) Undefined for what is none.
 */
export function toIsoTimestamp(written: string): string | undefined {
  const match = TIMESTAMP.exec(written)
  if (match === null) return undefined
  const [, year, month = '', day = '', hour = '', minute, second = '00', fraction = ''] = match
  const [sign = '+', hours = '0', minutes = '0'] = match.slice(8)
  const date = `${year}-${two(month)}-${two(day)}`
  const local = Date.parse(`${date}T${two(hour)}:${minute}:${second}${fraction}Z`)
  // A day that the month does not have would become one of the next.
  if (Number.isNaN(local) || !new Date(local).toISOString().startsWith(date)) return undefined
  const offset = (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -60_000 : 60_000)
  return new Date(local - offset).toISOString().replace('.000Z', 'Z')
}

function two(digits: string): string {
  return digits.padStart(2, '0')
}
