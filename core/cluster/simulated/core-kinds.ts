/** The kinds of Kubernetes itself that the simulated API server serves, as its discovery describes them. */

import type { ServedKind } from './served-kind.ts'

type Names = {
  readonly short?: readonly string[]
  readonly categories?: readonly string[]
  readonly subresources?: readonly string[]
  readonly plural?: string
}

const all = ['all']
const status = ['status']
const scaled = ['scale', 'status']

/** Those without a controller are stored and nothing more. Source: Kubernetes 1.35, `kubectl api-resources`. */
export const coreKinds: readonly ServedKind[] = [
  cluster('v1', 'Namespace', { short: ['ns'], subresources: ['finalize', 'status'] }),
  cluster('v1', 'Node', { short: ['no'], subresources: status }),
  cluster('v1', 'PersistentVolume', { short: ['pv'], subresources: status }),
  namespaced('v1', 'Pod', {
    short: ['po'],
    categories: all,
    subresources: ['attach', 'eviction', 'exec', 'log', 'portforward', 'status'],
  }),
  namespaced('v1', 'PersistentVolumeClaim', { short: ['pvc'], subresources: status }),
  namespaced('v1', 'Service', { short: ['svc'], categories: all, subresources: status }),
  namespaced('v1', 'Endpoints', { short: ['ep'], plural: 'endpoints' }),
  namespaced('v1', 'ConfigMap', { short: ['cm'] }),
  namespaced('v1', 'Secret', {}),
  namespaced('v1', 'ServiceAccount', { short: ['sa'], subresources: ['token'] }),
  namespaced('v1', 'Event', { short: ['ev'] }),
  namespaced('v1', 'LimitRange', { short: ['limits'] }),
  namespaced('v1', 'ResourceQuota', { short: ['quota'], subresources: status }),
  namespaced('apps/v1', 'ControllerRevision', {}),
  namespaced('apps/v1', 'DaemonSet', { short: ['ds'], categories: all, subresources: status }),
  namespaced('apps/v1', 'Deployment', { short: ['deploy'], categories: all, subresources: scaled }),
  namespaced('apps/v1', 'ReplicaSet', { short: ['rs'], categories: all, subresources: scaled }),
  namespaced('apps/v1', 'StatefulSet', { short: ['sts'], categories: all, subresources: scaled }),
  namespaced('batch/v1', 'CronJob', { short: ['cj'], categories: all, subresources: status }),
  namespaced('batch/v1', 'Job', { categories: all, subresources: status }),
  namespaced('autoscaling/v2', 'HorizontalPodAutoscaler', { short: ['hpa'], categories: all, subresources: status }),
  namespaced('policy/v1', 'PodDisruptionBudget', { short: ['pdb'], subresources: status }),
  namespaced('networking.k8s.io/v1', 'Ingress', { short: ['ing'], subresources: status }),
  cluster('networking.k8s.io/v1', 'IngressClass', {}),
  namespaced('networking.k8s.io/v1', 'NetworkPolicy', { short: ['netpol'] }),
  namespaced('discovery.k8s.io/v1', 'EndpointSlice', {}),
  namespaced('coordination.k8s.io/v1', 'Lease', {}),
  cluster('scheduling.k8s.io/v1', 'PriorityClass', { short: ['pc'] }),
  cluster('storage.k8s.io/v1', 'StorageClass', { short: ['sc'] }),
  cluster('storage.k8s.io/v1', 'CSIDriver', {}),
  cluster('storage.k8s.io/v1', 'CSINode', {}),
  namespaced('storage.k8s.io/v1', 'CSIStorageCapacity', {}),
  cluster('storage.k8s.io/v1', 'VolumeAttachment', { subresources: status }),
  namespaced('rbac.authorization.k8s.io/v1', 'Role', {}),
  namespaced('rbac.authorization.k8s.io/v1', 'RoleBinding', {}),
  cluster('rbac.authorization.k8s.io/v1', 'ClusterRole', {}),
  cluster('rbac.authorization.k8s.io/v1', 'ClusterRoleBinding', {}),
  cluster('apiextensions.k8s.io/v1', 'CustomResourceDefinition', {
    short: ['crd', 'crds'],
    categories: ['api-extensions'],
    subresources: status,
  }),
]

function namespaced(apiVersion: string, kind: string, names: Names): ServedKind {
  return served('Namespaced', apiVersion, kind, names)
}

function cluster(apiVersion: string, kind: string, names: Names): ServedKind {
  return served('Cluster', apiVersion, kind, names)
}

function served(scope: ServedKind['scope'], apiVersion: string, kind: string, names: Names): ServedKind {
  const singular = kind.toLowerCase()
  return {
    apiVersion,
    versions: [apiVersion],
    kind,
    scope,
    plural: names.plural ?? pluralOf(singular),
    singular,
    shortNames: names.short ?? [],
    categories: names.categories ?? [],
    subresources: names.subresources ?? [],
    custom: false,
  }
}

function pluralOf(singular: string): string {
  if (/(s|x|ch|sh)$/.test(singular)) return `${singular}es`
  return /[^aeiou]y$/.test(singular) ? `${singular.slice(0, -1)}ies` : `${singular}s`
}
