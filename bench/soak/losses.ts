import { readFile } from 'node:fs/promises'
import { array, boolean, object, parse, string } from 'valibot'
import type { StepResult } from '../../sandbox/runner.ts'
import type { Sandbox, StoredObject } from '../../sandbox/sandbox.ts'
import type { SoakDocument } from './documents.ts'

const Described = object({ content_sha256: string() })
const Ids = array(string())
const Report = object({ sessions: array(object({ closed: boolean() })) })

/**
 * What is not as it must be after a run in which nothing permanent went wrong, its main step and its
 * post step; empty if all is well.
 *
 * @param main what the main step came to
 * @param post what the post step came to
 */
export async function lossesOf(
  documents: readonly SoakDocument[],
  main: StepResult,
  post: StepResult | undefined,
  sandbox: Sandbox,
  workspace: string,
  lostSessions: number,
): Promise<string[]> {
  await sandbox.ingested()
  const losses: string[] = []
  const hold = (holds: boolean, loss: string): void => {
    if (!holds) losses.push(loss)
  }
  const uploaded = main.outputs['documents-uploaded'] ?? ''
  // A session that the API does not let it close, the main step leaves to the post step, and says so.
  const mayFail = await leavesSessions(main)
  hold(main.exitCode === 0 || mayFail, `exit code ${main.exitCode ?? 'none'}`)
  hold(post?.exitCode === 0, `exit code ${post?.exitCode ?? 'none'} of the post step`)
  hold(uploaded === String(documents.length), `${uploaded} of ${documents.length} uploaded`)

  const ours = parse(Ids, JSON.parse(main.outputs['session-ids'] || '[]'))
  const sessions = sandbox.sessions.filter(({ id }) => ours.includes(id))
  hold(sessions.length > 0, 'no session')
  const unknown = sandbox.sessions.length - sessions.length
  hold(unknown <= lostSessions, `${unknown} sessions that no output names`)
  for (const { id, status, late } of sessions) {
    hold(status === 'CLOSED', `session ${id} is ${status}`)
    hold(late.length === 0, `${late.length} objects came after session ${id} was closed`)
  }

  const objects = sessions.flatMap((session) => session.objects)
  const files = new Map(sandbox.files(workspace).map((file) => [file.name, file]))
  hold(objects.length === 2 * documents.length, `${objects.length} objects stored`)
  for (const { name, sha256, size } of documents) {
    const stored = objects.findIndex((each) => each.name === name)
    const described = objects.findIndex((each) => each.name === `${name}.meta.json`)
    const document = objects[stored]
    const metadata = objects[described]
    hold(document?.sha256 === sha256 && document.size === size, `${name}: not stored as it is`)
    hold(described >= 0 && described < stored, `${name}: stored before its metadata`)
    hold(hashIn(metadata) === sha256, `${name}: its metadata has another hash`)
    hold(files.get(name)?.sha256 === sha256, `${name}: not in the workspace`)
  }
  return losses
}

/** Whether the step reports a session that it could not close. */
async function leavesSessions({ outputs }: StepResult): Promise<boolean> {
  const path = outputs['report'] ?? ''
  if (path === '') return false
  const { sessions } = parse(Report, JSON.parse(await readFile(path, 'utf8')))
  return sessions.some(({ closed }) => !closed)
}

function hashIn(metadata: StoredObject | undefined): string | undefined {
  if (metadata?.content === undefined) return undefined
  return parse(Described, JSON.parse(metadata.content.toString())).content_sha256
}
