import * as v from 'valibot'

/** An id goes into paths, outputs and logs: nothing but what ids are made of. */
export const SessionId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,128}$/))

/** The answer to "create an upload session", of which only these two keys are required. */
export const CreatedSession = v.object({
  session_id: v.nullish(v.union([v.literal(''), SessionId])),
  expires_at: v.pipe(v.string(), v.minLength(1), v.maxLength(64)),
  aws_prefixed_request_config: v.object({
    url: v.pipe(v.string(), v.url()),
    fields: v.pipe(
      v.record(v.string(), v.string()),
      v.check((fields) => fields['key'] !== undefined, 'the field `key` is missing'),
    ),
  }),
})
export type CreatedSession = v.InferOutput<typeof CreatedSession>

/** What a 422 says about the request. */
export const ValidationDetail = v.object({
  detail: v.array(v.object({ loc: v.array(v.union([v.string(), v.number()])), msg: v.string() })),
})

/** Where an answer departs from its schema, in a few words, without the answer's values. */
export function departure(issues: readonly v.BaseIssue<unknown>[]): string {
  const [issue] = issues
  if (issue === undefined) return ''
  const where = v.getDotPath(issue)
  return `${where ?? 'the answer'} is not ${issue.expected ?? 'what it should be'}`
}
