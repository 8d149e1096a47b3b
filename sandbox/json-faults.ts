import * as v from 'valibot'
import type { Fault } from './faults/fault.ts'

const number = v.exactOptional(v.number())
const text = v.exactOptional(v.string())
const flag = v.exactOptional(v.boolean())

const CALLS = [
  'create-session',
  'close-session',
  'get-session',
  'list-session-files',
  'list-sessions',
  'list-files',
  'get-metadata',
  'delete-file',
  'delete-files',
  'unknown',
] as const

const effect = v.variant('kind', [
  v.strictObject({ kind: v.literal('latency'), ms: v.number(), sigma: number }),
  v.strictObject({ kind: v.literal('bandwidth'), bytesPerSecond: v.number() }),
  v.strictObject({
    kind: v.literal('rate'),
    perSecond: v.number(),
    burst: v.number(),
    delayMs: number,
    retryAfterSeconds: number,
  }),
  v.strictObject({ kind: v.literal('sliding-window'), perSecond: v.number(), delayMs: number }),
  v.strictObject({
    kind: v.literal('answer'),
    status: v.number(),
    code: text,
    message: text,
    body: v.exactOptional(v.picklist(['xml', 'json', 'html', 'empty'])),
    headers: v.exactOptional(v.record(v.string(), v.string())),
    handled: flag,
  }),
  v.strictObject({ kind: v.picklist(['reset', 'hang-up', 'silent']), handled: flag }),
  v.strictObject({ kind: v.picklist(['half-open', 'endless']) }),
  v.strictObject({ kind: v.literal('trickle'), msPerByte: v.number() }),
  v.strictObject({ kind: v.literal('close-idle'), ms: v.number() }),
  v.strictObject({ kind: v.literal('refuse'), ms: number }),
  v.strictObject({ kind: v.literal('expiry'), signatureSeconds: number, sessionSeconds: number }),
])

/** A fault as JSON: all but a function in `match`. */
export const FAULT = v.strictObject({
  on: v.picklist(['platform', 'bucket']),
  match: v.exactOptional(
    v.strictObject({
      call: v.exactOptional(v.picklist(CALLS)),
      name: text,
      nameRegex: text,
      reused: flag,
    }),
  ),
  after: number,
  times: number,
  window: v.exactOptional(v.strictObject({ fromMs: number, forMs: v.number() })),
  eachName: flag,
  probability: number,
  seed: number,
  effect,
})

/** One fault or a list of them. Throws if the text is anything else. */
export function faultsFromJson(json: string): Fault[] {
  const parsed = v.parse(v.union([v.array(FAULT), FAULT]), JSON.parse(json))
  return Array.isArray(parsed) ? parsed : [parsed]
}
