/** Every annotation key that STORK, Portworx or we read, once, with what became of it. */

import type { KindDeclaration } from './kind.ts'
import { choice, count, type Field, flag, reference, text } from './schema.ts'

export type AnnotationDeclaration = {
  /** The whole key, or with `prefix` how it begins. */
  readonly key: string
  readonly prefix?: true
  /** Kinds on which it is read; `*` for any. */
  readonly on: readonly string[]
  /** What its text must say. Annotation values are always text, so a flag is `"true"` or `"false"`. */
  readonly value: Field
  /** `live`: read; `deprecated`: still read, has a successor; `inert`: read by nobody; `rejected`: makes STORK refuse. */
  readonly era: 'live' | 'deprecated' | 'inert' | 'rejected'
  /** The key that took its place, where one did. */
  readonly replacement?: string
  readonly setBy: 'user' | 'controller'
}

export const preSnapshotRule = live('stork.libopenstorage.org/pre-snapshot-rule', ['VolumeSnapshot'], {
  value: reference('Rule', {
    doc: 'The Rule run before the snapshot, in the namespace of the snapshot.',
    since: '2.0.0',
    source: 'STORK, Portworx driver',
  }),
})

export const postSnapshotRule = live('stork.libopenstorage.org/post-snapshot-rule', ['VolumeSnapshot'], {
  value: reference('Rule', {
    doc: 'The Rule run after the snapshot; with STORK after the upload of a cloud snapshot.',
    since: '2.0.0',
    source: 'STORK, Portworx driver',
  }),
})

export const oldPreSnapshotRule = old('stork.rule/pre-snapshot', ['VolumeSnapshot'], {
  era: 'deprecated',
  value: reference('Rule', { doc: 'The Rule run before the snapshot; read only when the newer key is absent.' }),
  replacement: preSnapshotRule.key,
})

export const oldPostSnapshotRule = old('stork.rule/post-snapshot', ['VolumeSnapshot'], {
  era: 'deprecated',
  value: reference('Rule', { doc: 'The Rule run after the snapshot; read only when the newer key is absent.' }),
  replacement: postSnapshotRule.key,
})

export const snapshotType = live('portworx/snapshot-type', ['VolumeSnapshot', 'VolumeSnapshotSchedule'], {
  value: choice(
    { local: "kept in the cluster's own storage pools", cloud: 'uploaded to the S3 endpoint of the credential' },
    { default: 'local', doc: 'Where the snapshot is kept.', source: 'STORK, Portworx driver' },
  ),
})

export const cloudCredential = live('portworx/cloud-cred-id', ['VolumeSnapshot', 'VolumeSnapshotSchedule'], {
  value: text({
    doc: "The credential, by UUID or name, that the upload uses. Absent: the storage cluster's default.",
    source: 'STORK, Portworx driver',
  }),
})

export const incrementalCount = live(
  'portworx.io/cloudsnap-incremental-count',
  ['VolumeSnapshot', 'VolumeSnapshotSchedule'],
  {
    value: count({
      doc: 'How many incremental uploads may follow a full one; 0 forces a full one.',
      since: '2.5.0',
      source: 'STORK, Portworx driver',
    }),
  },
)

export const deleteLocalSnapshot = live(
  'portworx.io/cloudsnap-delete-local-snap',
  ['VolumeSnapshot', 'VolumeSnapshotSchedule'],
  {
    value: flag({
      doc: 'Drop the local base snapshot after the upload.',
      since: '2.6.0',
      source: 'STORK, Portworx driver',
    }),
  },
)

export const groupSelectorPrefix = old('portworx.selector/', ['VolumeSnapshot'], {
  prefix: true,
  era: 'rejected',
  value: text({
    doc: 'Old way to choose the claims of a group. STORK refuses it for local snapshots and ignores it for cloud ones.',
    source: 'STORK, Portworx driver',
  }),
})

