import * as v from 'valibot'
import { METADATA, REASON } from './json-records.ts'
import type { Sandbox } from './sandbox.ts'

const file = v.strictObject({
  name: v.string(),
  content: v.exactOptional(v.string()),
  meta: v.exactOptional(METADATA),
  size: v.exactOptional(v.number()),
  createdAt: v.exactOptional(v.string()),
})

/** What another process can have the sandbox do, each named as `Sandbox` and `Publisher` name it. */
const action = v.variant('do', [
  v.strictObject({ do: v.literal('put'), workspace: v.string(), file }),
  v.strictObject({ do: v.literal('delete'), workspace: v.string(), fileId: v.string() }),
  v.strictObject({
    do: v.literal('editMetadata'),
    workspace: v.string(),
    fileId: v.string(),
    meta: METADATA,
  }),
  v.strictObject({ do: v.picklist(['holdIngestion', 'releaseIngestion']) }),
  v.strictObject({ do: v.literal('reject'), name: v.string(), reason: v.exactOptional(REASON) }),
])

/** One thing to do or a list of them, in their order. Throws if the text is anything else. */
export function actionsFromJson(json: string): v.InferOutput<typeof action>[] {
  const parsed = v.parse(v.union([v.array(action), action]), JSON.parse(json))
  return Array.isArray(parsed) ? parsed : [parsed]
}

export function carryOut(
  action: ReturnType<typeof actionsFromJson>[number],
  sandbox: Sandbox,
): void {
  switch (action.do) {
    case 'put':
      sandbox.publisher(action.workspace).put(action.file)
      break
    case 'delete':
      sandbox.publisher(action.workspace).delete(action.fileId)
      break
    case 'editMetadata':
      sandbox.publisher(action.workspace).editMetadata(action.fileId, action.meta)
      break
    case 'holdIngestion':
      sandbox.holdIngestion()
      break
    case 'releaseIngestion':
      sandbox.releaseIngestion()
      break
    case 'reject':
      sandbox.reject(action.name, action.reason)
      break
  }
}
