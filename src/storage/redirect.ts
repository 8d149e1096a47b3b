import { isSafeAddress } from '../network/address.ts'

/** How often one object may be redirected. */
export const MOST_REDIRECTS = 3

const S3_DOMAINS = ['.amazonaws.com', '.amazonaws.com.cn']

/**
 * Where a 307 leads: young buckets send their clients to the region's own host for a while (S3's
 * documentation). The form holds credentials, so it goes only to the same host or to another one of
 * the same S3 domain, and never from https to http; `undefined` for anywhere else.
 */
export function redirectTarget(from: URL, location: string): URL | undefined {
  if (!URL.canParse(location, from.href)) return undefined
  const to = new URL(location, from.href)
  if (!isSafeAddress(to) || to.protocol !== from.protocol) return undefined
  if (to.hostname === from.hostname) return to
  const shared = S3_DOMAINS.some(
    (domain) => from.hostname.endsWith(domain) && to.hostname.endsWith(domain),
  )
  return shared ? to : undefined
}
