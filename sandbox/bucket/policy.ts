import { S3Error, accessDenied } from './s3-error.ts'

/** What a signed POST policy allows. */
export interface Policy {
  /** Milliseconds since the Unix epoch. */
  readonly expiration: number
  readonly conditions: readonly Condition[]
  readonly sizes: readonly SizeRange[]
  /** Lower-case names of the fields that a condition is about. */
  readonly fields: ReadonlySet<string>
}

interface Condition {
  readonly operator: 'eq' | 'starts-with'
  readonly field: string
  readonly value: string
  /** As written, for the refusal. */
  readonly source: string
}

interface SizeRange {
  readonly least: number
  readonly most: number
}

/** Throws an S3Error if the base64 text is no policy. */
export function parsePolicy(base64: string): Policy {
  const document = jsonObject(base64)
  const { expiration, conditions } = document
  const expires = typeof expiration === 'string' ? Date.parse(expiration) : NaN
  if (Number.isNaN(expires)) throw invalid("Invalid 'expiration' value")
  if (!Array.isArray(conditions)) throw invalid('Policy missing conditions')
  const parsed = conditions.flatMap(parseCondition)
  const rules = parsed.filter((condition) => 'operator' in condition)
  return {
    expiration: expires,
    conditions: rules,
    sizes: parsed.filter((condition) => 'least' in condition),
    fields: new Set(rules.map(({ field }) => field)),
  }
}

/**
 * Checks a form against its policy: expiry, every condition, and that every field has one. `key` is
 * the key with the file's name put in, `bucket` what the URL names. Throws an S3Error.
 */
export function checkPolicy(
  policy: Policy,
  form: { fields: ReadonlyMap<string, string>; key: string; bucket: string },
  now: number,
): void {
  if (now >= policy.expiration) throw accessDenied('Invalid according to Policy: Policy expired.')
  for (const { operator, field, value, source } of policy.conditions) {
    const given =
      field === 'key'
        ? form.key
        : (form.fields.get(field) ?? (field === 'bucket' ? form.bucket : undefined))
    const holds = operator === 'eq' ? given === value : given?.startsWith(value)
    if (!holds)
      throw accessDenied(`Invalid according to Policy: Policy Condition failed: ${source}`)
  }
  const extra: string[] = []
  for (const field of form.fields.keys()) {
    if (!policy.fields.has(field) && !needsNoCondition(field)) extra.push(field)
  }
  if (extra.length > 0) {
    throw accessDenied(`Invalid according to Policy: Extra input fields: ${extra.join(', ')}`)
  }
}

/** Checks the file's bytes against every `content-length-range`. Throws an S3Error. */
export function checkSize(policy: Policy, size: number): void {
  for (const { least, most } of policy.sizes) {
    if (size > most) {
      throw new S3Error(
        400,
        'EntityTooLarge',
        'Your proposed upload exceeds the maximum allowed size',
        {
          ProposedSize: String(size),
          MaxSizeAllowed: String(most),
        },
      )
    }
    if (size < least) {
      throw new S3Error(
        400,
        'EntityTooSmall',
        'Your proposed upload is smaller than the minimum allowed size',
        {
          ProposedSize: String(size),
          MinSizeAllowed: String(least),
        },
      )
    }
  }
}

/** By S3's documentation these, `file` and `x-ignore-` alone may stand in a form without a condition. */
function needsNoCondition(field: string): boolean {
  return field === 'policy' || field === 'x-amz-signature' || field.startsWith('x-ignore-')
}

function parseCondition(condition: unknown): (Condition | SizeRange)[] {
  const source = JSON.stringify(condition)
  if (Array.isArray(condition)) return [parseList(condition, source)]
  if (typeof condition !== 'object' || condition === null)
    throw invalid(`Invalid condition: ${source}`)
  return Object.entries(condition).map(([name, value]: [string, unknown]) => {
    if (typeof value !== 'string') throw invalid(`Invalid condition: ${source}`)
    const field = name.toLowerCase()
    return { operator: 'eq', field, value, source: JSON.stringify(['eq', `$${name}`, value]) }
  })
}

function parseList(condition: unknown[], source: string): Condition | SizeRange {
  const [kind, first, second] = condition
  const operator = typeof kind === 'string' ? kind.toLowerCase() : ''
  if (operator === 'content-length-range') {
    const range = { least: Number(first), most: Number(second) }
    if (Number.isInteger(range.least) && Number.isInteger(range.most)) return range
  } else if (operator === 'eq' || operator === 'starts-with') {
    if (typeof first === 'string' && first.startsWith('$') && typeof second === 'string') {
      return { operator, field: first.slice(1).toLowerCase(), value: second, source }
    }
  }
  throw invalid(`Invalid condition: ${source}`)
}

function jsonObject(base64: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(Buffer.from(base64, 'base64').toString('utf8'))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch {
    throw invalid('Invalid JSON.')
  }
  throw invalid('Invalid JSON.')
}

function invalid(why: string): S3Error {
  return new S3Error(400, 'InvalidPolicyDocument', `Invalid Policy: ${why}`)
}
