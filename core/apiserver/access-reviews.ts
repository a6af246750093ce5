/** Reviews: what a client may do and who it is, asked by clients before they act. They are answered and never stored. */

import type { ServedKind } from '../cluster/simulated/index.ts'
import { entry, isMap, textOf } from '../specs/index.ts'
import type { Deny } from './access.ts'
import type { User } from './api-call.ts'
import type { Resource } from './resource.ts'

const authorization = 'authorization.k8s.io/v1'
const authentication = 'authentication.k8s.io/v1'

/** Resources that can only be created. */
export const reviewResources: readonly Resource[] = [
  review(authorization, 'SelfSubjectAccessReview', 'Cluster'),
  review(authorization, 'SelfSubjectRulesReview', 'Cluster'),
  review(authorization, 'SubjectAccessReview', 'Cluster'),
  review(authorization, 'LocalSubjectAccessReview', 'Namespaced'),
  review(authentication, 'SelfSubjectReview', 'Cluster'),
  review(authentication, 'TokenReview', 'Cluster'),
]

export type Reviewing = { readonly user: User; readonly deny: Deny; readonly token: string }

/** The review with its answer. */
export function reviewed(kind: string, sent: unknown, namespace: string | undefined, context: Reviewing): object {
  const spec = entry(sent, 'spec')
  const head = {
    kind,
    apiVersion: kind === 'SelfSubjectReview' || kind === 'TokenReview' ? authentication : authorization,
  }
  const metadata = isMap(entry(sent, 'metadata')) ? entry(sent, 'metadata') : {}
  switch (kind) {
    case 'SelfSubjectReview': {
      const { name, groups } = context.user
      return { ...head, metadata, status: { userInfo: { username: name, groups } } }
    }
    case 'TokenReview': {
      const known = textOf(entry(spec, 'token')) === context.token
      const { name, groups } = context.user
      const status = known ? { authenticated: true, user: { username: name, groups } } : { authenticated: false }
      return { ...head, metadata, spec, status }
    }
    case 'SelfSubjectRulesReview':
      return { ...head, metadata, spec, status: rulesFor(context) }
    default:
      return { ...head, metadata, spec, status: accessStatus(spec, namespace, context) }
  }
}

function accessStatus(spec: unknown, within: string | undefined, { user, deny }: Reviewing): object {
  const about = entry(spec, 'resourceAttributes')
  if (about === undefined) return { allowed: true, reason: 'paths that are no resources can be read by everybody' }
  const namespace = textOf(entry(about, 'namespace')) ?? within
  const name = textOf(entry(about, 'name'))
  const subresource = textOf(entry(about, 'subresource'))
  const why = deny({
    user: textOf(entry(spec, 'user')) ?? user.name,
    verb: textOf(entry(about, 'verb')) ?? '',
    group: textOf(entry(about, 'group')) ?? '',
    resource: textOf(entry(about, 'resource')) ?? '',
    ...(subresource === undefined || subresource === '' ? {} : { subresource }),
    ...(namespace === undefined || namespace === '' ? {} : { namespace }),
    ...(name === undefined || name === '' ? {} : { name }),
  })
  return why === undefined ? { allowed: true } : { allowed: false, reason: why }
}

/** Single refusals cannot be written as rules, so the list says that it is not complete. */
function rulesFor({ user, deny }: Reviewing): object {
  const everything = deny({ user: user.name, verb: '*', group: '*', resource: '*' }) === undefined
  return {
    resourceRules: everything ? [{ verbs: ['*'], apiGroups: ['*'], resources: ['*'] }] : [],
    nonResourceRules: [{ verbs: ['get'], nonResourceURLs: ['*'] }],
    incomplete: !everything,
    ...(everything ? {} : { evaluationError: 'what is forbidden here is decided case by case' }),
  }
}

function review(apiVersion: string, kind: string, scope: ServedKind['scope']): Resource {
  const singular = kind.toLowerCase()
  return {
    apiVersion,
    group: apiVersion.split('/')[0] ?? '',
    verbs: ['create'],
    show: object => object,
    take: object => object,
    served: {
      apiVersion,
      versions: [apiVersion],
      kind,
      scope,
      plural: `${singular}s`,
      singular,
      shortNames: [],
      categories: [],
      subresources: [],
      custom: false,
    },
  }
}
