import type { Deadline } from '../network/deadline.ts'
import { expectAnswer, type Call, type Caller } from './call.ts'
import { filePath } from './commands.ts'
import { isHtml, NotAllowedError, refusal, RefusedQueryError } from './errors.ts'
import { FileList, fileOfRow, FileMetadata, type ListedFile } from './file-schemas.ts'

/** Which files to list, and how many. */
export interface FileQuery {
  /** Files a page may have. */
  readonly limit: number
  /** Whether they come in the order of their names, whatever that is; else in the platform's own, by date. */
  readonly byName: boolean
  /** OData over metadata, of which exact matches joined by `and` are promised. */
  readonly filter?: string
  /** A part of the name. */
  readonly namePart?: string
  /** The place that the page begins after. */
  readonly after?: FilePlace
}

/** A place in the list: the value of what it is sorted by, and where that is the same the id. */
export interface FilePlace {
  readonly value: string
  readonly id: string
}

/** One page of the list. The platform may leave out what it likes. */
export interface FilePage {
  readonly files: readonly ListedFile[]
  /** Rows without an id or a name that can be used. */
  readonly unreadable: number
  /** How many files the whole list has. */
  readonly total: number | undefined
  readonly hasMore: boolean | undefined
}

/** The calls of the platform that are about the workspace's files. */
export interface FileCalls {
  /**
   * One page of the workspace's files.
   *
   * @param onThrottled told of each answer that asks to send less (HTTP 429); the call is made again all the same
   * @throws a `RefusedQueryError` where the platform does not take the query
   */
  listFiles(query: FileQuery, deadline: Deadline, onThrottled?: () => void): Promise<FilePage>
  /** A file's metadata; undefined where there is no such file. */
  fileMetadata(
    id: string,
    deadline: Deadline,
  ): Promise<Readonly<Record<string, unknown>> | undefined>
  /**
   * Deletes one file, by one attempt: whoever deletes looks at the file right before.
   *
   * @returns `gone` where there is no such file, perhaps as the answer to an earlier attempt was lost
   * @throws a `NotAllowedError` where the key may not do that; an `UnansweredError`, at once, after a fault that passes
   */
  deleteFile(id: string, deadline: Deadline): Promise<'deleted' | 'gone'>
}

/** Speaks of files with the API of one workspace. */
export function fileCalls(caller: Caller): FileCalls {
  return {
    async listFiles(query, deadline, onThrottled) {
      const answered = await caller.ask({
        method: 'GET',
        path: `/files?${searchOf(query)}`,
        purpose: 'list the files of the workspace',
        repeats: true,
        deadline,
        ...(onThrottled && { onThrottled }),
      })
      const { answer, context } = answered
      // A cursor that names no file may be one that is not found. What else a page is asked for by has
      // been taken for the page before.
      const refused = query.after === undefined ? [400, 422] : [400, 404, 422]
      const suspects = query.after === undefined ? [] : ['after_value', 'after_file_id']
      if (refused.includes(answer.status) && !isHtml(answer))
        throw new RefusedQueryError(refusal(answer, context).message, answer, suspects)
      const { data, total, has_more } = expectAnswer(answered, [200], FileList)
      const files = data.map(fileOfRow).filter((file) => file !== undefined)
      return { files, unreadable: data.length - files.length, total, hasMore: has_more }
    },

    async fileMetadata(id, deadline) {
      const call = aboutFile('GET', `${filePath(id)}/meta`, `read the metadata of file ${id}`)
      const answered = await caller.ask({ ...call, deadline })
      if (isMissing(answered.answer)) return undefined
      return expectAnswer(answered, [200], FileMetadata)
    },

    async deleteFile(id, deadline) {
      const call = aboutFile('DELETE', filePath(id), `delete file ${id}`)
      const { answer, context } = await caller.ask({ ...call, isTriedOnce: true, deadline })
      if ([200, 202, 204].includes(answer.status) && !isHtml(answer)) return 'deleted'
      if (isMissing(answer)) return 'gone'
      const problem = refusal(answer, context)
      if (answer.status !== 401 && answer.status !== 403) throw problem
      throw new NotAllowedError(
        `${problem.message} Without the input "prune" nothing is deleted, and such files stay.`,
      )
    },
  }
}

function aboutFile(
  method: 'GET' | 'DELETE',
  path: string,
  purpose: string,
): Omit<Call, 'deadline'> {
  return { method, path, purpose, repeats: true }
}

/** A page of a proxy's says nothing of a file. */
function isMissing(answer: Parameters<typeof isHtml>[0]): boolean {
  return answer.status === 404 && !isHtml(answer)
}

function searchOf({ limit, byName, filter, namePart, after }: FileQuery): string {
  const parameters = Object.entries({
    limit: String(limit),
    field: byName ? 'name' : undefined,
    order: byName ? 'ASC' : undefined,
    filter,
    name: namePart,
    after_value: after?.value,
    after_file_id: after?.id,
  })
  return parameters
    .filter((pair): pair is [string, string] => pair[1] !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`)
    .join('&')
}
