import type { KubeObject } from '@pxsnap/core/specs'
import { valueAt } from '@pxsnap/core/specs'
import { describe, expect, test } from 'vitest'
import { openPlane, put } from './simulated-plane.ts'

const pvc = (name: string, spec: Record<string, unknown> = {}, metadata: Record<string, unknown> = {}): KubeObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name, namespace: 'default', ...metadata },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
})

const podSpec = (...claims: readonly string[]) => ({
  containers: [{ name: 'db', image: 'mysql:8', volumeMounts: claims.map(name => ({ name, mountPath: `/${name}` })) }],
  volumes: claims.map(name => ({ name, persistentVolumeClaim: { claimName: name } })),
})

const pod = (name: string, ...claims: readonly string[]): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default' },
  spec: podSpec(...claims),
})

const workload = (kind: string, name: string, spec: Record<string, unknown> = {}): KubeObject => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: { name, namespace: 'default' },
  spec: {
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec: podSpec() },
    ...spec,
  },
})

const podNames = (plane: ReturnType<typeof openPlane>['plane']) =>
  plane.list({ apiVersion: 'v1', kind: 'Pod' }).items.map(item => item.metadata.name)
const read = (plane: ReturnType<typeof openPlane>['plane'], kind: string, name: string, apiVersion = 'v1') =>
  plane.get({ apiVersion, kind, namespace: 'default', name })
const phase = (object: KubeObject | undefined) => valueAt(object, ['status', 'phase'])

describe('claims', () => {
  test.each([
    ['no class', {}, 'csi'],
    ['a CSI class', { storageClassName: 'px-csi-db' }, 'csi'],
    ['an in-tree class', { storageClassName: 'px-db' }, 'portworxVolume'],
  ])('a claim with %s is bound to a new volume', (_, spec, source) => {
    const { plane, volumes } = openPlane()
    const { metadata } = put(plane, pvc('data', spec))
    const claim = read(plane, 'PersistentVolumeClaim', 'data')
    expect(phase(claim)).toBe('Bound')
    const name = String(valueAt(claim, ['spec', 'volumeName']))
    const volume = plane.get({ apiVersion: 'v1', kind: 'PersistentVolume', name })
    expect(phase(volume)).toBe('Bound')
    expect(valueAt(volume, ['spec', 'claimRef', 'uid'])).toBe(metadata.uid)
    expect(valueAt(volume, ['spec', source])).toBeDefined()
    expect(volumes.handles.size).toBe(1)
  })

  test('the class may come from the old annotation', () => {
    const { plane } = openPlane()
    const annotations = { 'volume.beta.kubernetes.io/storage-class': 'px-db' }
    put(plane, pvc('data', {}, { annotations }))
    expect(phase(read(plane, 'PersistentVolumeClaim', 'data'))).toBe('Bound')
  })

  test('a claim of an unknown class waits, says why, and is bound once the class is there', () => {
    const { plane } = openPlane()
    put(plane, pvc('data', { storageClassName: 'mysql-sc' }))
    expect(phase(read(plane, 'PersistentVolumeClaim', 'data'))).toBe('Pending')
    const [event] = plane.list({ apiVersion: 'v1', kind: 'Event' }).items
    expect(event).toMatchObject({
      reason: 'ProvisioningFailed',
      message: 'storageclass.storage.k8s.io "mysql-sc" not found',
    })
    put(plane, {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'mysql-sc' },
      provisioner: 'kubernetes.io/portworx-volume',
    })
    expect(phase(read(plane, 'PersistentVolumeClaim', 'data'))).toBe('Bound')
  })

  test('a claim of another provisioner waits', () => {
    const { plane } = openPlane()
    put(plane, {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'gce' },
      provisioner: 'kubernetes.io/gce-pd',
    })
    put(plane, pvc('data', { storageClassName: 'gce' }))
    expect(phase(read(plane, 'PersistentVolumeClaim', 'data'))).toBe('Pending')
  })

  test('a clone claim is left alone until a volume names it, and is bound then', () => {
    const { plane, volumes } = openPlane()
    const { metadata } = put(plane, pvc('copy', { storageClassName: 'stork-snapshot-sc' }))
    expect(phase(read(plane, 'PersistentVolumeClaim', 'copy'))).toBe('Pending')
    expect(volumes.handles.size).toBe(0)
    put(plane, {
      apiVersion: 'v1',
      kind: 'PersistentVolume',
      metadata: { name: 'made-by-the-engine' },
      spec: {
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteOnce'],
        claimRef: { kind: 'PersistentVolumeClaim', namespace: 'default', name: 'copy', uid: metadata.uid },
        csi: { driver: 'pxd.portworx.com', volumeHandle: 'vol-9' },
      },
    })
    const claim = read(plane, 'PersistentVolumeClaim', 'copy')
    expect(phase(claim)).toBe('Bound')
    expect(valueAt(claim, ['spec', 'volumeName'])).toBe('made-by-the-engine')
    expect(valueAt(claim, ['status', 'capacity', 'storage'])).toBe('1Gi')
  })

  test('a claim that waits for its first consumer is bound when a pod wants it', () => {
    const { plane } = openPlane()
    put(plane, {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'late' },
      provisioner: 'pxd.portworx.com',
      volumeBindingMode: 'WaitForFirstConsumer',
    })
    put(plane, pvc('data', { storageClassName: 'late' }))
    expect(phase(read(plane, 'PersistentVolumeClaim', 'data'))).toBe('Pending')
    put(plane, pod('db', 'data'))
    expect(phase(read(plane, 'PersistentVolumeClaim', 'data'))).toBe('Bound')
    expect(phase(read(plane, 'Pod', 'db'))).toBe('Running')
  })

  test('a claim in use stays until its pod is gone, and takes its volume along', () => {
    const { plane, volumes } = openPlane()
    put(plane, pvc('data'))
    put(plane, pod('db', 'data'))
    const claim = { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'default', name: 'data' }
    expect(plane.delete(claim)).toBe('deleting')
    expect(plane.get(claim)?.metadata.deletionTimestamp).toBeDefined()
    plane.delete({ apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: 'db' })
    expect(plane.get(claim)).toBeUndefined()
    expect(plane.list({ apiVersion: 'v1', kind: 'PersistentVolume' }).items).toEqual([])
    expect(volumes.handles.size).toBe(0)
  })

  test('a volume to be retained outlives its claim with its data', () => {
    const { plane, volumes } = openPlane()
    put(plane, {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'keep' },
      provisioner: 'pxd.portworx.com',
      reclaimPolicy: 'Retain',
    })
    put(plane, pvc('data', { storageClassName: 'keep' }))
    plane.delete({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace: 'default', name: 'data' })
    expect(plane.list({ apiVersion: 'v1', kind: 'PersistentVolume' }).items.map(phase)).toEqual(['Released'])
    expect(volumes.handles.size).toBe(1)
  })
})

