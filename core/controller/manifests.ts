/** The objects that make the controller run in a cluster. */

import { allDefinitions, type KubeObject } from '../specs/index.ts'
import { type AccessRule, accessRules, leaseRules } from './access-rules.ts'

export type ManifestOptions = {
  readonly namespace: string
  /** The image whose entry point is the plugin. */
  readonly image: string
  /** One works, the others take over. Absent: 2. */
  readonly replicas?: number
}

/** In the order in which they can be applied. */
export function controllerManifests({ namespace, image, replicas = 2 }: ManifestOptions): readonly KubeObject[] {
  const metadata = { name, labels }
  const local = { ...metadata, namespace }
  const account = { kind: 'ServiceAccount', name, namespace }
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace, labels: { ...labels, ...restricted } } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: local },
    { apiVersion: rbac, kind: 'ClusterRole', metadata, rules: accessRules.map(policyRule) },
    {
      apiVersion: rbac,
      kind: 'ClusterRoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
      subjects: [account],
    },
    { apiVersion: rbac, kind: 'Role', metadata: local, rules: leaseRules.map(policyRule) },
    {
      apiVersion: rbac,
      kind: 'RoleBinding',
      metadata: local,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
      subjects: [account],
    },
    ...allDefinitions().filter(isOurs),
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: local,
      spec: {
        replicas,
        selector: { matchLabels: labels },
        template: {
          metadata: {
            labels,
            annotations: { 'prometheus.io/scrape': 'true', 'prometheus.io/port': String(controllerPort) },
          },
          spec: podSpec(image),
        },
      },
    },
  ]
}

/** Where health and metrics are served. */
export const controllerPort = 8080

function podSpec(image: string): Readonly<Record<string, unknown>> {
  const field = (path: string) => ({ valueFrom: { fieldRef: { fieldPath: path } } })
  return {
    serviceAccountName: name,
    // A thaw waits for the storage and for commands; it must not be cut off.
    terminationGracePeriodSeconds: 180,
    securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } },
    containers: [
      {
        name: 'controller',
        image,
        args: ['controller', '--listen', `:${controllerPort}`],
        env: [
          { name: 'POD_NAME', ...field('metadata.name') },
          { name: 'POD_NAMESPACE', ...field('metadata.namespace') },
        ],
        ports: [{ name: 'http', containerPort: controllerPort }],
        livenessProbe: { httpGet: { path: '/healthz', port: 'http' }, periodSeconds: 10 },
        readinessProbe: { httpGet: { path: '/readyz', port: 'http' }, periodSeconds: 5 },
        resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '512Mi' } },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
      },
    ],
  }
}

function policyRule({ apiGroup, resources, verbs }: AccessRule) {
  return { apiGroups: [apiGroup], resources, verbs }
}

/** CSI's kinds come with its own controller. */
function isOurs({ spec }: KubeObject): boolean {
  const group: unknown = typeof spec === 'object' && spec !== null && 'group' in spec ? spec.group : undefined
  return group === 'stork.libopenstorage.org' || group === 'volumesnapshot.external-storage.k8s.io'
}

const name = 'pxsnap-controller'
const rbac = 'rbac.authorization.k8s.io/v1'
const labels = { 'app.kubernetes.io/name': name, 'app.kubernetes.io/managed-by': 'pxsnap' } as const
const restricted = { 'pod-security.kubernetes.io/enforce': 'restricted' } as const
