import * as fc from 'fast-check'

/**
 * Text of every kind: ordinary, any characters, halves of surrogate pairs, and the given pieces in any order, which are to meet
 * what only they would break.
 */
export function text(...pieces: readonly string[]): fc.Arbitrary<string> {
  const units = fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
    .map((codes) => String.fromCharCode(...codes))
  const any = fc.oneof(
    fc.string(),
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    units,
  )
  if (pieces.length === 0) return any
  const mixed = fc.array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...pieces) }, any), {
    maxLength: 12,
  })
  return fc.oneof(
    any,
    mixed.map((parts) => parts.join('')),
  )
}
