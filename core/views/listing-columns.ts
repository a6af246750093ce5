/** The columns of every kind we know, between name and age: those of kubectl, and for snapshots what matters of them. */

import { spellBytes } from '../base/index.ts'
import {
  type KubeObject,
  postSnapshotRule,
  preSnapshotRule,
  sectionKinds,
  snapshotSource,
  snapshotType,
  utc,
} from '../specs/index.ts'
import { wallTime } from './calendar.ts'
import { type Cell, cell } from './cell.ts'
import { entriesAt, listAt, numberAt, textAt, textsAt } from './fields.ts'
import type { ListingColumn } from './listing.ts'
import { lastSuccess, nextRun, scheduleCell, scheduledClaims, sectionCell, usableRuns, zoneText } from './schedule.ts'
import { consistencyCell, frozenCell, snapshotState } from './snapshot-state.ts'
import { restoreCell, restoredClaims } from './volume-snapshot-restore.ts'

type Read = (object: KubeObject) => string | number | undefined

export const listingColumns: Readonly<Record<string, readonly ListingColumn[]>> = {
  VolumeSnapshot: [
    plain('CLAIM', object => textAt(object, 'spec', 'persistentVolumeClaimName')),
    { name: 'STATUS', cell: stateCell },
    { name: 'CONSISTENCY', cell: consistencyCell },
    { name: 'FROZEN', cell: frozenCell },
    wide('KEPT', ({ metadata }) => metadata.annotations?.[snapshotType.key] ?? 'local'),
    wide('DATA', object => textAt(object, 'spec', 'snapshotDataName')),
    wide('PRE RULE', ({ metadata }) => metadata.annotations?.[preSnapshotRule.key]),
    wide('POST RULE', ({ metadata }) => metadata.annotations?.[postSnapshotRule.key]),
  ],
  GroupVolumeSnapshot: [
    { name: 'STATUS', cell: stateCell },
    plain('MEMBERS', object => listAt(object, 'status', 'volumeSnapshots').length || undefined),
    { name: 'CONSISTENCY', cell: consistencyCell },
    { name: 'FROZEN', cell: frozenCell },
    wide('KEPT', object => textAt(object, 'spec', 'options', snapshotType.key) ?? 'local'),
    wide('STAGE', object => textAt(object, 'status', 'stage')),
    wide('PRE RULE', object => textAt(object, 'spec', 'preExecRule')),
    wide('POST RULE', object => textAt(object, 'spec', 'postExecRule')),
    wide('SELECTOR', object => labelText(object, 'spec', 'pvcSelector', 'matchLabels')),
  ],
  VolumeSnapshotRestore: [
    plain('SNAPSHOT', object => textAt(object, 'spec', 'sourceName')),
    { name: 'STATUS', cell: restoreCell },
    plain('CLAIMS', restoredClaims),
  ],
  VolumeSnapshotSchedule: [
    plain('CLAIM', scheduledClaims),
    plain('POLICY', object => textAt(object, 'spec', 'schedulePolicyName')),
    { name: 'STATUS', cell: scheduleCell },
    plain('USABLE', object => usableRuns(object).length),
    plain('LAST SUCCESS', object => {
      const last = lastSuccess(object)
      return last === undefined ? undefined : `${wallTime(utc, last)} UTC`
    }),
    plain('NEXT RUN', nextRun),
    wide('PRE RULE', object => textAt(object, 'spec', 'preExecRule')),
    wide('POST RULE', object => textAt(object, 'spec', 'postExecRule')),
    wide('RECLAIM POLICY', object => textAt(object, 'spec', 'reclaimPolicy') ?? 'Delete'),
  ],
  SchedulePolicy: policyColumns(),
  NamespacedSchedulePolicy: policyColumns(),
  ClusterPair: [
    plain('CLUSTER', object => textAt(object, 'status', 'remoteStorageId')),
    word('SCHEDULER', 'schedulerStatus'),
    word('STORAGE', 'storageStatus'),
    plain('REASON', object => textAt(object, 'status', 'reason')),
  ],
  Migration: [
    plain('PAIR', object => textAt(object, 'spec', 'clusterPair')),
    plain('NAMESPACES', object => textsAt(object, 'spec', 'namespaces').join(',') || undefined),
    plain('STAGE', object => textAt(object, 'status', 'stage')),
    word('STATUS', 'status'),
    plain('VOLUMES', object => partOf(object, 'numOfMigratedVolumes', 'totalNumberOfVolumes')),
    plain('RESOURCES', object => partOf(object, 'numOfMigratedResources', 'totalNumberOfResources')),
    { name: 'FROZEN', cell: frozenCell },
    wide('BYTES', object => bytesOf(object)),
    wide('REASON', object => textAt(object, 'status', 'reason')),
  ],
  VolumeSnapshotData: [
    plain('SNAPSHOT', object => textAt(object, 'spec', 'volumeSnapshotRef', 'name')),
    plain('VOLUME', object => textAt(object, 'spec', 'persistentVolumeRef', 'name')),
    wide('HANDLE', object => textAt(object, 'spec', 'portworxVolume', 'snapshotId')),
  ],
  Rule: [
    plain('ITEMS', object => listAt(object, 'rules').length),
    plain('COMMANDS', object => listAt(object, 'rules').flatMap(item => listAt(item, 'actions')).length),
    plain('PODS', object => podsOfRule(object)),
  ],
  PersistentVolumeClaim: [
    phase('STATUS', { Bound: 'usable', Pending: 'working', Lost: 'failed' }),
    plain('VOLUME', object => textAt(object, 'spec', 'volumeName')),
    plain('CAPACITY', object => textAt(object, 'status', 'capacity', 'storage')),
    plain('ACCESS MODES', object => accessModes(object)),
    plain('STORAGECLASS', object => textAt(object, 'spec', 'storageClassName')),
    wide('FROM SNAPSHOT', ({ metadata }) => metadata.annotations?.[snapshotSource.key]),
  ],
  PersistentVolume: [
    plain('CAPACITY', object => textAt(object, 'spec', 'capacity', 'storage')),
    plain('ACCESS MODES', object => accessModes(object)),
    plain('RECLAIM POLICY', object => textAt(object, 'spec', 'persistentVolumeReclaimPolicy')),
    phase('STATUS', { Bound: 'usable', Available: 'plain', Released: 'working', Failed: 'failed' }),
    plain('CLAIM', object => claimOf(object)),
    plain('STORAGECLASS', object => textAt(object, 'spec', 'storageClassName')),
  ],
  StorageClass: [
    plain('PROVISIONER', object => textAt(object, 'provisioner')),
    plain('RECLAIMPOLICY', object => textAt(object, 'reclaimPolicy')),
    plain('VOLUMEBINDINGMODE', object => textAt(object, 'volumeBindingMode')),
  ],
  Pod: [
    plain('READY', object => `${readyContainers(object)}/${listAt(object, 'spec', 'containers').length}`),
    phase('STATUS', { Running: 'usable', Succeeded: 'usable', Pending: 'working', Failed: 'failed' }),
    plain('RESTARTS', object => restarts(object)),
    wide('IP', object => textAt(object, 'status', 'podIP')),
    wide('NODE', object => textAt(object, 'spec', 'nodeName')),
  ],
  Deployment: [
    plain('READY', replicasReady),
    plain('UP-TO-DATE', object => numberAt(object, 'status', 'updatedReplicas') ?? 0),
    plain('AVAILABLE', object => numberAt(object, 'status', 'availableReplicas') ?? 0),
    wide('IMAGES', object => images(object)),
  ],
  StatefulSet: [plain('READY', replicasReady), wide('IMAGES', object => images(object))],
  ReplicaSet: [
    plain('DESIRED', object => numberAt(object, 'spec', 'replicas') ?? 1),
    plain('CURRENT', object => numberAt(object, 'status', 'replicas') ?? 0),
    plain('READY', object => numberAt(object, 'status', 'readyReplicas') ?? 0),
  ],
  Service: [
    plain('TYPE', object => textAt(object, 'spec', 'type') ?? 'ClusterIP'),
    plain('CLUSTER-IP', object => textAt(object, 'spec', 'clusterIP')),
    plain('PORT(S)', object => ports(object)),
  ],
  Namespace: [phase('STATUS', { Active: 'usable', Terminating: 'working' })],
  ConfigMap: [plain('DATA', object => entriesAt(object, 'data').length)],
  // Only how many: a secret's values are never shown.
  Secret: [
    plain('TYPE', object => textAt(object, 'type') ?? 'Opaque'),
    plain('DATA', object => entriesAt(object, 'data').length + entriesAt(object, 'stringData').length),
  ],
}

