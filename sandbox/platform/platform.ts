import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Clock } from '../clock.ts'
import { Exchange } from '../faults/exchange.ts'
import type { Answer } from '../faults/exchange.ts'
import type { AnswerEffect } from '../faults/fault.ts'
import { Faults } from '../faults/faults.ts'
import type { Plan } from '../faults/faults.ts'
import { Listener } from '../listener.ts'
import type { ListenerOptions } from '../listener.ts'
import type { SandboxOptions } from '../options.ts'
import type { RequestRecord } from '../records.ts'
import { ApiError } from './api-error.ts'
import type { Calls, Reply } from './calls.ts'
import { routeOf } from './routes.ts'

export interface PlatformOptions extends ListenerOptions, Pick<SandboxOptions, 'beforeRequest'> {
  apiKey: string
  clock: Clock
  /** Throws an ApiError for a workspace that is missing or forbidden. */
  admit: (workspace: string) => void
  calls: Calls
}

/** The platform's API. */
export class Platform {
  readonly requests: RequestRecord[] = []
  readonly faults: Faults
  readonly listener: Listener
  readonly #options: PlatformOptions
  readonly #usedSockets = new WeakSet<Socket>()

  private constructor(options: PlatformOptions, listener: Listener) {
    this.#options = options
    this.listener = listener
    this.faults = new Faults((ms) => {
      listener.refuse(ms)
    })
  }

  static async start(options: PlatformOptions): Promise<Platform> {
    const listener = await Listener.start(
      (request, response) => void platform.#handle(request, response),
      options,
    )
    const platform = new Platform(options, listener)
    return platform
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '', headers, socket } = request
    const { pathname } = new URL(url, this.listener.url)
    const { call, id } = routeOf(method, pathname)
    const reused = this.#usedSockets.has(socket)
    this.#usedSockets.add(socket)
    const plan = this.faults.plan({ on: 'platform', call, name: url, reused })
    const body = plan.instead?.kind === 'half-open' ? '' : await textOf(request)
    const record: RequestRecord = { call, id, method, path: url, headers, body, status: 0 }
    this.requests.push(record)
    const exchange = new Exchange(request, response, this.listener, (status) => {
      record.status = status
    })
    const faulty = (effect: AnswerEffect): Answer => this.#dated(answerOf(effect))
    if (plan.instead) {
      exchange.fail(plan.instead, plan, faulty)
      return
    }
    await this.#options.beforeRequest?.(record)
    const reply = await this.#reply(record, plan)
    if (plan.afterwards) exchange.fail(plan.afterwards, plan, faulty)
    else exchange.answer(this.#dated(json(reply)), plan)
  }

  /** The API goes by the sandbox's clock, not the machine's. */
  #dated(answer: Answer): Answer {
    const date = new Date(this.#options.clock.now()).toUTCString()
    return { ...answer, headers: { date, ...answer.headers } }
  }

  /** Does what the request asks. */
  async #reply({ method, path, headers, body }: RequestRecord, plan: Plan): Promise<Reply> {
    const { apiKey, admit, calls } = this.#options
    const { pathname, searchParams } = new URL(path, this.listener.url)
    const route = routeOf(method, pathname)
    try {
      if (headers['authorization'] !== `Bearer ${apiKey}`) throw new ApiError(401, 'Unauthorized')
      if (route.call === 'unknown') throw new ApiError(404, 'Not Found')
      admit(route.workspace)
      return await calls[route.call]({ ...route, query: searchParams, body, plan })
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      return { status: error.status, body: { detail: error.detail } }
    }
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk)
  } catch {
    // The client went away: what came is on record, and there is nobody to answer.
  }
  return Buffer.concat(chunks).toString()
}

function json({ status, body }: Reply): Answer {
  if (body === undefined) return { status, headers: {}, body: '' }
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

/** A fault's answer, in the form it asks for. */
function answerOf(effect: AnswerEffect): Answer {
  const { status, code = '', message = 'The sandbox was told to fail', headers = {} } = effect
  switch (effect.body) {
    case 'html':
      return {
        status,
        headers: { 'content-type': 'text/html', ...headers },
        body: `<html><body><h1>${message}</h1></body></html>`,
      }
    case 'empty':
      return { status, headers, body: '' }
    case 'xml':
      return {
        status,
        headers: { 'content-type': 'application/xml', ...headers },
        body: `<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
      }
    default: {
      const answer = json({ status, body: { detail: message } })
      return { ...answer, headers: { ...answer.headers, ...headers } }
    }
  }
}