export const restoreNamespaces = live(
  'stork.libopenstorage.org/snapshot-restore-namespaces',
  ['VolumeSnapshot', 'VolumeSnapshotSchedule'],
  {
    value: text({
      doc: 'Namespaces that may restore from the snapshot: regular expressions joined by commas, each matching the whole name.',
      source: 'STORK, snapshot provisioner',
    }),
  },
)

export const oldRestoreNamespaces = old('stork/snapshot-restore-namespaces', ['VolumeSnapshot'], {
  era: 'deprecated',
  value: text({ doc: 'Namespaces that may restore from the snapshot.' }),
  replacement: restoreNamespaces.key,
})

export const authSecretName = live('openstorage.io/auth-secret-name', ['VolumeSnapshot', 'GroupVolumeSnapshot'], {
  value: reference('Secret', { doc: 'The Secret with the token of the storage user to act as.' }),
})

export const authSecretNamespace = live(
  'openstorage.io/auth-secret-namespace',
  ['VolumeSnapshot', 'GroupVolumeSnapshot'],
  { value: reference('Namespace', { doc: 'The namespace of that Secret.' }) },
)

export const snapshotSource = live('snapshot.alpha.kubernetes.io/snapshot', ['PersistentVolumeClaim'], {
  value: reference('VolumeSnapshot', {
    doc: 'The snapshot that the claim is cloned from. Needs the class stork-snapshot-sc.',
    source: 'STORK, snapshot provisioner',
  }),
})

export const snapshotSourceNamespace = live(
  'stork.libopenstorage.org/snapshot-source-namespace',
  ['PersistentVolumeClaim'],
  {
    value: reference('Namespace', {
      doc: 'The namespace of the snapshot when it is another one. The snapshot must allow the namespace of the claim.',
      source: 'STORK, snapshot provisioner',
    }),
  },
)

export const oldSnapshotSourceNamespace = old('stork/snapshot-source-namespace', ['PersistentVolumeClaim'], {
  era: 'deprecated',
  value: reference('Namespace', { doc: 'The namespace of the snapshot; honoured in part only.' }),
  replacement: snapshotSourceNamespace.key,
})

export const executorImage = live('stork.libopenstorage.org/cmdexecutor-image', ['Rule'], {
  value: text({ doc: 'The image of the pod that STORK starts for background actions.', source: 'STORK, rule runner' }),
})

export const executorImageSecret = live('stork.libopenstorage.org/cmdexecutor-image-secret', ['Rule'], {
  value: reference('Secret', { doc: 'The pull secret for that image, in the namespace of STORK.' }),
})

const policies = ['SchedulePolicy', 'NamespacedSchedulePolicy']
const schedules = [...policies, 'VolumeSnapshotSchedule']

export const timeZone = live('pxsnap.io/time-zone', schedules, {
  value: text({
    default: 'UTC',
    doc: 'The zone of the times of the policy, by its IANA name. On a schedule it goes before that of its policy. A time that is skipped when clocks go forward runs at the first moment after; one that comes twice runs once. STORK does not read it: there the zone is that of its pod.',
    source: 'our decision',
    example: 'Europe/Berlin',
    suggests: {
      UTC: 'no daylight saving',
      'Europe/Berlin': 'central Europe',
      'Europe/London': 'the United Kingdom',
      'America/New_York': 'the East of the United States',
      'America/Los_Angeles': 'the West of the United States',
      'Asia/Tokyo': 'Japan, no daylight saving',
    },
  }),
})

export const catchUp = live('pxsnap.io/catch-up', schedules, {
  value: choice(
    {
      once: 'one run makes up for all slots that were missed, as soon as it can',
      none: 'a slot that is more than an hour late is not run',
    },
    {
      default: 'once',
      doc: 'What becomes of slots that passed while nobody carried out schedules. Each is told by an event either way. STORK skips what is more than an hour late, without a word.',
      source: 'our decision',
    },
  ),
})

