/** What can be done at which path, as far as clients read it: which kind, which query parameters, which bodies. */

import type { GroupVersionKind } from './schema.ts'
import { groupVersionKind } from './schema.ts'

/** One resource in one API version. */
export type OpenApiResource = {
  readonly apiVersion: string
  readonly kind: string
  readonly plural: string
  readonly namespaced: boolean
  readonly verbs: readonly string[]
}

export type OperationPath = {
  readonly path: string
  readonly methods: readonly Operation[]
}

export type Operation = {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  readonly action: string
  readonly id: string
  readonly gvk: GroupVersionKind
  readonly queries: readonly string[]
  /** Media types of the body; none: there is no body. */
  readonly consumes: readonly string[]
}

const writes = ['dryRun', 'fieldManager', 'fieldValidation']
const lists = ['allowWatchBookmarks', 'continue', 'fieldSelector', 'labelSelector', 'limit', 'resourceVersion', 'watch']
const bodies = ['application/json', 'application/yaml']
const patches = ['application/json-patch+json', 'application/merge-patch+json']
const applies = ['application/apply-patch+yaml']

export function operationPaths(resource: OpenApiResource, custom: boolean): readonly OperationPath[] {
  const { apiVersion, kind, plural, namespaced, verbs } = resource
  const gvk = groupVersionKind(apiVersion, kind)
  const root = gvk.group === '' ? `/api/${gvk.version}` : `/apis/${apiVersion}`
  const collection = namespaced ? `${root}/namespaces/{namespace}/${plural}` : `${root}/${plural}`
  const operation = (
    verb: string,
    { method, action, queries, consumes = [] }: Pick<Operation, 'method' | 'action' | 'queries'> & Partial<Operation>,
  ): readonly Operation[] =>
    verbs.includes(verb) ? [{ method, action, queries, consumes, gvk, id: `${action}${operationName(gvk)}` }] : []
  const strategic = custom ? [] : ['application/strategic-merge-patch+json']
  return [
    {
      path: collection,
      methods: [
        ...operation('list', { method: 'get', action: 'list', queries: lists }),
        ...operation('create', { method: 'post', action: 'post', queries: writes, consumes: bodies }),
        ...operation('deletecollection', {
          method: 'delete',
          action: 'deletecollection',
          queries: ['dryRun', ...lists],
        }),
      ],
    },
    {
      path: `${collection}/{name}`,
      methods: [
        ...operation('get', { method: 'get', action: 'get', queries: [] }),
        ...operation('update', { method: 'put', action: 'put', queries: writes, consumes: bodies }),
        ...operation('patch', {
          method: 'patch',
          action: 'patch',
          queries: [...writes, 'force'],
          consumes: [...patches, ...strategic, ...applies],
        }),
        ...operation('delete', { method: 'delete', action: 'delete', queries: ['dryRun', 'propagationPolicy'] }),
      ],
    },
  ].filter(({ methods }) => methods.length > 0)
}

/** `AppsV1Deployment`. */
function operationName({ group, version, kind }: GroupVersionKind): string {
  const words = [group === '' ? 'core' : (group.split('.')[0] ?? ''), version]
  return [...words.map(word => word.charAt(0).toUpperCase() + word.slice(1)), kind].join('')
}