describe('pods', () => {
  test('a pod whose claims are bound runs on a node, with an address and its containers', () => {
    const { plane } = openPlane()
    put(plane, pvc('data'))
    put(plane, pod('db', 'data'))
    expect(read(plane, 'Pod', 'db')).toMatchObject({
      spec: { nodeName: 'node-1' },
      status: {
        phase: 'Running',
        podIP: '10.244.0.2',
        containerStatuses: [{ name: 'db', image: 'mysql:8', ready: true }],
      },
    })
  })

  test('a pod whose claim is missing or not bound waits and says why', () => {
    const { plane } = openPlane()
    put(plane, pvc('pending', { storageClassName: 'nowhere' }))
    put(plane, pod('db', 'pending', 'missing'))
    expect(phase(read(plane, 'Pod', 'db'))).toBe('Pending')
    const message = valueAt(read(plane, 'Pod', 'db'), ['status', 'conditions', 0, 'message'])
    expect(message).toContain('unbound immediate PersistentVolumeClaims ("pending")')
    expect(message).toContain('persistentvolumeclaim "missing" not found')
    put(plane, pvc('missing'))
    expect(phase(read(plane, 'Pod', 'db'))).toBe('Pending')
  })

  test('pods are spread over the nodes, and pods that share a claim share a node', () => {
    const { plane } = openPlane()
    put(plane, pvc('data'))
    for (const name of ['a', 'b', 'c']) put(plane, pod(name))
    put(plane, pod('d', 'data'))
    put(plane, pod('e', 'data'))
    const node = (name: string) => valueAt(read(plane, 'Pod', name), ['spec', 'nodeName'])
    expect(new Set(['a', 'b', 'c'].map(node)).size).toBe(3)
    expect(node('d')).toBe(node('e'))
  })
})

