/** How a database sorts text. */
export type Collation = 'bytes' | 'icu'

/** Letter case and punctuation decide only where all else is the same. */
const icu = new Intl.Collator('en', { ignorePunctuation: true })

/** Each a total order: Postgres, too, compares the bytes of what a collation calls equal. */
export const COLLATIONS: Readonly<Record<Collation, (a: string, b: string) => number>> = {
  bytes: compareBytes,
  icu: (a, b) => icu.compare(a, b) || compareBytes(a, b),
}

/** By the bytes in UTF-8, which only surrogates sort otherwise than by JavaScript's code units. */
function compareBytes(a: string, b: string): number {
  if (a === b) return 0
  if (SURROGATE.test(a) || SURROGATE.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b))
  return a < b ? -1 : 1
}

const SURROGATE = /[\ud800-\udfff]/
