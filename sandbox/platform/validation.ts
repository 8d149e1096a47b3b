import type { WriteMode } from '../records.ts'
import { ApiError, unprocessable } from './api-error.ts'
import type { ValidationError } from './api-error.ts'
import type { SessionRequest } from './session.ts'

const WRITE_MODES: readonly WriteMode[] = ['KEEP', 'OVERWRITE', 'FAIL', 'TEMPORARY']
const LONGEST_SECONDS = 86_400

/** A JSON object. Throws a 422. */
export function jsonBody(text: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw unprocessable(['body', 0], 'JSON decode error', 'json_invalid')
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw unprocessable(['body'], 'Input should be a valid dictionary', 'model_attributes_type')
}

/** What a body asks a new session to be. Throws one 422 with all that is wrong. */
export function sessionRequest(body: Record<string, unknown>): SessionRequest {
  const {
    write_mode: mode = 'KEEP',
    expires_in_seconds: seconds,
    parallel_processing_enabled: parallel = false,
  } = body
  const errors: ValidationError[] = []
  const writeMode = WRITE_MODES.find((known) => known === mode)
  if (!writeMode) {
    errors.push({
      loc: ['body', 'write_mode'],
      msg: "Input should be 'KEEP', 'OVERWRITE', 'FAIL' or 'TEMPORARY'",
      type: 'enum',
    })
  }
  const expiresInSeconds = seconds ?? LONGEST_SECONDS
  const lasts =
    typeof expiresInSeconds === 'number' &&
    Number.isInteger(expiresInSeconds) &&
    expiresInSeconds >= 1 &&
    expiresInSeconds <= LONGEST_SECONDS
  if (!lasts) {
    errors.push({
      loc: ['body', 'expires_in_seconds'],
      msg: `Input should be a valid integer from 1 to ${LONGEST_SECONDS}`,
      type: 'int_range',
    })
  }
  if (typeof parallel !== 'boolean') {
    errors.push({
      loc: ['body', 'parallel_processing_enabled'],
      msg: 'Input should be a valid boolean',
      type: 'bool_type',
    })
  }
  if (!writeMode || !lasts || typeof parallel !== 'boolean') throw new ApiError(422, errors)
  return { writeMode, expiresInSeconds, parallel }
}

/** An integer of the query. Throws a 422 if it is none or out of range. */
export function integer(
  query: URLSearchParams,
  name: string,
  fallback: number,
  most: number,
): number {
  const text = query.get(name)
  if (text === null) return fallback
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= 1 && value <= most) return value
  throw unprocessable(
    ['query', name],
    `Input should be a valid integer from 1 to ${most}`,
    'int_range',
  )
}

/** One page of a list, as the API answers it. */
export function page<T>(
  all: readonly T[],
  query: URLSearchParams,
  most: number,
): { total: number; has_more: boolean; data: T[] } {
  const limit = integer(query, 'limit', Math.min(10, most), most)
  const start = (integer(query, 'page_number', 1, Number.MAX_SAFE_INTEGER) - 1) * limit
  const data = all.slice(start, start + limit)
  return { total: all.length, has_more: start + limit < all.length, data }
}
