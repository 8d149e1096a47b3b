import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { IncomingMessage, Server } from 'node:http'
import { connect } from 'node:net'
import type { Duplex } from 'node:stream'

export interface ProxyOptions {
  /** Who may use it, by Basic authentication; everybody by default. */
  readonly credentials?: { readonly name: string; readonly password: string }
  /** Answers every CONNECT with this status instead. */
  readonly refuses?: number
  /** Refuses, as it says, only the way to hosts for which this is true. */
  readonly refusesOnly?: (host: string) => boolean
  /** Takes every CONNECT and never answers. */
  readonly silent?: boolean
  /** Speaks TLS itself, with this key and certificate in PEM. */
  readonly tls?: { readonly key: string; readonly cert: string }
}

/** A proxy that opens tunnels by CONNECT, and what went through it. */
export interface Proxy extends AsyncDisposable {
  /** With the credentials, percent-encoded. */
  readonly url: string
  /** Its host and port. */
  readonly host: string
  /** The `host:port` that each tunnel led to, in the order they were opened. */
  readonly tunnels: readonly string[]
  /** The first bytes that came through each tunnel from the client. */
  readonly openings: readonly Buffer[]
  /** What it was asked without a tunnel, as other proxies may be: method and address. */
  readonly plain: readonly string[]
  /** CONNECTs that it refused. */
  readonly refused: number
}

/** Starts a proxy on 127.0.0.1 and a free port. */
export async function startProxy(options: ProxyOptions = {}): Promise<Proxy> {
  const { tls, silent = false } = options
  const tunnels: string[] = []
  const openings: Buffer[] = []
  const plain: string[] = []
  const sockets = new Set<Duplex>()
  let refused = 0
  const server: Server = tls ? createHttpsServer(tls) : createHttpServer()
  const keep = (socket: Duplex): void => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy()).on('close', () => sockets.delete(socket))
  }
  server.on(tls ? 'secureConnection' : 'connection', keep)
  server.on('request', ({ method, url }: IncomingMessage, response) => {
    plain.push(`${method} ${url}`)
    response.writeHead(501).end()
  })
  server.on('connect', (request: IncomingMessage, client: Duplex) => {
    if (silent) return
    const { url = '' } = request
    const refusal = refusalOf(url, request, options)
    if (refusal !== undefined) {
      refused += 1
      client.end(
        `HTTP/1.1 ${refusal} Refused\r\nproxy-authenticate: Basic\r\ncontent-length: 0\r\n\r\n`,
      )
      return
    }
    const { hostname, port } = new URL(`tunnel://${url}`)
    tunnels.push(url)
    let isOpen = false
    const host = connect(Number(port), hostname, () => {
      isOpen = true
      client.write('HTTP/1.1 200 Connection established\r\n\r\n')
      client.once('data', (bytes: Buffer) => openings.push(bytes))
      client.pipe(host).pipe(client)
    })
    keep(host)
    host.on('close', () => {
      if (!isOpen) client.end('HTTP/1.1 502 Bad gateway\r\n\r\n')
      else client.destroy()
    })
    client.on('close', () => host.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${portOf(server)}`
  return {
    url: `${tls ? 'https' : 'http'}://${userInfo(options.credentials)}${host}`,
    host,
    tunnels,
    openings,
    plain,
    get refused() {
      return refused
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening on a port')
  return address.port
}

function userInfo(credentials: ProxyOptions['credentials']): string {
  if (credentials === undefined) return ''
  return `${encodeURIComponent(credentials.name)}:${encodeURIComponent(credentials.password)}@`
}

/** The status by which a CONNECT is refused, if it is. */
function refusalOf(
  host: string,
  { headers }: IncomingMessage,
  { credentials, refuses, refusesOnly = () => true }: ProxyOptions,
): number | undefined {
  if (refuses !== undefined && refusesOnly(host)) return refuses
  if (credentials === undefined) return undefined
  const basic = Buffer.from(`${credentials.name}:${credentials.password}`).toString('base64')
  return headers['proxy-authorization'] === `Basic ${basic}` ? undefined : 407
}
