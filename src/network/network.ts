import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici'

/** The proxies of the environment; empty strings where there are none. */
export interface Proxies {
  readonly http: string
  readonly https: string
  /** Hosts that are spoken to directly, as `NO_PROXY` lists them. */
  readonly except: string
}

const CONNECT_MILLISECONDS = 10_000
/** A silence this long, while sending or waiting, is a stall. */
const SILENCE_MILLISECONDS = 30_000
/** S3 closes an idle connection after some seconds; letting go first avoids most races with it. */
const KEEP_ALIVE_MILLISECONDS = 4_000

/** Opens a way to the network with at most `connections` at once to each host. */
export function openNetwork(proxies: Proxies, connections: number): Dispatcher {
  const options: Agent.Options = {
    connections,
    pipelining: 1,
    connect: { timeout: CONNECT_MILLISECONDS },
    headersTimeout: SILENCE_MILLISECONDS,
    bodyTimeout: SILENCE_MILLISECONDS,
    keepAliveTimeout: KEEP_ALIVE_MILLISECONDS,
    keepAliveMaxTimeout: KEEP_ALIVE_MILLISECONDS,
  }
  if (proxies.http === '' && proxies.https === '') return new Agent(options)
  return new EnvHttpProxyAgent({
    ...options,
    httpProxy: proxies.http,
    httpsProxy: proxies.https,
    noProxy: proxies.except,
  })
}
