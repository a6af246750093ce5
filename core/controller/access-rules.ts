/** What the controller must be allowed, and nothing beyond it: what the engine does with the csi driver. */

export type AccessRule = {
  readonly apiGroup: string
  readonly resources: readonly string[]
  readonly verbs: readonly string[]
}

/** In the whole cluster. A test runs the engine where everything else is forbidden. */
export const accessRules: readonly AccessRule[] = [
  { apiGroup: '', resources: ['pods'], verbs: ['list'] },
  // A WebSocket is opened by GET, SPDY by POST; newer servers ask for create in both cases. Source: Kubernetes, exec.
  { apiGroup: '', resources: ['pods/exec'], verbs: ['create', 'get'] },
  {
    apiGroup: '',
    resources: ['persistentvolumeclaims'],
    verbs: ['get', 'list', 'watch', 'create', 'update', 'delete'],
  },
  { apiGroup: '', resources: ['persistentvolumes'], verbs: ['get', 'list', 'update'] },
  { apiGroup: '', resources: ['events'], verbs: ['create'] },
  // A Migration reads them before it finds that CSI cannot send volumes.
  { apiGroup: '', resources: ['namespaces'], verbs: ['list'] },
  { apiGroup: 'storage.k8s.io', resources: ['storageclasses'], verbs: ['get', 'list'] },
  {
    apiGroup: 'volumesnapshot.external-storage.k8s.io',
    resources: ['volumesnapshots'],
    verbs: ['get', 'list', 'watch', 'create', 'update', 'delete'],
  },
  {
    apiGroup: 'volumesnapshot.external-storage.k8s.io',
    resources: ['volumesnapshotdatas'],
    verbs: ['get', 'create', 'update', 'delete'],
  },
  {
    apiGroup: 'stork.libopenstorage.org',
    resources: ['groupvolumesnapshots'],
    verbs: ['get', 'list', 'watch', 'create', 'update', 'delete'],
  },
  {
    apiGroup: 'stork.libopenstorage.org',
    resources: ['volumesnapshotschedules', 'volumesnapshotrestores', 'migrations', 'clusterpairs'],
    verbs: ['get', 'list', 'watch', 'update'],
  },
  {
    apiGroup: 'stork.libopenstorage.org',
    resources: ['rules', 'schedulepolicies', 'namespacedschedulepolicies'],
    verbs: ['get'],
  },
  {
    apiGroup: 'snapshot.storage.k8s.io',
    resources: ['volumesnapshots'],
    verbs: ['get', 'list', 'create', 'update', 'delete'],
  },
  { apiGroup: 'snapshot.storage.k8s.io', resources: ['volumesnapshotcontents'], verbs: ['get', 'list', 'update'] },
  { apiGroup: 'snapshot.storage.k8s.io', resources: ['volumesnapshotclasses'], verbs: ['list'] },
  {
    apiGroup: 'groupsnapshot.storage.k8s.io',
    resources: ['volumegroupsnapshots'],
    verbs: ['get', 'list', 'create', 'delete'],
  },
  { apiGroup: 'groupsnapshot.storage.k8s.io', resources: ['volumegroupsnapshotcontents'], verbs: ['get', 'update'] },
  { apiGroup: 'groupsnapshot.storage.k8s.io', resources: ['volumegroupsnapshotclasses'], verbs: ['list'] },
]

/** In its own namespace. */
export const leaseRules: readonly AccessRule[] = [
  { apiGroup: 'coordination.k8s.io', resources: ['leases'], verbs: ['get', 'create', 'update'] },
]
