/** What the account may do, asked of the API server itself (SelfSubjectAccessReview). */

import type { AccessAnswer, AccessAsk, Clock, PermissionReviewer } from '../../ports/index.ts'
import { PortError } from '../../ports/index.ts'
import { apiClient } from './api-client.ts'
import type { Connection } from './connection.ts'
import { inParallel } from './in-parallel.ts'
import { defined, fieldsOf, textOf } from './json-reading.ts'
import { resourceNames } from './resource-names.ts'

const atOnce = 8
const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'
const asked = { verb: 'create', resource: 'selfsubjectaccessreviews', group: 'authorization.k8s.io' }

/** Every account may ask this of itself. A kind that the server does not serve is answered with no, and why. */
export function kubernetesPermissions(connection: Connection, options: { readonly clock: Clock }): PermissionReviewer {
  const client = apiClient(connection.line, options.clock)
  const names = resourceNames(client)

  async function reviewOne(ask: AccessAsk, signal: AbortSignal | undefined): Promise<AccessAnswer> {
    const name = await names.find(ask, signal).catch((error: unknown) => {
      if (error instanceof PortError && error.kind === 'unsupported') return error
      throw error
    })
    if (name instanceof PortError) return { ask, allowed: false, why: name.message }
    const [, version = ask.apiVersion] = ask.apiVersion.split('/')
    const { verb, namespace, subresource } = ask
    const resourceAttributes = defined({
      verb,
      group: name.group,
      version,
      resource: name.resource,
      subresource,
      namespace: name.namespaced ? namespace : undefined,
      name: ask.name,
    })
    const body = JSON.stringify({
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec: { resourceAttributes },
    })
    const result = await client.ask({ method: 'POST', path, body }, asked, signal)
    if (!result.ok) throw result.error
    const { allowed, reason, evaluationError } = fieldsOf(result.body.status)
    const why = textOf(reason) ?? textOf(evaluationError)
    return { ask, allowed: allowed === true, ...(why === undefined ? {} : { why }) }
  }
  return { review: (asks, signal) => inParallel(asks, atOnce, ask => reviewOne(ask, signal)) }
}