describe('workloads', () => {
  test('a Deployment runs its pods through a ReplicaSet, scales, and takes them along when it goes', () => {
    const { plane } = openPlane()
    put(plane, workload('Deployment', 'web', { replicas: 2 }))
    expect(podNames(plane)).toHaveLength(2)
    expect(podNames(plane).every(name => /^web-[a-z0-9]{10}-[a-z0-9]{5}$/.test(name))).toBe(true)
    const deployment = read(plane, 'Deployment', 'web', 'apps/v1')
    expect(deployment?.status).toMatchObject({ replicas: 2, readyReplicas: 2 })
    plane.update(workload('Deployment', 'web', { replicas: 0 }))
    expect(podNames(plane)).toEqual([])
    plane.update(workload('Deployment', 'web', { replicas: 1 }))
    expect(podNames(plane)).toHaveLength(1)
    plane.delete({ apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'web' })
    expect(podNames(plane)).toEqual([])
    expect(plane.list({ apiVersion: 'apps/v1', kind: 'ReplicaSet' }).items).toEqual([])
  })

  test('a pod that is deleted is replaced under another name', () => {
    const { plane } = openPlane()
    put(plane, workload('Deployment', 'web'))
    const [before = ''] = podNames(plane)
    plane.delete({ apiVersion: 'v1', kind: 'Pod', namespace: 'default', name: before })
    expect(podNames(plane)).toHaveLength(1)
    expect(podNames(plane)).not.toContain(before)
  })

  test('a new template replaces the pods', () => {
    const { plane } = openPlane()
    put(plane, workload('Deployment', 'web'))
    const before = podNames(plane)
    const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'db', image: 'mysql:9' }] } }
    plane.update(workload('Deployment', 'web', { template }))
    expect(podNames(plane)).toHaveLength(1)
    expect(podNames(plane)).not.toEqual(before)
  })

  test('a StatefulSet names its pods in order and gives each its own claims, which stay', () => {
    const { plane } = openPlane()
    const volumeClaimTemplates = [
      {
        metadata: { name: 'data' },
        spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
      },
    ]
    put(plane, workload('StatefulSet', 'cassandra', { replicas: 3, serviceName: 'cassandra', volumeClaimTemplates }))
    expect(podNames(plane)).toEqual(['cassandra-0', 'cassandra-1', 'cassandra-2'])
    const claims = () =>
      plane.list({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', labels: { app: 'cassandra' } }).items
    expect(claims().map(item => item.metadata.name)).toEqual([
      'data-cassandra-0',
      'data-cassandra-1',
      'data-cassandra-2',
    ])
    expect(valueAt(read(plane, 'Pod', 'cassandra-1'), ['spec', 'volumes', 0])).toEqual({
      name: 'data',
      persistentVolumeClaim: { claimName: 'data-cassandra-1' },
    })
    plane.update(workload('StatefulSet', 'cassandra', { replicas: 1, serviceName: 'cassandra', volumeClaimTemplates }))
    expect(podNames(plane)).toEqual(['cassandra-0'])
    plane.delete({ apiVersion: 'apps/v1', kind: 'StatefulSet', namespace: 'default', name: 'cassandra' })
    expect(podNames(plane)).toEqual([])
    expect(claims()).toHaveLength(3)
  })

  test('a StatefulSet waits with the next pod until the one before is ready', () => {
    const { plane } = openPlane()
    const volumeClaimTemplates = [
      { metadata: { name: 'data' }, spec: { ...(pvc('x').spec as object), storageClassName: 'later' } },
    ]
    put(plane, workload('StatefulSet', 'db', { replicas: 2, volumeClaimTemplates }))
    expect(podNames(plane)).toEqual(['db-0'])
    put(plane, {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'later' },
      provisioner: 'pxd.portworx.com',
    })
    expect(podNames(plane)).toEqual(['db-0', 'db-1'])
    expect(
      plane.get({ apiVersion: 'apps/v1', kind: 'StatefulSet', namespace: 'default', name: 'db' })?.status,
    ).toMatchObject({
      replicas: 2,
      readyReplicas: 2,
      currentReplicas: 2,
      updatedReplicas: 2,
    })
    expect(phase(read(plane, 'Pod', 'db-1'))).toBe('Running')
    expect(valueAt(read(plane, 'StatefulSet', 'db', 'apps/v1'), ['spec', 'updateStrategy', 'type'])).toBe(
      'RollingUpdate',
    )
  })

  test('a DaemonSet has one pod on every node', () => {
    const { plane } = openPlane()
    put(plane, workload('DaemonSet', 'agent'))
    const pods = plane.list({ apiVersion: 'v1', kind: 'Pod' }).items
    expect(pods.map(item => valueAt(item, ['spec', 'nodeName'])).sort()).toEqual(['node-1', 'node-2', 'node-3'])
  })

  test('a ReplicaSet and a bare pod work by themselves', () => {
    const { plane } = openPlane()
    put(plane, workload('ReplicaSet', 'web', { replicas: 2 }))
    put(plane, pod('alone'))
    expect(podNames(plane)).toHaveLength(3)
  })
})

describe('namespaces', () => {
  test('a namespace goes with everything in it, and waits for what has a finalizer', () => {
    const { plane, volumes } = openPlane()
    put(plane, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } })
    const inShop = (object: KubeObject) => ({ ...object, metadata: { ...object.metadata, namespace: 'shop' } })
    put(plane, inShop(pvc('data')))
    put(plane, inShop(workload('Deployment', 'web')))
    const held = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'held', namespace: 'shop', finalizers: ['a.io/b'] },
    }
    put(plane, held)
    const namespace = { apiVersion: 'v1', kind: 'Namespace', name: 'shop' }
    expect(plane.delete(namespace)).toBe('deleting')
    expect(phase(plane.get(namespace))).toBe('Terminating')
    expect(plane.create(inShop(pvc('late')))).toMatchObject({ ok: false, because: 'rejected' })
    expect(podNames(plane)).toEqual([])
    expect(volumes.handles.size).toBe(0)
    plane.update({ ...held, metadata: { ...held.metadata, finalizers: [] } })
    expect(plane.get(namespace)).toBeUndefined()
  })

  test('an owner in another namespace does not keep an object', () => {
    const { plane } = openPlane()
    const owner = put(plane, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'owner', namespace: 'kube-system' },
    })
    const ownerReferences = [{ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: owner.metadata.uid ?? '' }]
    put(plane, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'orphan', namespace: 'default', ownerReferences },
    })
    expect(read(plane, 'ConfigMap', 'orphan')).toBeUndefined()
  })
})
