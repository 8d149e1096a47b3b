import { createServer as createHttpServer } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { IncomingMessage, RequestListener, Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'

export interface ListenerOptions {
  tls?: { key: string; cert: string } | undefined
  keepAliveMs?: number | undefined
}

/** A server on 127.0.0.1 and a free port whose connections can be reset, refused and ended at will. */
export class Listener {
  /** `http://127.0.0.1:PORT` or the same with https. */
  readonly url: string
  /** Connections accepted since the start. */
  connections = 0
  readonly #server: Server
  readonly #port: number
  /** Below TLS, by the peer's port: a TLS socket itself cannot be reset. */
  readonly #sockets: Map<number, Socket>
  #refusing: Promise<void> | undefined
  #reopening: NodeJS.Timeout | undefined
  #stopped = false

  private constructor(server: Server, sockets: Map<number, Socket>, protocol: string) {
    this.#server = server
    this.#sockets = sockets
    this.#port = portOf(server)
    this.url = `${protocol}://127.0.0.1:${this.#port}`
    server.on('connection', () => {
      this.connections += 1
    })
  }

  static async start(handler: RequestListener, options: ListenerOptions = {}): Promise<Listener> {
    const settings = { keepAliveTimeout: options.keepAliveMs ?? 20_000, requestTimeout: 0 }
    const server = options.tls
      ? createHttpsServer({ ...settings, ...options.tls }, handler)
      : createHttpServer(settings, handler)
    const sockets = new Map<number, Socket>()
    server.on('connection', (socket: Socket) => {
      const port = socket.remotePort
      // The peer may be gone already.
      if (port === undefined) return
      sockets.set(port, socket)
      socket.on('close', () => sockets.delete(port))
    })
    await listen(server, 0)
    return new Listener(server, sockets, options.tls ? 'https' : 'http')
  }

  /** Resets the connection a request came by. */
  reset(request: IncomingMessage): void {
    const socket = this.#sockets.get(request.socket.remotePort ?? 0)
    if (socket) socket.resetAndDestroy()
    else request.socket.destroy()
  }

  /** Resets all connections and refuses new ones, for `ms` or until `accept()`. */
  refuse(ms?: number): void {
    if (this.#stopped) return
    this.#refusing ??= new Promise((resolve) =>
      this.#server.close(() => {
        resolve()
      }),
    )
    for (const socket of this.#sockets.values()) socket.resetAndDestroy()
    clearTimeout(this.#reopening)
    if (ms !== undefined) this.#reopening = setTimeout(() => void this.accept(), ms)
  }

  /** Ends a refusal: the same port listens again. */
  async accept(): Promise<void> {
    const refusing = this.#refusing
    if (!refusing) return
    clearTimeout(this.#reopening)
    this.#refusing = undefined
    await refusing
    if (!this.#stopped) await listen(this.#server, this.#port)
  }

  /** Ends every connection, idle, busy or silent, and frees the port. */
  async stop(): Promise<void> {
    if (this.#stopped) return
    this.#stopped = true
    clearTimeout(this.#reopening)
    const closed =
      this.#refusing ??
      new Promise<void>((resolve) =>
        this.#server.close(() => {
          resolve()
        }),
      )
    for (const socket of this.#sockets.values()) socket.destroy()
    await closed
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ port, host: '127.0.0.1', backlog: 4096 }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening on a port')
  return address.port
}
