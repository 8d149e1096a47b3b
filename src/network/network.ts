import { createSecureContext } from 'node:tls'
import type { Dispatcher } from 'undici'
import connectTunnel from 'undici/lib/api/api-connect.js'
import buildConnector from 'undici/lib/core/connect.js'
import Agent from 'undici/lib/dispatcher/agent.js'
import EnvHttpProxyAgent from 'undici/lib/dispatcher/env-http-proxy-agent.js'
import Pool from 'undici/lib/dispatcher/pool.js'
import { isLoopback } from './address.ts'
import { networkFault, ProxyError } from './fault.ts'
import { TIME_LIMITS } from './limits.ts'
import type { Proxies } from './proxies.ts'

/** A way to the network. */
export type Network = Pick<Dispatcher, 'dispatch' | 'destroy'>

/** Opens a way to the network with at most `connections` at once to each host. */
export function openNetwork(
  { http, https, except }: Proxies,
  connections: number,
  limits = TIME_LIMITS,
): Network {
  const options: Agent.Options = {
    connections,
    pipelining: 1,
    connect: connector(limits.connect),
    // S3 speaks HTTP/1.1, and asking for more costs the first request a round trip.
    allowH2: false,
    connectTimeout: limits.connect,
    headersTimeout: limits.silence,
    bodyTimeout: limits.silence,
    keepAliveTimeout: limits.idle,
    keepAliveMaxTimeout: limits.idle,
  }
  if (http === '' && https === '') return new Agent(options)
  return new EnvHttpProxyAgent({
    ...options,
    // The whole way is a tunnel, so that no proxy sees what is sent.
    proxyTunnel: true,
    clientFactory: (proxy, given) =>
      new ProxyPool(proxy, { ...given, headersTimeout: limits.silence }),
    // Plain http is for this machine alone, and a proxy elsewhere would look for it on its own.
    httpProxy: http !== '' && isLoopback(new URL(http)) ? http : '',
    httpsProxy: https || http,
    noProxy: except,
  })
}

/** Connects to hosts, with one TLS context for all: each would read every authority's certificate anew. */
function connector(timeout: number): buildConnector.connector {
  // TCP's own probes would begin after a minute, when `silence` has long ended the request.
  const options = { timeout, allowH2: false, keepAlive: false }
  const plain = buildConnector(options)
  let secure: buildConnector.connector | undefined
  return (host, callback) => {
    if (host.protocol !== 'https:') {
      plain(host, withBytesRead(callback))
      return
    }
    secure ??= buildConnector({ ...options, secureContext: createSecureContext() })
    secure(host, withBytesRead(callback))
  }
}

/** Lets a connection's errors tell what it has brought so far, as undici's own do. */
function withBytesRead(callback: buildConnector.Callback): buildConnector.Callback {
  return (...result) => {
    const [, socket] = result
    socket?.prependListener('error', (error) => {
      Object.assign(error, { socket: { bytesRead: socket.bytesRead } })
    })
    callback(...result)
  }
}

/** The connections to a proxy: what goes wrong there is not the fault of the host behind it. */
class ProxyPool extends Pool {
  readonly #proxy: string

  constructor(proxy: URL, options: Pool.Options) {
    super(proxy, options)
    this.#proxy = proxy.host
  }

  override async connect(
    options: Omit<Dispatcher.ConnectOptions, 'origin'>,
  ): Promise<Dispatcher.ConnectData> {
    const tunnel = await connectTunnel.call(this, options).catch((error: unknown) => {
      throw new ProxyError(this.#proxy, networkFault(error))
    })
    if (tunnel.statusCode === 200) return tunnel
    tunnel.socket.on('error', () => undefined).destroy()
    throw new ProxyError(this.#proxy, tunnel.statusCode)
  }
}