export const runDeadline = live('pxsnap.io/run-deadline', schedules, {
  value: text({
    default: '6h',
    doc: 'How long one run may take, as `90m` or `6h`. After it the run counts as failed, its snapshot is removed, and the next slot can run. With STORK one run that never ends stops its schedule for ever.',
    source: 'our decision',
    suggests: { '30m': 'local snapshots', '6h': 'the usual', '24h': 'large uploads' },
  }),
})

export const pvcSelector = live('pxsnap.io/pvc-selector', ['VolumeSnapshotSchedule'], {
  value: text({
    doc: 'Makes every run a GroupVolumeSnapshot of the claims with these labels, written as `app=mysql,tier=db`. Read by pxsnap only; STORK has no schedules of groups.',
    source: 'our extension',
    example: 'app=mysql',
  }),
})

export const trigger = byController(
  'pxsnap.io/trigger',
  ['VolumeSnapshotSchedule'],
  'A run that was asked for out of turn: when, and for which section it counts.',
)

export const scheduleName = byController(
  'stork.libopenstorage.org/snapshotScheduleName',
  ['VolumeSnapshot', 'GroupVolumeSnapshot'],
  'The schedule that made the snapshot.',
)

export const schedulePolicyType = byController(
  'stork.libopenstorage.org/snapshotSchedulePolicyType',
  ['VolumeSnapshot', 'GroupVolumeSnapshot'],
  'The section for which the snapshot counts: Interval, Daily, Weekly or Monthly.',
)

export const runningCommands = byController(
  'stork.libopenstorage.org/pods-with-running-cmds',
  ['VolumeSnapshot', 'GroupVolumeSnapshot'],
  'The pods in which background commands may still hold.',
)

export const restoreInProgress = byController(
  'stork.libopenstorage.org/restore-in-progress',
  ['PersistentVolumeClaim'],
  'While it is "true", pods that use the claim are not scheduled.',
)

export const lifecycle = byController(
  'pxsnap.io/lifecycle',
  [
    'VolumeSnapshot',
    'GroupVolumeSnapshot',
    'PersistentVolumeClaim',
    'VolumeSnapshotRestore',
    'VolumeSnapshotSchedule',
    'ClusterPair',
    'Migration',
  ],
  'All that the pxsnap executor must know to go on after a crash, as JSON.',
)

export const evidence = byController(
  'pxsnap.io/evidence',
  ['VolumeSnapshot', 'GroupVolumeSnapshot', 'VolumeSnapshotRestore', 'PersistentVolumeClaim', 'Migration'],
  'What was frozen from when to when, and how consistent the snapshot is, as JSON.',
)

export const freezeBudget = live('pxsnap.io/freeze-budget', ['VolumeSnapshot', 'GroupVolumeSnapshot', 'Migration'], {
  value: text({
    doc: 'The longest the application may be frozen in one attempt, such as `30s`. From 2s to 15m; the pxsnap executor only.',
    default: '60s',
  }),
})

export const commandTimeout = live(
  'pxsnap.io/command-timeout',
  ['VolumeSnapshot', 'GroupVolumeSnapshot', 'Migration', 'Rule'],
  {
    value: text({
      doc: 'The longest one command of a rule may take, such as `10s`; on a Rule, each of its own. From 1s to 15m; the pxsnap executor only.',
      default: '30s',
    }),
  },
)

export const actionTimeouts = live('pxsnap.io/action-timeouts', ['Rule'], {
  value: text({
    doc: 'The longest that single actions may take: ITEM.ACTION=TIME, counted from 0, such as `0.0=20s, 1.0=5s`. The pxsnap executor only.',
  }),
})

export const keepSourceActive = live('pxsnap.io/keep-source-active', ['Migration'], {
  value: flag({
    default: false,
    doc: 'Leave the applications running here although they are started there, for example for a test of both. Without it, a migration that starts them there stops them here first; the pxsnap executor only.',
  }),
})

