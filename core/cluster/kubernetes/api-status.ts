/** Reads the API server's refusals. */

import { PortError, type PortErrorKind, type WriteRefusal } from '../../ports/index.ts'
import type { ApiAnswer } from './api-line.ts'
import { type Fields, fieldsOf, listOf, textOf } from './json-reading.ts'

/** What was asked, in the words of access rules; for messages. */
export type Asked = {
  readonly verb: string
  /** For example `volumesnapshots`, or `pods/exec`. */
  readonly resource: string
  readonly group: string
  readonly namespace?: string | undefined
  readonly name?: string | undefined
}

export type ApiStatus = {
  readonly code: number
  readonly reason: string
  readonly message: string
  readonly causes: readonly { readonly reason: string; readonly field: string; readonly message: string }[]
  /** Whether it speaks of one object that is not there, not of an address that is not served. */
  readonly namesObject: boolean
  readonly retryAfterSeconds: number | undefined
}

/** The Status of an answer; an answer that is none, such as that of a proxy, is read as well as it goes. */
export function statusOf({ status, headers, text }: ApiAnswer): ApiStatus {
  return { ...readStatus(parseOr(text), status), ...retryAfter(headers['retry-after']) }
}

export function readStatus(body: Fields, code: number): ApiStatus {
  const isStatus = body.kind === 'Status'
  const details = fieldsOf(isStatus ? body.details : undefined)
  return {
    code: typeof body.code === 'number' ? body.code : code,
    reason: textOf(isStatus ? body.reason : undefined) ?? '',
    message: textOf(isStatus ? body.message : undefined) ?? '',
    causes: listOf(details.causes)
      .map(fieldsOf)
      .map(cause => ({
        reason: textOf(cause.reason) ?? '',
        field: textOf(cause.field) ?? '',
        message: textOf(cause.message) ?? '',
      })),
    namesObject: textOf(details.name) !== undefined,
    retryAfterSeconds: typeof details.retryAfterSeconds === 'number' ? details.retryAfterSeconds : undefined,
  }
}

function retryAfter(header: string | undefined): Partial<ApiStatus> {
  const seconds = Number(header ?? Number.NaN)
  return Number.isFinite(seconds) ? { retryAfterSeconds: seconds } : {}
}

/** A refusal of a write that callers expect, or undefined when it is a surprise. */
export function expectedRefusal(status: ApiStatus): WriteRefusal | undefined {
  const { message } = status
  switch (status.code) {
    case 404:
      return status.namesObject ? { ok: false, because: 'not-found', message } : undefined
    case 409:
      return { ok: false, because: status.reason === 'AlreadyExists' ? 'already-exists' : 'conflict', message }
    case 400:
    case 413:
    case 422:
      return { ok: false, because: 'rejected', message: message || `The API server refuses it (${status.code}).` }
    case 403:
      // Admission, quotas and namespaces that are going away answer 403 as well; access rules always say "cannot".
      return isAccess(message) ? undefined : { ok: false, because: 'rejected', message }
    case 500:
      // etcd's own limit; source: kube-apiserver, objects above about 1.5 MiB.
      return /too large|exceeds? .*limit|larger than max/.test(message)
        ? { ok: false, because: 'rejected', message: `The object is too large to be stored: ${message}` }
        : undefined
    default:
      return undefined
  }
}

function isAccess(message: string): boolean {
  return message === '' || / cannot [\w*]+ (resource|path) /.test(message)
}

export function portErrorOf(status: ApiStatus, asked: Asked, account: string): PortError {
  const kind = kindOf(status)
  const said = status.message === '' ? '' : `: ${status.message}`
  const what = spell(asked)
  switch (kind) {
    case 'forbidden': {
      const other = /cannot impersonate resource "(\w+)".*$/s.exec(status.message)
      if (other !== null)
        return new PortError(kind, `Acting as somebody else (--as) is not allowed: ${status.message} (403).`)
      const rights = `It needs the verb "${asked.verb}" on ${resourceOf(asked)}${whereOf(asked)}.`
      return new PortError(kind, `The ${account} may not ${what} (403). ${rights}`)
    }
    case 'unauthenticated':
      return new PortError(kind, `The API server does not accept the credentials of ${account} (401). Sign in again.`)
    case 'unsupported':
      return new PortError(kind, `The API server cannot ${what} (${status.code})${said}`)
    case 'expired':
      return new PortError(kind, `That resourceVersion is no longer kept (${what}, 410).`)
    case 'busy':
      return new PortError(kind, `The API server has too many requests and did not ${what} (${status.code})${said}`)
    default:
      if (status.code === 503) {
        return new PortError(kind, `The API server is not available and did not ${what} (503)${said}`)
      }
      return new PortError(kind, `The API server did not ${what} (${status.code})${said}`)
  }
}

function kindOf({ code, reason }: ApiStatus): PortErrorKind {
  if (code === 401) return 'unauthenticated'
  if (code === 403) return 'forbidden'
  if (code === 404 || code === 405 || code === 406 || code === 415) return 'unsupported'
  if (code === 410 || reason === 'Expired' || reason === 'Gone') return 'expired'
  if (code === 429) return 'busy'
  if (code === 408 || code === 504) return 'timeout'
  return code >= 500 ? 'unreachable' : 'rejected'
}

/** For example `list volumesnapshots in namespace shop`. */
export function spell(asked: Asked): string {
  const { verb, resource, name } = asked
  return `${verb} ${resource}${name === undefined ? '' : ` "${name}"`}${whereOf(asked)}`
}

function resourceOf({ resource, group }: Asked): string {
  if (group === '') return resource
  const [plural = '', sub] = resource.split('/')
  return `${plural}.${group}${sub === undefined ? '' : `/${sub}`}`
}

function whereOf({ namespace }: Asked): string {
  return namespace === undefined ? '' : ` in namespace ${namespace}`
}

function parseOr(text: string): Fields {
  if (!text.startsWith('{')) return {}
  try {
    return fieldsOf(JSON.parse(text))
  } catch {
    return {}
  }
}
