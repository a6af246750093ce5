/** Who may do what: a bearer token lets everybody do everything, unless whoever serves says no. */

import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { TLSSocket } from 'node:tls'
import type { User } from './api-call.ts'
import { ApiFailure } from './api-failure.ts'

/** What a client is about to do, in the words of RBAC. */
export type AccessQuestion = {
  readonly user: string
  readonly verb: string
  readonly group: string
  readonly resource: string
  readonly subresource?: string
  readonly namespace?: string
  readonly name?: string
}

/** Why the client may not; undefined when it may. */
export type Deny = (question: AccessQuestion) => string | undefined

const administrator: User = { name: 'pxsnap-admin', groups: ['system:masters', 'system:authenticated'] }

/** The user of a request. Throws `Unauthorized`. Whoever holds the token may speak for others, as an administrator may. */
export function userOf(request: IncomingMessage, token: string): User {
  const { authorization } = request.headers
  if (authorization !== `Bearer ${token}`) throw unauthorized(request)
  const name = request.headers['impersonate-user']
  if (typeof name !== 'string' || name === '') return administrator
  const groups = request.headers['impersonate-group']
  const named =
    groups === undefined ? [] : Array.isArray(groups) ? groups : groups.split(',').map(group => group.trim())
  return { name, groups: [...named, 'system:authenticated'] }
}

/** The failure of a question that is denied. */
export function forbidden(question: AccessQuestion, why: string): ApiFailure {
  const { user, verb, group, resource, subresource, namespace, name } = question
  const what = subresource === undefined ? resource : `${resource}/${subresource}`
  const qualified = group === '' ? resource : `${resource}.${group}`
  const where = namespace === undefined ? 'at the cluster scope' : `in the namespace "${namespace}"`
  const which = name === undefined ? qualified : `${qualified} "${name}"`
  const message = `${which} is forbidden: User "${user}" cannot ${verb} resource "${what}" in API group "${group}" ${where}: ${why}`
  return new ApiFailure('Forbidden', message, {
    details: { ...(name === undefined ? {} : { name }), ...(group === '' ? {} : { group }), kind: resource },
  })
}

function unauthorized({ headers, socket }: IncomingMessage): ApiFailure {
  if (headers.authorization !== undefined) {
    return new ApiFailure('Unauthorized', 'Unauthorized: the bearer token is not the one of this simulated cluster')
  }
  return new ApiFailure(
    'Unauthorized',
    hasCertificate(socket)
      ? 'Unauthorized: the simulated cluster takes bearer tokens, no client certificates'
      : 'Unauthorized: the simulated cluster wants its bearer token',
  )
}

function hasCertificate(socket: Socket): boolean {
  return socket instanceof TLSSocket && Object.keys(socket.getPeerCertificate() ?? {}).length > 0
}
