/** What the server answers when it refuses: a Kubernetes Status with reason, code and details. */

import { PortError } from '../ports/index.ts'

/** Source: Kubernetes, meta/v1 StatusReason. */
export type FailureReason =
  | 'AlreadyExists'
  | 'BadRequest'
  | 'Conflict'
  | 'Expired'
  | 'Forbidden'
  | 'InternalError'
  | 'Invalid'
  | 'MethodNotAllowed'
  | 'NotAcceptable'
  | 'NotFound'
  | 'RequestEntityTooLarge'
  | 'ServiceUnavailable'
  | 'Timeout'
  | 'TooManyRequests'
  | 'Unauthorized'
  | 'UnsupportedMediaType'

export type FailureCause = {
  /** For example `FieldValueRequired` or `FieldManagerConflict`. */
  readonly reason?: string
  readonly message?: string
  /** Dotted path of the field. */
  readonly field?: string
}

export type FailureDetails = {
  readonly name?: string
  readonly group?: string
  /** The plural of the resource, or the kind where a field is at fault. */
  readonly kind?: string
  readonly uid?: string
  readonly causes?: readonly FailureCause[]
  readonly retryAfterSeconds?: number
}

const codes: Readonly<Record<FailureReason, number>> = {
  AlreadyExists: 409,
  BadRequest: 400,
  Conflict: 409,
  Expired: 410,
  Forbidden: 403,
  InternalError: 500,
  Invalid: 422,
  MethodNotAllowed: 405,
  NotAcceptable: 406,
  NotFound: 404,
  RequestEntityTooLarge: 413,
  ServiceUnavailable: 503,
  Timeout: 504,
  TooManyRequests: 429,
  Unauthorized: 401,
  UnsupportedMediaType: 415,
}

/** Thrown by whoever handles a call; the server sends it as a Status. */
export class ApiFailure extends Error {
  override readonly name = 'ApiFailure'
  readonly code: number
  readonly reason: FailureReason
  readonly details: FailureDetails | undefined
  /** Where a listing that expired can go on, at the newest state. */
  readonly continueWith: string | undefined

  constructor(
    reason: FailureReason,
    message: string,
    options: { readonly details?: FailureDetails; readonly continueWith?: string } = {},
  ) {
    super(message)
    this.reason = reason
    this.code = codes[reason]
    this.details = options.details
    this.continueWith = options.continueWith
  }

  /** The Status object as it goes over the wire. */
  status(): Readonly<Record<string, unknown>> {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: this.continueWith === undefined ? {} : { continue: this.continueWith },
      status: 'Failure',
      message: this.message,
      reason: this.reason,
      ...(this.details === undefined ? {} : { details: this.details }),
      code: this.code,
    }
  }
}

/** A failure that the server means to tell; anything else is a bug of ours, told as Kubernetes tells its own. */
export function failureOf(error: unknown): ApiFailure {
  if (error instanceof ApiFailure) return error
  if (error instanceof PortError && error.kind === 'unsupported') {
    return new ApiFailure('NotFound', 'the server could not find the requested resource')
  }
  const message = error instanceof Error ? error.message : String(error)
  return new ApiFailure('InternalError', `Internal error occurred: ${message}`)
}
