import * as v from 'valibot'
import { withoutSecrets } from '../log/secrets.ts'

/** An id goes into paths, outputs and logs: nothing but what ids are made of, and no secret. */
export const SessionId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,128}$/), v.check(isPublic))

/** A date-time of RFC 3339, 5.6: letters of either case, a space for the `T`, leap seconds, any fraction. */
const DATE_TIME =
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d{1,40})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/

/** Passed on as it is. A session is usable without it, so anything that is no date-time counts as absent. */
const ExpiresAt = v.pipe(
  v.string(),
  v.transform((text) => (DATE_TIME.test(text) && isPublic(text) ? text : '')),
)

/** The answer to "create an upload session", of which only these two keys are required. */
export const CreatedSession = v.object({
  session_id: v.nullish(v.union([v.literal(''), SessionId])),
  expires_at: ExpiresAt,
  aws_prefixed_request_config: v.object({
    url: v.pipe(v.string(), v.url()),
    fields: v.pipe(
      v.record(v.string(), v.string()),
      v.check((fields) => fields['key'] !== undefined, 'the field `key` is missing'),
      // What the name of a form's field may be made of without quoting it.
      v.check((fields) => Object.keys(fields).every((name) => /^[\w.-]+$/.test(name))),
    ),
  }),
})
export type CreatedSession = v.InferOutput<typeof CreatedSession>

/** The id that an answer to "create" names, which may otherwise be of no use; nothing where it names none. */
export function sessionNamedIn(text: string): string | undefined {
  const Named = v.object({ session_id: SessionId })
  const Keyed = v.object({
    aws_prefixed_request_config: v.object({ fields: v.object({ key: v.string() }) }),
  })
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson()), text)
  if (!parsed.success) return undefined
  if (v.is(Named, parsed.output)) return parsed.output.session_id
  if (!v.is(Keyed, parsed.output)) return undefined
  return sessionOfKey(parsed.output.aws_prefixed_request_config.fields.key)
}

/** The session's id as it stands in its form's key: `<org>/<workspace>/<session>/${filename}`. */
export function sessionOfKey(key: string): string | undefined {
  const id = key
    .replace('${filename}', '')
    .split('/')
    .filter((part) => part !== '')
    .at(-1)
  return v.is(SessionId, id) ? id : undefined
}

/** `GET /upload_sessions/{id}`, as far as it is needed: keys of an answer may be missing. */
export const IngestionCounts = v.object({
  ingestion_status: v.nullish(
    v.object({
      failed_files: v.nullish(v.number(), 0),
      finished_files: v.nullish(v.number(), 0),
    }),
    {},
  ),
})

const SessionFile = v.object({
  name: v.string(),
  ingestion_status_reason: v.nullish(v.string()),
})
export type SessionFile = v.InferOutput<typeof SessionFile>

/** `GET /upload_sessions/{id}/files` */
export const SessionFiles = v.object({
  data: v.array(SessionFile),
  total: v.fallback(v.optional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))), undefined),
  has_more: v.nullish(v.boolean()),
})

const ListedSession = v.object({
  session_id: v.string(),
  status: v.nullish(v.string()),
  created_at: v.nullish(v.string()),
  expires_at: v.nullish(v.string()),
  write_mode: v.nullish(v.string()),
})
export type ListedSession = v.InferOutput<typeof ListedSession>

/** `GET /upload_sessions` */
export const SessionList = v.object({
  data: v.array(ListedSession),
  has_more: v.nullish(v.boolean()),
})

/** What a 422 says about the request. */
export const ValidationDetail = v.object({
  detail: v.array(v.object({ loc: v.array(v.union([v.string(), v.number()])), msg: v.string() })),
})
export type ValidationDetail = v.InferOutput<typeof ValidationDetail>

/** Whether no secret is in a text that an answer gives. */
function isPublic(text: string): boolean {
  return withoutSecrets(text) === text
}

/** Where an answer departs from its schema, in a few words, without the answer's values. */
export function describeMismatch(issues: readonly v.BaseIssue<unknown>[]): string {
  const [issue] = issues
  if (issue === undefined) return ''
  const where = v.getDotPath(issue)
  return `${where ?? 'the answer'} is not ${issue.expected ?? 'what it should be'}`
}
