import { createHmac, timingSafeEqual } from 'node:crypto'
import { parsePolicy } from './policy.ts'
import type { Policy } from './policy.ts'
import { S3Error, accessDenied, invalidArgument } from './s3-error.ts'

/** What a signature is made with. */
export interface Credentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Of temporary credentials; the form must then carry it. */
  readonly sessionToken?: string
}

/** A policy whose signature was found right, and the fields that took part. */
interface SignedPolicy {
  readonly base64: string
  readonly algorithm: string
  readonly credential: string
  readonly date: string
  readonly token: string | undefined
  readonly policy: Policy
}

const ALGORITHM = 'AWS4-HMAC-SHA256'

/**
 * Checks who signed a form's policy, by AWS Signature Version 4 for POST. What has been found right once is
 * remembered with its policy: all requests of a session carry the same.
 */
export class SignatureCheck {
  readonly #credentials: Credentials
  readonly #signingKeys = new Map<string, Buffer>()
  /** By signature. */
  readonly #signed = new Map<string, SignedPolicy>()

  constructor(credentials: Credentials) {
    this.#credentials = credentials
  }

  /** The policy that the fields carry and sign. Throws an S3Error. */
  policyOf(fields: ReadonlyMap<string, string>): Policy {
    const base64 = fields.get('policy')
    if (base64 === undefined) throw accessDenied('Access Denied')
    const algorithm = required(fields, 'X-Amz-Algorithm')
    const credential = required(fields, 'X-Amz-Credential')
    const date = required(fields, 'X-Amz-Date')
    const signature = required(fields, 'X-Amz-Signature')
    const token = fields.get('x-amz-security-token')
    const known = this.#signed.get(signature)
    if (
      known?.base64 === base64 &&
      known.credential === credential &&
      known.date === date &&
      known.algorithm === algorithm &&
      known.token === token
    ) {
      return known.policy
    }
    if (algorithm !== ALGORITHM) {
      throw invalidArgument(
        'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"',
        'X-Amz-Algorithm',
        algorithm,
      )
    }
    this.#checkToken(token)
    const expected = createHmac('sha256', this.#signingKey(credential, date))
      .update(base64)
      .digest()
    const given = Buffer.from(signature, 'hex')
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new S3Error(
        403,
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      )
    }
    const policy = parsePolicy(base64)
    this.#signed.set(signature, { base64, algorithm, credential, date, token, policy })
    return policy
  }

  #checkToken(token: string | undefined): void {
    if (token === this.#credentials.sessionToken) return
    throw new S3Error(
      400,
      'InvalidToken',
      'The provided token is malformed or otherwise invalid.',
      {
        'Token-0': token ?? '',
      },
    )
  }

  #signingKey(credential: string, date: string): Buffer {
    const [accessKeyId, day = '', region = '', service, end, ...rest] = credential.split('/')
    if (accessKeyId !== this.#credentials.accessKeyId) {
      const message = 'The AWS Access Key Id you provided does not exist in our records.'
      throw new S3Error(403, 'InvalidAccessKeyId', message, { AWSAccessKeyId: accessKeyId ?? '' })
    }
    const scoped = service === 's3' && end === 'aws4_request' && rest.length === 0
    if (!scoped || !/^\d{8}T\d{6}Z$/.test(date) || date.slice(0, 8) !== day) {
      throw invalidArgument(
        'Error parsing the X-Amz-Credential parameter',
        'X-Amz-Credential',
        credential,
      )
    }
    let key = this.#signingKeys.get(credential)
    if (!key) {
      key = Buffer.from(`AWS4${this.#credentials.secretAccessKey}`)
      for (const part of [day, region, 's3', 'aws4_request'])
        key = createHmac('sha256', key).update(part).digest()
      this.#signingKeys.set(credential, key)
    }
    return key
  }
}

function required(fields: ReadonlyMap<string, string>, name: string): string {
  const value = fields.get(name.toLowerCase())
  if (value !== undefined) return value
  const message = `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`
  throw invalidArgument(message, name)
}
