import type { FileOptions, FileParameter } from '../options.ts'
import { unprocessable } from './api-error.ts'
import type { Position, Selection, SortField } from './file-index.ts'
import { integer } from './validation.ts'

/** What a request asks of the list of files. */
export interface FileQuery extends Selection {
  readonly limit: number
  /** The last file of the page before. */
  readonly after: Position | undefined
}

const MOST = 100
const MOST_BY_THE_DOCUMENTATION = 10
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const NAMES: Readonly<Record<Exclude<FileParameter, 'limit'>, readonly string[]>> = {
  filter: ['filter'],
  name: ['name'],
  field: ['field', 'order'],
  cursor: ['after_value', 'after_file_id'],
}

/** Reads the parameters that the list knows, as far as it is not told to drop them. Throws a 422. */
export function fileQuery(
  given: URLSearchParams,
  { drop = [], refuse = [] }: Pick<FileOptions, 'drop' | 'refuse'>,
): FileQuery {
  const query = new URLSearchParams(given)
  for (const parameter of refuse) {
    const name = namesOf(parameter).find((known) => query.has(known))
    if (name !== undefined) throw unprocessable(['query', name], 'Extra inputs are not permitted')
  }
  for (const name of drop.flatMap(namesOf)) query.delete(name)
  const field = oneOf(query, 'field', ['created_at', 'name'])
  return {
    limit: limitOf(query, drop.includes('limit'), refuse.includes('limit')),
    field,
    order: oneOf(query, 'order', ['DESC', 'ASC']),
    // Empty is as good as absent.
    filter: query.get('filter') || undefined,
    name: query.get('name') ?? '',
    after: cursorOf(query, field),
  }
}

function namesOf(parameter: FileParameter): readonly string[] {
  return parameter === 'limit' ? [] : NAMES[parameter]
}

function limitOf(query: URLSearchParams, capped: boolean, refused: boolean): number {
  const most = refused ? MOST_BY_THE_DOCUMENTATION : MOST
  const limit = integer(query, 'limit', MOST_BY_THE_DOCUMENTATION, most)
  return capped ? Math.min(limit, MOST_BY_THE_DOCUMENTATION) : limit
}

/** The first is the default. */
function oneOf<Value extends string>(
  query: URLSearchParams,
  name: string,
  values: readonly [Value, ...Value[]],
): Value {
  const text = query.get(name)
  if (text === null) return values[0]
  const value = values.find((known) => known === text)
  if (value !== undefined) return value
  const known = values.map((one) => `'${one}'`).join(' or ')
  throw unprocessable(['query', name], `Input should be ${known}`, 'enum')
}

/** Both parts or none; the value has the type of the field. */
function cursorOf(query: URLSearchParams, field: SortField): Position | undefined {
  const value = query.get('after_value')
  const fileId = query.get('after_file_id')
  if (value === null && fileId === null) return undefined
  if (value === null) throw unprocessable(['query', 'after_value'], 'Field required', 'missing')
  if (fileId === null) throw unprocessable(['query', 'after_file_id'], 'Field required', 'missing')
  if (!UUID.test(fileId)) {
    throw unprocessable(['query', 'after_file_id'], 'Input should be a valid UUID', 'uuid_parsing')
  }
  return { value: field === 'name' ? value : dateOf(value), fileId: fileId.toLowerCase() }
}

/** As the sandbox writes dates, so that they compare as text. */
function dateOf(text: string): string {
  const date = new Date(text)
  if (!Number.isNaN(date.getTime())) return date.toISOString()
  const message = 'Input should be a valid datetime'
  throw unprocessable(['query', 'after_value'], message, 'datetime_parsing')
}
