/** 408 and 429 ask for another attempt; the others are a server's or a gateway's own trouble (RFC 9110, RFC 6585). */
const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504])

/** Whether a request that is answered with this HTTP status may well succeed a little later. */
export function isTransientStatus(status: number): boolean {
  return TRANSIENT_STATUSES.has(status)
}
