/** A shop with two databases, as the wizards see it. */

import { instant } from '@pxsnap/core/base'
import type { KubeObject } from '@pxsnap/core/specs'
import type { WizardFacts } from '../../../plugin/ui/wizards/facts.ts'

const stork = 'stork.libopenstorage.org/v1alpha1'
const single = 'volumesnapshot.external-storage.k8s.io/v1'
const made = '2026-02-01T10:00:00Z'

export const claim = (namespace: string, name: string, labels: Readonly<Record<string, string>>): KubeObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name, namespace, labels, uid: `uid-${namespace}-${name}`, creationTimestamp: made },
  spec: { resources: { requests: { storage: '10Gi' } } },
  status: { phase: 'Bound', capacity: { storage: '10Gi' } },
})

const workload = (name: string, image: string, claims: readonly string[]): KubeObject => ({
  apiVersion: 'apps/v1',
  kind: 'StatefulSet',
  metadata: { name, namespace: 'shop', uid: `uid-${name}` },
  spec: {
    replicas: 1,
    selector: { matchLabels: { app: name } },
    template: {
      metadata: { labels: { app: name } },
      spec: {
        containers: [{ name, image, volumeMounts: claims.map(one => ({ name: one, mountPath: `/${one}` })) }],
        volumes: claims.map(one => ({ name: one, persistentVolumeClaim: { claimName: one } })),
      },
    },
  },
})

const ready = { conditions: [{ type: 'Ready', status: 'True' }] }

export const snapshot = (name: string, of: string, status: unknown, group?: string): KubeObject => ({
  apiVersion: single,
  kind: 'VolumeSnapshot',
  metadata: {
    name,
    namespace: 'shop',
    uid: `uid-${name}`,
    creationTimestamp: made,
    ...(group === undefined
      ? {}
      : { ownerReferences: [{ apiVersion: stork, kind: 'GroupVolumeSnapshot', name: group, uid: `uid-${group}` }] }),
  },
  spec: { persistentVolumeClaimName: of },
  status,
})

const inNamespace = (kind: string, name: string, namespace: string, rest: object = {}): KubeObject => ({
  apiVersion: stork,
  kind,
  metadata: { name, namespace, uid: `uid-${namespace}-${name}`, creationTimestamp: made },
  ...rest,
})

export const objects: readonly KubeObject[] = [
  ...['default', 'kube-system', 'shop', 'test'].map(
    (name): KubeObject => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, uid: `ns-${name}` } }),
  ),
  claim('shop', 'mysql-data', { app: 'mysql' }),
  claim('shop', 'mysql-log', { app: 'mysql' }),
  claim('shop', 'assets', { app: 'web' }),
  claim('shop', "o'brien\u001b[31m", {}),
  claim('test', 'scratch', {}),
  workload('mysql', 'mysql:8.0', ['mysql-data', 'mysql-log']),
  workload('web', 'nginx:1.27', ['assets']),
  inNamespace('Rule', 'mysql-lock', 'shop', {
    rules: [{ podSelector: { app: 'mysql' }, actions: [{ type: 'command', value: 'mysql -pgeheim -e lock' }] }],
  }),
  snapshot('one', 'assets', ready),
  snapshot('broken', 'assets', { conditions: [{ type: 'Error', status: 'True', message: 'no space' }] }),
  { ...inNamespace('GroupVolumeSnapshot', 'nightly', 'shop'), status: { stage: 'Final', status: 'Successful' } },
  snapshot('nightly-mysql-data-1', 'mysql-data', ready, 'nightly'),
  snapshot('nightly-mysql-log-1', 'mysql-log', ready, 'nightly'),
  inNamespace('ClusterPair', 'to-dr', 'kube-system'),
].map(one => (one.kind === 'GroupVolumeSnapshot' ? { ...one, metadata: { ...one.metadata, uid: 'uid-nightly' } } : one))

export const facts: WizardFacts = {
  now: instant(Date.UTC(2026, 1, 1, 12)),
  objects,
  home: 'default',
  clusters: ['dr', 'staging'],
}
