import { isLoopback } from '../network/address.ts'
import type { Platform, SessionRequest } from '../platform/client.ts'
import { SessionId, type CreatedSession } from '../platform/schemas.ts'
import { PublishError } from '../report/publish-error.ts'
import { createDestination, type Destination } from '../storage/destination.ts'
import * as v from 'valibot'

/** An open upload session and where its objects go. */
export interface Session {
  readonly id: string
  /** The API's own words: an RFC 3339 date-time. */
  readonly expiresAt: string
  readonly destination: () => Destination
}

/**
 * Opens an upload session. Its destination is made when it is asked for, so that a session whose
 * storage cannot be used is known by its id and can be closed.
 *
 * @throws a `PublishError` where the platform refuses, or gives no id to close the session by
 */
export async function openSession(
  platform: Platform,
  apiUrl: URL,
  request: SessionRequest,
  signal: AbortSignal,
): Promise<Session & { readonly secrets: readonly string[] }> {
  const created = await platform.createSession(request, signal)
  const config = created.aws_prefixed_request_config
  return {
    id: idOf(created),
    expiresAt: created.expires_at,
    secrets: secretsOf(config.fields),
    destination: () => createDestination(config, isLoopback(apiUrl)),
  }
}

/** The id as the API gave it, else as it stands in the key: `<org>/<workspace>/<session>/${filename}`. */
function idOf(created: CreatedSession): string {
  if (typeof created.session_id === 'string' && created.session_id !== '') return created.session_id
  const key = created.aws_prefixed_request_config.fields['key'] ?? ''
  const id = key.replace('${filename}', '').split('/').filter(Boolean).at(-1)
  if (v.is(SessionId, id)) return id
  throw new PublishError(
    'The platform opened an upload session without saying which: neither the answer nor the key of its form names it. Run the step again; the session closes by itself when it expires.',
  )
}

/** Whoever has these can write into the session. */
function secretsOf(fields: Readonly<Record<string, string>>): string[] {
  return Object.entries(fields)
    .filter(([name]) => /policy|credential|token|signature/i.test(name))
    .map(([, value]) => value)
}
