/** Anything longer is no number that people mean as one. */
const LONGEST_NUMBER = 40
const DECIMAL = /^([+-]?)(0|[1-9]\d*)?(?:\.(\d*))?(?:e([+-]?\d+))?$/i

/**
 * Whether JSON gives back what was written: not with digits too many, nor with zeros in front.
 * @param written its own letters
 */
export function isExact(number: number, written: string): boolean {
  if (!Number.isFinite(number) || written.length > LONGEST_NUMBER) return false
  if (Number.isInteger(number) && !Number.isSafeInteger(number)) return false
  const expected = significant(written)
  return expected !== undefined && expected === significant(JSON.stringify(number))
}

/** Equal for equal decimals: sign, digits without zeros around them, and where the point is. */
function significant(decimal: string): string | undefined {
  const match = DECIMAL.exec(decimal)
  if (match === null) return undefined
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  const digits = (whole + fraction).replace(/^0+/, '')
  const leading = digits.replace(/0+$/, '')
  const power = Number(exponent) - fraction.length + digits.length - leading.length
  return leading === '' ? '0' : `${sign === '-' ? '-' : ''}${leading}e${power}`
}
