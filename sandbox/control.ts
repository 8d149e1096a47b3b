import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { actionsFromJson, carryOut } from './json-actions.ts'
import { faultsFromJson } from './json-faults.ts'
import { Listener } from './listener.ts'
import type { RequestRecord } from './records.ts'
import type { Sandbox } from './sandbox.ts'

/**
 * A port by which another process reads and steers the sandbox:
 *
 * - `GET /state`: sessions, objects, files by workspace, the platform's requests and the counters, all without contents
 * - `GET /counters`: the counters, the platform's requests by call, what the outages have struck, and each session's id,
 *   status and number of objects
 * - `GET /ingested`: the state, once the ingestion of every ended session is over
 * - `POST /actions`: puts, deletes and edits files as another publisher, holds and releases ingestion, rejects documents:
 *   one action or a list, as `json-actions.ts` has them
 * - `POST /faults`: adds one fault, or a list; `POST /clear`: ends them all
 */
export async function startControl(sandbox: Sandbox): Promise<Listener> {
  return Listener.start((request, response) => {
    void answer(sandbox, request).then(
      (body) =>
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body)),
      (error: unknown) => response.writeHead(400).end(String(error)),
    )
  })
}

async function answer(sandbox: Sandbox, request: IncomingMessage): Promise<unknown> {
  switch (`${request.method} ${request.url}`) {
    case 'GET /state':
      return state(sandbox)
    case 'GET /counters':
      return {
        bucketRequests: sandbox.bucketRequests,
        platformRequests: countByCall(sandbox.requests),
        outages: sandbox.outages,
        sessions: sandbox.sessions.map(({ id, status, objects }) => ({
          id,
          status,
          objects: objects.length,
        })),
      }
    case 'GET /ingested':
      await sandbox.ingested()
      return state(sandbox)
    case 'POST /actions':
      for (const action of actionsFromJson(await text(request))) carryOut(action, sandbox)
      return {}
    case 'POST /faults':
      for (const fault of faultsFromJson(await text(request))) sandbox.fault(fault)
      return {}
    case 'POST /clear':
      await sandbox.clearFaults()
      return {}
    default:
      throw new Error(`no such call: ${request.method} ${request.url}`)
  }
}

function state(sandbox: Sandbox): unknown {
  const sessions = sandbox.sessions.map((session) => ({
    ...session,
    objects: session.objects.map(withoutContent),
    late: session.late.map(withoutContent),
  }))
  const files = sandbox
    .workspaces()
    .map((name) => [name, sandbox.files(name).map(withoutContent)] as const)
  return {
    sessions,
    objects: sandbox.objects().map(withoutContent),
    files: Object.fromEntries(files),
    requests: sandbox.requests,
    bucketRequests: sandbox.bucketRequests,
  }
}

function countByCall(requests: readonly RequestRecord[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { call } of requests) counts[call] = (counts[call] ?? 0) + 1
  return counts
}

function withoutContent<T extends { content?: Buffer }>(held: T): T {
  const copy = { ...held }
  delete copy.content
  return copy
}
