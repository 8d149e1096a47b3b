import { createServer } from 'node:http'
import type { IncomingMessage, RequestListener } from 'node:http'
import { buffer } from 'node:stream/consumers'
import * as v from 'valibot'

/** A server of the test's own, and what it was asked. */
export interface Front extends AsyncDisposable {
  readonly url: string
  readonly requests: readonly { readonly headers: string; readonly body: string }[]
}

const Created = v.looseObject({
  session_id: v.optional(v.string()),
  expires_at: v.string(),
  aws_prefixed_request_config: v.object({
    url: v.string(),
    fields: v.record(v.string(), v.string()),
  }),
})
/** The platform's answer to "create". */
export type Created = v.InferOutput<typeof Created>

/** Stands in front of a platform and changes its answers to "create": into JSON, or into any text. */
export async function startFront(
  apiUrl: string,
  change: (created: Created) => unknown,
): Promise<Front> {
  return startServer(async (request, body) => {
    const answer = await fetch(apiUrl + (request.url ?? ''), {
      method: request.method ?? 'GET',
      headers: {
        authorization: request.headers.authorization ?? '',
        'content-type': 'application/json',
      },
      body: request.method === 'GET' ? null : body,
    })
    const text = await answer.text()
    if (answer.status !== 201) return { status: answer.status, body: text }
    const changed = change(v.parse(Created, JSON.parse(text)))
    return {
      status: 201,
      headers: { 'content-type': 'application/json' },
      body: typeof changed === 'string' ? changed : JSON.stringify(changed),
    }
  })
}

export interface Answer {
  readonly status: number
  readonly headers?: Record<string, string>
  readonly body?: string
}

/** Starts a server on 127.0.0.1 and a free port that answers by a function, and remembers. */
export async function startServer(
  answer: (request: IncomingMessage, body: Buffer) => Answer | Promise<Answer>,
): Promise<Front> {
  const requests: { headers: string; body: string }[] = []
  const handle: RequestListener = (request, response) => {
    void buffer(request).then(async (body) => {
      requests.push({ headers: JSON.stringify(request.headers), body: body.toString('latin1') })
      const { status, headers = {}, body: text = '' } = await answer(request, body)
      response.writeHead(status, headers).end(text)
    })
  }
  const server = createServer(handle)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening on a port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