export const migrationReplicas = byController(
  'stork.libopenstorage.org/migrationReplicas',
  ['Deployment', 'StatefulSet'],
  'How many replicas the workload has when it is active.',
)
export const migrated = byController('stork.libopenstorage.org/migrated', ['*'], '"true": brought by a migration.')
export const migrationName = byController(
  'stork.libopenstorage.org/migrationName',
  ['*'],
  'The migration that brought it.',
)
export const migrationNamespace = byController(
  'stork.libopenstorage.org/migrationNamespace',
  ['*'],
  'The namespace of the migration that brought it.',
)
export const migrationTime = byController('stork.libopenstorage.org/migrationTime', ['*'], 'When it was brought.')
export const resourceHash = byController(
  'stork.libopenstorage.org/resource-hash',
  ['*'],
  'What it was like when it was brought; an object of the same hash is not written again.',
)
export const createdByMigration = byController(
  'pxsnap.io/created-by-migration',
  ['*'],
  'The uid of the migration that made it, which removes it again when it is undone.',
)
export const currentStorageClass = byController(
  'stork.libopenstorage.org/current-storage-class-name',
  ['PersistentVolume'],
  'The storage class of the volume where it came from.',
)
export const keptReclaimPolicy = byController(
  'stork.libopenstorage.org/reclaimPolicy',
  ['PersistentVolume'],
  'The reclaim policy of the volume where it came from.',
)
export const skipResource = live('stork.libopenstorage.org/skip-resource', ['*'], {
  value: flag({ default: false, doc: 'Leave the object out of migrations.', source: 'STORK, resource collector' }),
})
export const skipResourceOld = old('stork.libopenstorage.org/skipresource', ['*'], {
  era: 'deprecated',
  value: flag({ default: false, doc: 'Leave the object out of migrations.' }),
  replacement: skipResource.key,
})
export const skipModifyResource = live('stork.libopenstorage.org/skip-modify-resource', ['Service'], {
  value: flag({ default: false, doc: 'Keep the addresses of the service.', source: 'STORK, resource collector' }),
})

export const sizeBytes = byController(
  'pxsnap.io/size-bytes',
  ['VolumeSnapshotData'],
  'The size of the volume that was snapshotted, in bytes; a claim made from it must ask for as much.',
)

export const scaleDown = live('pxsnap.io/scale-down', ['VolumeSnapshotRestore'], {
  value: flag({
    default: true,
    doc: 'Whether the Deployments and StatefulSets that use the claims are stopped for the restore and started again after it. `"false"`: the restore is refused while a pod uses a claim.',
  }),
})

/** Commands of the days before Rules, each era's prefix. Our executor runs them; STORK never did. */
export const preSnapCommands = ['px/pre-snap-command', 'portworx/pre-snap-command'].map(key =>
  old(key, ['VolumeSnapshot'], {
    era: 'inert',
    value: text({ doc: 'A shell command run before the snapshot in the pods that use the claim. STORK never ran it.' }),
    replacement: preSnapshotRule.key,
  }),
)

export const postSnapCommands = ['px/post-snap-command', 'portworx/post-snap-command'].map(key =>
  old(key, ['VolumeSnapshot'], {
    era: 'inert',
    value: text({ doc: 'A shell command run after the snapshot in the pods that use the claim. STORK never ran it.' }),
    replacement: postSnapshotRule.key,
  }),
)

export const runOnceKeys = ['portworx/pre-snap-command-run-once', 'portworx/post-snap-command-run-once'].map(key =>
  old(key, ['VolumeSnapshot'], {
    era: 'inert',
    value: flag({
      default: false,
      doc: 'Run the command in the first pod only. Today: `runInSinglePod` of a Rule action.',
    }),
  }),
)

export const groupIdKeys = ['px/group-id', 'portworx/group-id'].map(key =>
  old(key, ['VolumeSnapshot'], {
    era: 'inert',
    value: text({ doc: 'The group whose volumes were to be snapshotted together. Today: a GroupVolumeSnapshot.' }),
  }),
)

