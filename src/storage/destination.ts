import { isLoopback, isSafeAddress } from '../network/address.ts'
import { PublishError } from '../log/publish-error.ts'
import { createForm, type UploadForm } from './form.ts'

/** An address, and what a request takes of it: asking a `URL` each time costs more than the rest of a request. */
interface Target {
  readonly address: URL
  readonly origin: string
  readonly path: string
}

/** Where the objects of one session go. The target changes when S3 redirects. */
export interface Destination {
  readonly form: UploadForm
  target: Target
}

/**
 * Takes the presigned POST that the platform gave for a session.
 *
 * @param local whether the platform itself is on this machine: only then may its storage be
 * @throws a `PublishError` where documents must not be sent to that address
 */
export function createDestination(
  config: { readonly url: string; readonly fields: Readonly<Record<string, string>> },
  local: boolean,
): Destination {
  const address = new URL(config.url)
  if (!isSafeAddress(address) || (isLoopback(address) && !local)) {
    throw new PublishError(
      `The platform names ${address.protocol}//${address.host} as the storage for this session, which is not an https address that documents may be sent to. Check the input "api-url".`,
    )
  }
  return { form: createForm(config.fields), target: targetOf(address) }
}

export function targetOf(address: URL): Target {
  return { address, origin: address.origin, path: address.pathname + address.search }
}
