/** The status of a GroupVolumeSnapshot as STORK reads and writes it. */

import { entry, isMap, type KubeObject, textOf, valueAt } from '../../specs/index.ts'
import type { condition, SnapshotSource } from './snapshot-objects.ts'

export type GroupMember = {
  /** Empty until the objects are made. */
  readonly snapshot: string
  readonly task: string
  readonly volume: string
  readonly source?: SnapshotSource
  /** When the back end cut it. Known within a pass only. */
  readonly at?: string
  /** Absent while its task is queued. */
  readonly condition?: Condition
}
export type Condition = Omit<ReturnType<typeof condition>, 'type'> & { readonly type: string }

export type GroupStatus = {
  readonly stage: string
  readonly status: string
  readonly retries: number
  readonly members: readonly GroupMember[]
}

export function groupStatusOf({ status }: KubeObject): GroupStatus {
  const members = entry(status, 'volumeSnapshots')
  const retries = entry(status, 'numRetries')
  return {
    stage: textOf(entry(status, 'stage')) ?? '',
    status: textOf(entry(status, 'status')) ?? '',
    retries: typeof retries === 'number' ? retries : 0,
    members: (Array.isArray(members) ? members : []).map(readMember),
  }
}

export function withStatus(group: KubeObject, changed: Partial<GroupStatus>): KubeObject {
  const { stage, status, retries, members } = { ...groupStatusOf(group), ...changed }
  return { ...group, status: { stage, status, numRetries: retries, volumeSnapshots: members.map(writeMember) } }
}

export function isDone({ condition }: GroupMember): boolean {
  return condition?.type === 'Ready'
}

function readMember(member: unknown): GroupMember {
  const [first] = listOf(entry(member, 'Conditions'))
  const source = valueAt(member, ['DataSource', 'portworxVolume'])
  return {
    snapshot: textOf(entry(member, 'VolumeSnapshotName')) ?? '',
    task: textOf(entry(member, 'TaskID')) ?? '',
    volume: textOf(entry(member, 'ParentVolumeID')) ?? '',
    ...(isMap(source) ? { source: readSource(source) } : {}),
    ...(isMap(first) ? { condition: readCondition(first) } : {}),
  }
}

function writeMember({ snapshot, task, volume, source, condition }: GroupMember) {
  return {
    VolumeSnapshotName: snapshot,
    TaskID: task,
    ParentVolumeID: volume,
    DataSource: source === undefined ? {} : { portworxVolume: source },
    Conditions: condition === undefined ? [] : [condition],
  }
}

function readSource(source: Readonly<Record<string, unknown>>): SnapshotSource {
  const credential = textOf(source.snapshotCloudCredID)
  return {
    snapshotId: textOf(source.snapshotId) ?? '',
    snapshotType: source.snapshotType === 'cloud' ? 'cloud' : 'local',
    snapshotTaskID: textOf(source.snapshotTaskID) ?? '',
    ...(credential === undefined ? {} : { snapshotCloudCredID: credential }),
    volumeProvisioner: textOf(source.volumeProvisioner) ?? '',
  }
}

function readCondition(read: Readonly<Record<string, unknown>>): Condition {
  return {
    type: textOf(read.type) ?? '',
    status: textOf(read.status) ?? '',
    lastTransitionTime: textOf(read.lastTransitionTime) ?? '',
    reason: textOf(read.reason) ?? '',
    message: textOf(read.message) ?? '',
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
