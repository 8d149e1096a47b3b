/** A refusal of the platform, with the `detail` that its answer carries. */
export class ApiError extends Error {
  readonly status: number
  readonly detail: string | readonly ValidationError[]

  constructor(status: number, detail: string | readonly ValidationError[]) {
    super(typeof detail === 'string' ? detail : 'Validation Error')
    this.status = status
    this.detail = detail
  }
}

/** What is wrong with one value of a request. */
export interface ValidationError {
  readonly loc: readonly (string | number)[]
  readonly msg: string
  readonly type: string
}

/** A 422 about one value. */
export function unprocessable(
  loc: readonly (string | number)[],
  msg: string,
  type = 'value_error',
): ApiError {
  return new ApiError(422, [{ loc, msg, type }])
}
