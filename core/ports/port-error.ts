/** A surprise from outside. Expected answers, such as not-found and conflict, are values instead. */

export type PortErrorKind =
  | 'forbidden'
  | 'unauthenticated'
  | 'unreachable'
  | 'timeout'
  | 'rejected'
  | 'unsupported'
  | 'expired'
  | 'corrupted'
  | 'busy'
  | 'full'
  | 'missing'

export class PortError extends Error {
  override readonly name = 'PortError'
  readonly kind: PortErrorKind

  constructor(kind: PortErrorKind, message: string, options?: ErrorOptions) {
    super(message, options)
    this.kind = kind
  }
}
