import type { FileRecord } from '../records.ts'
import { ApiError } from './api-error.ts'
import { ok } from './calls.ts'
import type { Calls } from './calls.ts'
import { metadataFilter } from './filter.ts'
import { integer, jsonBody } from './validation.ts'
import type { Workspace } from './workspace.ts'

/** What the API does with a workspace's files. */
export function fileCalls(
  find: (workspace: string) => Workspace,
): Pick<Calls, 'list-files' | 'delete-file' | 'delete-files'> {
  return {
    'list-files': ({ workspace, query }) =>
      ok(listFiles(workspace, find(workspace).files(), query)),
    'delete-file': ({ workspace, id }) => {
      if (!find(workspace).delete(id)) throw new ApiError(404, 'File not found')
      return ok({})
    },
    'delete-files': ({ workspace, body }) => {
      const names = body === '' ? undefined : jsonBody(body)['names']
      const doomed = Array.isArray(names) && names.length > 0 ? new Set<unknown>(names) : undefined
      for (const { fileId, name } of find(workspace).files()) {
        if (!doomed || doomed.has(name)) find(workspace).delete(fileId)
      }
      return ok({})
    },
  }
}

/** Newest first; the cursor is the last file of the page before. */
function listFiles(
  workspace: string,
  files: readonly FileRecord[],
  query: URLSearchParams,
): unknown {
  const limit = integer(query, 'limit', 10, 100)
  const filter = query.get('filter')
  const name = query.get('name') ?? ''
  const found = files
    .filter(filter ? metadataFilter(filter) : () => true)
    .filter((file) => file.name.includes(name))
    .sort((a, b) => compare(b.createdAt, a.createdAt) || compare(b.fileId, a.fileId))
  const afterValue = query.get('after_value')
  const afterId = query.get('after_file_id') ?? ''
  const rest =
    afterValue === null
      ? found
      : found.filter(
          ({ createdAt, fileId }) =>
            createdAt < afterValue || (createdAt === afterValue && fileId < afterId),
        )
  const data = rest.slice(0, limit).map((file) => presentedFile(workspace, file))
  return { total: found.length, has_more: rest.length > limit, data }
}

function presentedFile(workspace: string, file: FileRecord): unknown {
  const url = `/api/v1/workspaces/${encodeURIComponent(workspace)}/files/${file.fileId}`
  return {
    file_id: file.fileId,
    name: file.name,
    size: file.size,
    created_at: file.createdAt,
    meta: file.meta,
    url,
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
