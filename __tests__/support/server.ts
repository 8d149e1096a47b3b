import { createServer } from 'node:net'
import type { Socket } from 'node:net'

/** A server of raw bytes on 127.0.0.1 and a free port. */
export interface RawServer extends AsyncDisposable {
  readonly origin: string
}

/** Starts a server that does something once a connection has brought its first bytes. */
export async function startRaw(serve: (socket: Socket, first: Buffer) => void): Promise<RawServer> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    // Whoever is cut off resets the connection.
    socket.on('error', () => undefined)
    socket.once('data', (first: Buffer) => {
      serve(socket, first)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening on a port')
  return {
    origin: `http://127.0.0.1:${address.port}`,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
