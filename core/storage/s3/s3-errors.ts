/** What went wrong at an S3 endpoint, in the words of the ports. Nothing of a request is repeated, so no key can leak. */

import { PortError, type PortErrorKind } from '../../ports/index.ts'

/** By the error codes of S3. Source: Amazon S3, list of error codes; XMinio…: MinIO. */
const kinds: Readonly<Record<string, PortErrorKind>> = {
  InvalidAccessKeyId: 'unauthenticated',
  SignatureDoesNotMatch: 'unauthenticated',
  InvalidToken: 'unauthenticated',
  ExpiredToken: 'unauthenticated',
  TokenRefreshRequired: 'unauthenticated',
  MissingSecurityHeader: 'unauthenticated',
  CredentialsProviderError: 'unauthenticated',
  AccessDenied: 'forbidden',
  AllAccessDisabled: 'forbidden',
  AccountProblem: 'forbidden',
  NoSuchBucket: 'missing',
  BadDigest: 'corrupted',
  InvalidDigest: 'corrupted',
  IncompleteBody: 'corrupted',
  XAmzContentChecksumMismatch: 'corrupted',
  RequestTimeout: 'timeout',
  TimeoutError: 'timeout',
  ETIMEDOUT: 'timeout',
  SlowDown: 'unreachable',
  InternalError: 'unreachable',
  ServiceUnavailable: 'unreachable',
  OperationAborted: 'busy',
  QuotaExceeded: 'full',
  XMinioStorageFull: 'full',
  XMinioAdminBucketQuotaExceeded: 'full',
  InsufficientStorage: 'full',
}

/** Failures of the connection itself. Source: Node, error codes of sockets and TLS. */
const connection =
  /^(ECONN|ENOTFOUND|EAI_|EPIPE|EHOST|ENET|EPROTO|ERR_TLS|ERR_SSL|ERR_STREAM_PREMATURE|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|HPE_)/

export function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  const code = 'Code' in error ? error.Code : 'code' in error ? error.code : undefined
  // A response without a body has no code of S3; the client then makes up a name from the status.
  return error.name === 'Error' && typeof code === 'string' ? code : error.name
}

/** A bug of ours comes back as it is. */
export function asPortError(error: unknown, store: string): unknown {
  if (error instanceof PortError || !(error instanceof Error)) return error
  const code = codeOf(error)
  const status = statusOf(error)
  const kind = isConnection(error) ? 'unreachable' : (kinds[code] ?? byStatus(status))
  if (kind === undefined && status === undefined) return error
  const said = status === undefined ? code : code === '' || code === 'Error' ? `${status}` : `${code}, ${status}`
  return new PortError(kind ?? 'rejected', `${store}: ${words(kind, said)}`)
}

function byStatus(status: number | undefined): PortErrorKind | undefined {
  if (status === undefined) return undefined
  if (status === 401) return 'unauthenticated'
  if (status === 403) return 'forbidden'
  if (status === 408) return 'timeout'
  if (status === 507) return 'full'
  // 200 with a body that is no answer: somebody on the way broke off.
  return status === 429 || status >= 500 || status < 300 ? 'unreachable' : undefined
}

function words(kind: PortErrorKind | undefined, said: string): string {
  switch (kind) {
    case 'unauthenticated':
      return `the access key or its secret is not accepted (${said}). Set the right ones and try again.`
    case 'forbidden':
      return `the access key may not do this (${said}). Give it read and write access to the bucket.`
    case 'missing':
      return `there is no such bucket (${said}). Create it, or name another one.`
    case 'full':
      return `there is no room left (${said}).`
    case 'timeout':
      return `no answer in time (${said}).`
    case 'unreachable':
    case 'busy':
      return `it cannot be reached or cannot answer now (${said}).`
    case 'corrupted':
      return `bytes were damaged on their way (${said}).`
    default:
      return `the request was refused (${said}).`
  }
}

function statusOf(error: Error): number | undefined {
  const metadata = '$metadata' in error ? error.$metadata : undefined
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined
}

function isConnection(error: Error): boolean {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  return connection.test(code) || /aborted|socket hang up|parsing error|Deserialization/i.test(error.message)
}
