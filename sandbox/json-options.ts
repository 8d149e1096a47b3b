import * as v from 'valibot'
import { FAULT } from './json-faults.ts'
import { METADATA, REASON } from './json-records.ts'
import type { SandboxOptions } from './options.ts'

const number = v.exactOptional(v.number())
const text = v.exactOptional(v.string())
const flag = v.exactOptional(v.boolean())
const texts = v.exactOptional(v.array(v.string()))

const WRITE_MODES = ['KEEP', 'OVERWRITE', 'FAIL', 'TEMPORARY'] as const

const parameters = v.exactOptional(
  v.array(v.picklist(['limit', 'filter', 'name', 'field', 'cursor'])),
)

const options = v.strictObject({
  apiKey: text,
  workspaces: texts,
  forbiddenWorkspaces: texts,
  freePlan: flag,
  maxOpenSessions: number,
  maxObjects: number,
  leaveOutOptionalKeys: flag,
  filenameInKey: flag,
  fields: v.exactOptional(v.record(v.string(), v.string())),
  sizeRange: v.exactOptional(v.tuple([v.number(), v.number()])),
  secondClose: v.exactOptional(v.picklist([204, 409])),
  ingestion: v.exactOptional(
    v.strictObject({
      delayMs: number,
      fileMs: number,
      keptFile: v.exactOptional(v.picklist(['FINISHED', 'FAILED'])),
      keep: v.exactOptional(v.picklist(['existing', 'both'])),
      overwriteKeepsId: flag,
      overwriteLeavesOthers: flag,
      held: flag,
      rejected: v.exactOptional(v.record(v.string(), REASON)),
    }),
  ),
  mayDelete: flag,
  namesIgnoreCase: flag,
  files: v.exactOptional(
    v.strictObject({
      collation: v.exactOptional(v.picklist(['bytes', 'icu'])),
      drop: parameters,
      refuse: parameters,
      shift: number,
      totals: v.exactOptional(v.picklist(['all', 'rest'])),
      lagMs: number,
      addedMetadata: v.exactOptional(METADATA),
      wholeNumbersAsFloats: flag,
      timestampsWithOffset: flag,
      sizes: v.exactOptional(v.picklist(['bytes', 'with-metadata', 'text', 'null', 'absent'])),
    }),
  ),
  sessionList: v.exactOptional(
    v.strictObject({
      shuffled: flag,
      most: number,
      writeMode: v.exactOptional(v.picklist(WRITE_MODES)),
    }),
  ),
  keepContents: flag,
  keepAliveMs: number,
  tls: v.exactOptional(v.strictObject({ key: v.string(), cert: v.string() })),
  s3: v.exactOptional(
    v.strictObject({
      endpoint: v.string(),
      accessKeyId: v.string(),
      secretAccessKey: v.string(),
      bucket: text,
      region: text,
    }),
  ),
  faults: v.exactOptional(v.array(FAULT)),
})

/**
 * The sandbox's options as JSON: all but the clock and functions.
 *
 * @throws an `Error` that says which option is wrong
 */
export function optionsFromJson(json: string): SandboxOptions {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), options), json)
  if (parsed.success) return parsed.output
  const [issue] = parsed.issues
  throw new Error(`${v.getDotPath(issue) ?? 'JSON'}: ${issue.message}`)
}
