import type { Plan } from '../faults/faults.ts'
import type { Call } from '../records.ts'

/** One admitted request. */
export interface ApiRequest {
  readonly workspace: string
  readonly id: string
  readonly query: URLSearchParams
  readonly body: string
  readonly plan: Plan
}

export interface Reply {
  readonly status: number
  /** Answered as JSON; empty if undefined. */
  readonly body?: unknown
}

export type Calls = Readonly<
  Record<Exclude<Call, 'unknown'>, (request: ApiRequest) => Reply | Promise<Reply>>
>

/** A 200 with this body. */
export function ok(body: unknown): Reply {
  return { status: 200, body }
}