export const oldSnapshotType = old('px/snapshot-type', ['VolumeSnapshot'], {
  era: 'inert',
  value: text({ doc: 'Where the snapshot is kept, before the prefix changed.' }),
  replacement: snapshotType.key,
})

export const oldCloudCredential = old('px/cloud-backup-cred-id', ['VolumeSnapshot'], {
  era: 'inert',
  value: text({ doc: 'The credential of the upload, before the prefix changed.' }),
  replacement: cloudCredential.key,
})

export const sourceClaim = old('px/snapshot-source-pvc', ['PersistentVolumeClaim'], {
  era: 'inert',
  value: reference('PersistentVolumeClaim', {
    doc: 'Cloned a claim by Portworx itself, before STORK. Today: a VolumeSnapshot and a claim from it.',
  }),
})

export const annotationCatalogue: readonly AnnotationDeclaration[] = [
  preSnapshotRule,
  postSnapshotRule,
  oldPreSnapshotRule,
  oldPostSnapshotRule,
  snapshotType,
  cloudCredential,
  incrementalCount,
  deleteLocalSnapshot,
  groupSelectorPrefix,
  restoreNamespaces,
  oldRestoreNamespaces,
  authSecretName,
  authSecretNamespace,
  snapshotSource,
  snapshotSourceNamespace,
  oldSnapshotSourceNamespace,
  executorImage,
  executorImageSecret,
  timeZone,
  catchUp,
  runDeadline,
  pvcSelector,
  trigger,
  scheduleName,
  schedulePolicyType,
  runningCommands,
  restoreInProgress,
  lifecycle,
  evidence,
  freezeBudget,
  commandTimeout,
  actionTimeouts,
  keepSourceActive,
  migrationReplicas,
  migrated,
  migrationName,
  migrationNamespace,
  migrationTime,
  resourceHash,
  createdByMigration,
  currentStorageClass,
  keptReclaimPolicy,
  skipResource,
  skipResourceOld,
  skipModifyResource,
  sizeBytes,
  scaleDown,
  ...preSnapCommands,
  ...postSnapCommands,
  ...runOnceKeys,
  ...groupIdKeys,
  oldSnapshotType,
  oldCloudCredential,
  sourceClaim,
]

/** The declaration of that key on that kind; with a prefix key, of whatever begins so. */
export function findAnnotation(kind: string | KindDeclaration, key: string): AnnotationDeclaration | undefined {
  return annotationsFor(kind).find(
    ({ key: known, prefix }) => known === key || (prefix === true && key.startsWith(known)),
  )
}

/** The annotations that mean something on that kind. */
export function annotationsFor(kind: string | KindDeclaration): readonly AnnotationDeclaration[] {
  const name = typeof kind === 'string' ? kind : ourNameOf(kind)
  return annotationCatalogue.filter(({ on }) => on.includes(name) || on.includes('*'))
}

/** CSI has kinds with the names of STORK's. We call those `CsiVolumeSnapshot` and so on. */
function ourNameOf({ kind, stem }: KindDeclaration): string {
  return stem.startsWith('csi-') ? `Csi${kind}` : kind
}

type Kinds = readonly string[]
type OldWords = Pick<AnnotationDeclaration, 'era' | 'value' | 'replacement' | 'prefix'>

function live(key: string, on: Kinds, { value }: { readonly value: Field }): AnnotationDeclaration {
  return { key, on, value, era: 'live', setBy: 'user' }
}

function old(key: string, on: Kinds, words: OldWords): AnnotationDeclaration {
  return { key, on, setBy: 'user', ...words }
}

function byController(key: string, on: Kinds, doc: string): AnnotationDeclaration {
  return { key, on, value: text({ doc, setBy: 'controller' }), era: 'live', setBy: 'controller' }
}
