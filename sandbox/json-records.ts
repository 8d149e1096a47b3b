import * as v from 'valibot'

/** Why the platform rejects a document. */
export const REASON = v.picklist([
  'EMPTY_FILE',
  'FILE_NOT_FOUND',
  'FAILED_TO_PARSE_META',
  'FILE_ALREADY_EXISTS',
  'UNKNOWN_ERROR',
])

/** A flat object of values that metadata may have. */
export const METADATA = v.record(
  v.string(),
  v.union([v.string(), v.number(), v.boolean(), v.array(v.string())]),
)