function policyColumns(): readonly ListingColumn[] {
  return [
    ...sectionKinds.map(kind => ({
      name: kind.toUpperCase(),
      cell: (object: KubeObject) => sectionCell(object, kind),
    })),
    plain('ZONE', zoneText),
  ]
}

function plain(name: string, read: Read): ListingColumn {
  return { name, cell: object => cell(read(object)) }
}

function wide(name: string, read: Read): ListingColumn {
  return { ...plain(name, read), wide: true }
}

function phase(name: string, tones: Readonly<Record<string, Cell['tone']>>): ListingColumn {
  return {
    name,
    cell: object => {
      if (object.metadata.deletionTimestamp !== undefined) return cell('Terminating', 'working')
      const word = textAt(object, 'status', 'phase')
      return cell(word, word === undefined ? 'plain' : tones[word])
    },
  }
}

/** One of STORK's words for how a pair or a migration is going. */
function word(name: string, field: string): ListingColumn {
  return {
    name,
    cell: object => {
      const text = textAt(object, 'status', field)
      return cell(text, text === undefined ? 'plain' : statusTones[text])
    },
  }
}

const statusTones: Readonly<Record<string, Cell['tone']>> = {
  Ready: 'usable',
  Successful: 'usable',
  Pending: 'working',
  InProgress: 'working',
  PartialSuccess: 'working',
  Degraded: 'working',
  NotProvided: 'muted',
  Failed: 'failed',
  Error: 'failed',
}

