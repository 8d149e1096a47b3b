import { array, object, parse, string } from 'valibot'
import type { StepResult } from '../../sandbox/runner.ts'
import type { Sandbox, StoredObject } from '../../sandbox/sandbox.ts'
import type { SoakDocument } from './documents.ts'

const Described = object({ content_sha256: string() })
const Ids = array(string())

/** What is not as it must be after a run in which nothing permanent went wrong; empty if all is well. */
export async function lossesOf(
  documents: readonly SoakDocument[],
  result: StepResult,
  sandbox: Sandbox,
  workspace: string,
  lostSessions: number,
): Promise<string[]> {
  await sandbox.ingested()
  const losses: string[] = []
  const hold = (holds: boolean, loss: string): void => {
    if (!holds) losses.push(loss)
  }
  const uploaded = result.outputs['documents-uploaded'] ?? ''
  hold(result.exitCode === 0, `exit code ${result.exitCode ?? 'none'}`)
  hold(uploaded === String(documents.length), `${uploaded} of ${documents.length} uploaded`)

  const ours = parse(Ids, JSON.parse(result.outputs['session-ids'] || '[]'))
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

function hashIn(metadata: StoredObject | undefined): string | undefined {
  if (metadata?.content === undefined) return undefined
  return parse(Described, JSON.parse(metadata.content.toString())).content_sha256
}
