import { isLoopback, isSafeAddress } from '../network/address.ts'
import { PublishError } from '../log/publish-error.ts'
import { createForm, type UploadForm } from './form.ts'

/** Where the objects of one session go. The address changes when S3 says that it has moved. */
export interface Destination {
  readonly form: UploadForm
  address: URL
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
  return { form: createForm(config.fields), address }
}
