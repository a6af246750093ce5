/** Which kinds the simulated API server serves: those of our catalogue, and the core kinds that come with them. */

import { kindCatalogue } from '../../specs/index.ts'

/** One kind as the server stores it. Older API versions of the same kind are served as this one. */
export type ServedKind = {
  readonly apiVersion: string
  readonly kind: string
  readonly scope: 'Namespaced' | 'Cluster'
}

/** Core kinds that manifests bring along. Those without a controller are stored and nothing more. */
const coreKinds: readonly ServedKind[] = [
  ...serve('v1', 'Cluster', ['Namespace', 'Node', 'PersistentVolume']),
  ...serve('v1', 'Namespaced', [
    'Pod',
    'PersistentVolumeClaim',
    'Service',
    'ConfigMap',
    'Secret',
    'ServiceAccount',
    'Event',
  ]),
  ...serve('apps/v1', 'Namespaced', ['Deployment', 'StatefulSet', 'ReplicaSet', 'DaemonSet']),
  ...serve('storage.k8s.io/v1', 'Cluster', ['StorageClass']),
  ...serve('rbac.authorization.k8s.io/v1', 'Namespaced', ['Role', 'RoleBinding']),
  ...serve('rbac.authorization.k8s.io/v1', 'Cluster', ['ClusterRole', 'ClusterRoleBinding']),
  ...serve('policy/v1', 'Namespaced', ['PodDisruptionBudget']),
  ...serve('networking.k8s.io/v1', 'Namespaced', ['NetworkPolicy']),
]

/** API versions that were served under another name before, with the same fields for what we read. */
const olderVersions: Readonly<Record<string, string>> = {
  'apps/v1beta1': 'apps/v1',
  'apps/v1beta2': 'apps/v1',
  'extensions/v1beta1': 'apps/v1',
  'storage.k8s.io/v1beta1': 'storage.k8s.io/v1',
  'rbac.authorization.k8s.io/v1beta1': 'rbac.authorization.k8s.io/v1',
  'policy/v1beta1': 'policy/v1',
}

const served: ReadonlyMap<string, ServedKind> = new Map(
  [...coreKinds, ...kindCatalogue.map(({ apiVersion, kind, scope }): ServedKind => ({ apiVersion, kind, scope }))].map(
    kind => [`${kind.apiVersion}/${kind.kind}`, kind],
  ),
)

/** How the server stores objects of that kind, or undefined when it does not serve it. */
export function servedKind(apiVersion: string, kind: string): ServedKind | undefined {
  return served.get(`${apiVersion}/${kind}`) ?? served.get(`${olderVersions[apiVersion] ?? ''}/${kind}`)
}

/** Says that a kind is not served, and what is. */
export function describeUnserved(apiVersion: string, kind: string): string {
  const elsewhere = [...served.values()].filter(other => other.kind === kind).map(other => other.apiVersion)
  const head = `The simulated cluster serves no ${kind} of ${apiVersion}`
  if (elsewhere.length > 0) return `${head}; it serves ${kind} of ${elsewhere.join(' and ')}.`
  return `${head}. It serves ${listKinds()}.`
}

function listKinds(): string {
  const all = [...served.values()]
  return [...new Set(all.map(({ apiVersion }) => apiVersion))]
    .map(apiVersion => {
      const kinds = all.filter(other => other.apiVersion === apiVersion).map(({ kind }) => kind)
      return `${apiVersion} (${kinds.join(', ')})`
    })
    .join('; ')
}

function serve(apiVersion: string, scope: ServedKind['scope'], kinds: readonly string[]): readonly ServedKind[] {
  return kinds.map(kind => ({ apiVersion, kind, scope }))
}
