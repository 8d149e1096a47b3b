import type { FileOptions, SandboxOptions } from '../options.ts'
import { ApiError } from './api-error.ts'
import { ok } from './calls.ts'
import type { Calls } from './calls.ts'
import { fileQuery } from './file-query.ts'
import { presentedFile, presentedMetadata } from './presented-file.ts'
import type { Workspace } from './workspace.ts'

export interface FileSetting extends Pick<SandboxOptions, 'mayDelete' | 'files'> {
  workspace: (name: string) => Workspace
}

type FileCall = 'list-files' | 'get-metadata' | 'delete-file' | 'delete-files'

/** What the API does with a workspace's files. */
export function fileCalls(setting: FileSetting): Pick<Calls, FileCall> {
  const { workspace: find, files: options = {}, mayDelete = true } = setting
  return {
    'list-files': ({ workspace, query }) =>
      ok(listFiles(workspace, find(workspace), query, options)),
    'get-metadata': ({ workspace, id }) => {
      const file = find(workspace).file(id)
      if (!file) throw new ApiError(404, 'File not found')
      return ok(presentedMetadata(file.meta, options))
    },
    'delete-file': ({ workspace, id }) => {
      if (!mayDelete) throw new ApiError(403, 'You do not have permission to delete files')
      if (!find(workspace).delete(id)) throw new ApiError(404, 'File not found')
      return ok({})
    },
    // At the real platform it deletes other people's files, and without names all: nobody may come to call it.
    'delete-files': () => {
      throw new ApiError(403, 'The sandbox refuses DELETE /files: it deletes what is not yours')
    },
  }
}

/** One page, which begins after the cursor. */
function listFiles(
  name: string,
  workspace: Workspace,
  given: URLSearchParams,
  options: FileOptions,
): unknown {
  const { limit, after, ...selection } = fileQuery(given, options)
  const { found, passed } = workspace.listed.find(selection, after)
  const start = after ? Math.max(passed + (options.shift ?? 0), 0) : 0
  const data = found.slice(start, start + limit).map((file) => presentedFile(name, file, options))
  const total = options.totals === 'rest' ? found.length - start : found.length
  return { total, has_more: start + limit < found.length, data }
}
