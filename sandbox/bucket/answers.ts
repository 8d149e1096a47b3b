import type { IncomingMessage } from 'node:http'
import type { Answer } from '../faults/exchange.ts'
import type { AnswerEffect } from '../faults/fault.ts'
import { S3Error } from './s3-error.ts'

/** The boundary of a multipart form, undefined for any other body. */
export function boundaryOf(request: IncomingMessage): string | undefined {
  const match = MULTIPART.exec(request.headers['content-type'] ?? '')
  return match?.[1] ?? match?.[2]
}
const MULTIPART = /^multipart\/form-data;.*?boundary=(?:"([^"]+)"|([^\s;"]+))/i

let requests = 0

/** A new request id, in the form of S3's. */
export function requestId(): string {
  requests += 1
  return requests.toString(36).toUpperCase().padStart(16, 'SANDBOX000000000')
}

/** A refusal as an answer. */
export function refused(error: S3Error, request: IncomingMessage): Answer {
  const id = requestId()
  // What is left of a refused body is not worth reading.
  request.resume()
  return {
    status: error.status,
    headers: { 'content-type': 'application/xml', 'x-amz-request-id': id },
    body: error.document(id),
  }
}

/** A fault's answer, in the form it asks for. About a token, S3's own quotes the one it was sent. */
export function bucketAnswer(
  effect: AnswerEffect,
  request: IncomingMessage,
  token: string,
): Answer {
  const {
    status,
    code = 'InternalError',
    message = 'We encountered an internal error. Please try again.',
  } = effect
  const { headers = {} } = effect
  switch (effect.body) {
    case 'html':
      return {
        status,
        headers: { 'content-type': 'text/html', ...headers },
        body: `<html><body><h1>${message}</h1></body></html>`,
      }
    case 'json':
      return {
        status,
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ code, message }),
      }
    case 'empty':
      return { status, headers, body: '' }
    default: {
      const answer = refused(
        new S3Error(status, code, message, code.includes('Token') ? { 'Token-0': token } : {}),
        request,
      )
      return { ...answer, headers: { ...answer.headers, ...headers } }
    }
  }
}