function bytesOf(object: KubeObject): string | undefined {
  const bytes = numberAt(object, 'status', 'summary', 'totalBytesMigrated')
  return bytes === undefined ? undefined : spellBytes(bytes)
}

/** `2/3` of a migration's summary. */
function partOf(object: KubeObject, done: string, all: string): string | undefined {
  const total = numberAt(object, 'status', 'summary', all)
  return total === undefined ? undefined : `${numberAt(object, 'status', 'summary', done) ?? 0}/${total}`
}

function stateCell(object: KubeObject): Cell {
  const { word, tone } = snapshotState(object)
  return cell(word, tone)
}

/** `app=mysql,tier=db`, sorted by key. */
export function labelText(object: unknown, ...path: readonly string[]): string | undefined {
  const labels = entriesAt(object, ...path)
  return labels.length === 0 ? undefined : labels.map(([key, value]) => `${key}=${String(value)}`).join(',')
}

/** Which pods a rule names, item by item; an item without a selector means the pods that use the members' claims. */
function podsOfRule(object: KubeObject): string {
  const items = listAt(object, 'rules').map(item => labelText(item, 'podSelector') ?? "(the claims' users)")
  return [...new Set(items)].join('; ')
}

const accessModeLetters: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
}

function accessModes(object: KubeObject): string | undefined {
  const modes = textsAt(object, 'spec', 'accessModes')
  return modes.length === 0 ? undefined : modes.map(mode => accessModeLetters[mode] ?? mode).join(',')
}

function claimOf(object: KubeObject): string | undefined {
  const name = textAt(object, 'spec', 'claimRef', 'name')
  return name === undefined ? undefined : `${textAt(object, 'spec', 'claimRef', 'namespace') ?? ''}/${name}`
}

function readyContainers(pod: KubeObject): number {
  const statuses = listAt(pod, 'status', 'containerStatuses')
  return statuses.filter(status => (status as { readonly ready?: unknown } | null)?.ready === true).length
}

function restarts(pod: KubeObject): number {
  return listAt(pod, 'status', 'containerStatuses').reduce<number>(
    (sum, one) => sum + (numberAt(one, 'restartCount') ?? 0),
    0,
  )
}

function replicasReady(object: KubeObject): string {
  return `${numberAt(object, 'status', 'readyReplicas') ?? 0}/${numberAt(object, 'spec', 'replicas') ?? 1}`
}

function images(object: KubeObject): string | undefined {
  const found = listAt(object, 'spec', 'template', 'spec', 'containers').flatMap(
    container => textAt(container, 'image') ?? [],
  )
  return found.length === 0 ? undefined : found.join(',')
}

function ports(object: KubeObject): string | undefined {
  const found = listAt(object, 'spec', 'ports').flatMap(port => {
    const number = numberAt(port, 'port')
    return number === undefined ? [] : `${number}/${textAt(port, 'protocol') ?? 'TCP'}`
  })
  return found.length === 0 ? undefined : found.join(',')
}
