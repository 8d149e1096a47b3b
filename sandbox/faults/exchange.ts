import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Listener } from '../listener.ts'
import type { Outage, Plan } from './faults.ts'
import type { AnswerEffect } from './fault.ts'

/** A whole HTTP answer. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | number>>
  readonly body: string
}

/** One request under a plan: the answer it gets, or what it gets instead. */
export class Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly listener: Listener
  /** Told once: the status that was answered, or 0 if the answer was lost on purpose. */
  readonly ended: (status: number) => void

  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    listener: Listener,
    ended: (status: number) => void,
  ) {
    this.request = request
    this.response = response
    this.listener = listener
    this.ended = ended
  }

  /** Gives the answer of a request that was handled, as far as the plan lets it through. */
  answer(answer: Answer, plan: Plan): void {
    after(plan.delayMs, () => {
      this.#answerNow(answer, plan)
    })
  }

  /** Does what the plan has instead of an answer. `answerOf` puts an answer into the service's own form. */
  fail(outage: Outage, plan: Plan, answerOf: (effect: AnswerEffect) => Answer): void {
    if (outage.kind === 'half-open') this.request.pause()
    else this.request.resume()
    after(plan.delayMs, () => {
      this.#failNow(outage, plan, answerOf)
    })
  }

  #answerNow(answer: Answer, plan: Plan): void {
    this.ended(answer.status)
    if (plan.msPerByte !== undefined) {
      this.#trickle(answer, plan.msPerByte)
      return
    }
    // S3 gives no `Keep-Alive` hint; node's server does unless it is given this header.
    const connection = this.response.shouldKeepAlive ? 'keep-alive' : 'close'
    this.response.writeHead(answer.status, { connection, ...answer.headers })
    this.response.end(answer.body)
    if (plan.closeAfterMs === undefined) return
    const { socket } = this.request
    after(plan.closeAfterMs, () => socket.destroy())
  }

  #failNow(outage: Outage, plan: Plan, answerOf: (effect: AnswerEffect) => Answer): void {
    if (outage.kind === 'answer') {
      this.#answerNow(answerOf(outage), plan)
      return
    }
    this.ended(0)
    if (outage.kind === 'reset') this.listener.reset(this.request)
    else if (outage.kind === 'hang-up') this.request.socket.end()
    else if (outage.kind === 'endless') this.#endless()
  }

  /** Written past node's own server, which would send the head in one piece. */
  #trickle(answer: Answer, msPerByte: number): void {
    const { socket } = this.request
    const headers = Object.entries({
      ...answer.headers,
      'content-length': Buffer.byteLength(answer.body),
    })
    const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')
    const bytes = Buffer.from(`HTTP/1.1 ${answer.status} Slow\r\n${head}\r\n${answer.body}`)
    let sent = 0
    const timer = setInterval(() => {
      socket.write(bytes.subarray(sent, (sent += 1)))
      if (sent >= bytes.length) socket.end()
      if (sent >= bytes.length || socket.destroyed) clearInterval(timer)
    }, msPerByte)
    socket.on('close', () => {
      clearInterval(timer)
    })
  }

  #endless(): void {
    const filler = Buffer.alloc(16_384, ' ')
    this.response.writeHead(200, { 'content-type': 'text/html' })
    const timer = setInterval(() => {
      if (!this.response.writableNeedDrain) this.response.write(filler)
    }, 10)
    this.response.on('close', () => {
      clearInterval(timer)
    })
  }
}

/** Without keeping a process alive whose sandbox has stopped. */
function after(ms: number, act: () => void): void {
  if (ms > 0) setTimeout(act, ms).unref()
  else act()
}
