/** Where a lifecycle lives on its object: two annotations, a finalizer, and the fields other tools read. */

import type { Instant } from '../base/index.ts'
import {
  annotationsOf,
  evidence as evidenceKey,
  isMap,
  type KubeObject,
  lifecycle as lifecycleKey,
} from '../specs/index.ts'
import { type CloneLifecycle, newClone } from './clone.ts'
import { type Evidence, noEvidence } from './evidence.ts'
import { finalizer } from './finalizer.ts'
import { isTask } from './hold-script.ts'
import { newSnapshot, type SnapshotLifecycle } from './snapshot-lifecycle.ts'
import { groupVolumeSnapshotFields, volumeSnapshotFields } from './snapshot-objects.ts'

/** The text by which a stored lifecycle is known again; undefined on an object that has none. */
export function markOf(object: KubeObject): string | undefined {
  return annotationsOf(object)[lifecycleKey.key]
}

/** The text that storing the status writes. */
export function markFor(status: SnapshotLifecycle | CloneLifecycle): string {
  const { evidence: _, ...rest } = { evidence: undefined, ...status }
  return JSON.stringify(rest)
}

/**
 * A snapshot's lifecycle as it is stored, a new one when there is none, or undefined when the annotation cannot be
 * meant. Anybody who may edit the object can edit the annotation, so nothing in it may reach beyond the object's own
 * namespace or into the text of a script.
 */
export function readSnapshot(object: KubeObject, now: Instant): SnapshotLifecycle | undefined {
  const text = markOf(object)
  const evidence = readEvidence(object)
  if (text === undefined) return newSnapshot(now, evidence)
  return meantSnapshot(parse(text), [object.metadata.namespace], evidence)
}

/** A stored snapshot run that may concern pods of these namespaces, or undefined when it cannot be meant. */
export function meantSnapshot(
  value: unknown,
  namespaces: readonly (string | undefined)[],
  evidence: Evidence,
): SnapshotLifecycle | undefined {
  if (!isMap(value) || !isSnapshotStage(value.stage) || !isCount(value.attempt) || !isCount(value.since))
    return undefined
  if (!isCount(value.failures) || !isCount(value.interruptions)) return undefined
  if (value.stage === 'Armed' || value.stage === 'Freezing') {
    if (typeof value.epoch !== 'string' || !isIntent(value.intent, namespaces)) return undefined
  }
  if (value.stage === 'Thawing') return undefined
  if (value.stage === 'Cutting' && (value.freeze !== undefined || !isList(value.members, isMember))) return undefined
  if (value.stage === 'Recording' && !(isList(value.copies, isCopy) && isMap(value.verdict))) return undefined
  if (value.stage === 'Uploading' && !isUpload(value)) return undefined
  if (value.stage === 'RollingBack' && !isReason(value.failure)) return undefined
  if (value.stage === 'Final') {
    const well =
      value.outcome === 'failed' ? isReason(value.failure) : isList(value.copies, isCopy) && isMap(value.verdict)
    if (!well) return undefined
  }
  if (value.copies !== undefined && !isList(value.copies, isCopy)) return undefined
  return { ...value, evidence } as unknown as SnapshotLifecycle
}

/** A clone's lifecycle as it is stored, a new one when there is none, or undefined when it cannot be meant. */
export function readClone(object: KubeObject, now: Instant): CloneLifecycle | undefined {
  const text = markOf(object)
  if (text === undefined) return newClone(now)
  const value = parse(text)
  if (!isMap(value) || !isCount(value.since)) return undefined
  const own = (plan: unknown) =>
    isMap(plan) && plan.claimUid === object.metadata.uid && plan.namespace === object.metadata.namespace
  switch (value.stage) {
    case 'Cloning':
      return own(value.plan) ? (value as unknown as CloneLifecycle) : undefined
    case 'Binding':
      return own(value.plan) && typeof value.volume === 'string' ? (value as unknown as CloneLifecycle) : undefined
    case 'Final':
      return (value.outcome === 'failed' ? isReason(value.failure) : own(value.plan))
        ? (value as unknown as CloneLifecycle)
        : undefined
    case 'Pending':
    case 'Deleting':
      return value as unknown as CloneLifecycle
    default:
      return undefined
  }
}

/** The object with a snapshot's lifecycle written on it. `Gone` drops the finalizer, which lets the object go. */
export function writeSnapshot(object: KubeObject, status: SnapshotLifecycle): KubeObject {
  const fields =
    object.kind === 'GroupVolumeSnapshot'
      ? groupVolumeSnapshotFields(object, status)
      : volumeSnapshotFields(object, status)
  const annotations = { [lifecycleKey.key]: markFor(status), [evidenceKey.key]: JSON.stringify(status.evidence) }
  return withLifecycle({ ...object, ...fields }, annotations, status.stage === 'Gone')
}

/** The claim with a clone's lifecycle written on it. */
export function writeClone(object: KubeObject, status: CloneLifecycle): KubeObject {
  return withLifecycle(object, { [lifecycleKey.key]: markFor(status) }, status.stage === 'Gone')
}

/** The object with annotations of ours, and with our finalizer unless everything is gone. */
export function withLifecycle(
  object: KubeObject,
  added: Readonly<Record<string, string>>,
  isGone: boolean,
): KubeObject {
  const { metadata } = object
  const others = (metadata.finalizers ?? []).filter(one => one !== finalizer)
  // A finalizer cannot be added to an object that is already being deleted; what has it keeps it.
  const kept = metadata.finalizers?.includes(finalizer) === true || metadata.deletionTimestamp === undefined
  const finalizers = isGone || !kept ? others : [...others, finalizer]
  return {
    ...object,
    metadata: { ...metadata, annotations: { ...metadata.annotations, ...added }, finalizers },
  }
}

export function readEvidence(object: KubeObject): Evidence {
  const value = parse(annotationsOf(object)[evidenceKey.key] ?? '')
  if (!isMap(value) || !['application', 'crash', 'none'].includes(String(value.consistency))) return noEvidence
  const lists = [value.frozen, value.events, value.commands]
  return lists.every(Array.isArray) ? (value as unknown as Evidence) : noEvidence
}

const stages: readonly string[] = [
  'Pending',
  'Armed',
  'Freezing',
  'Cutting',
  'Uploading',
  'Recording',
  'RollingBack',
  'Final',
  'Deleting',
]

function isSnapshotStage(value: unknown): boolean {
  return typeof value === 'string' && stages.includes(value)
}

function isIntent(value: unknown, namespaces: readonly (string | undefined)[]): boolean {
  if (!isMap(value) || !isCount(value.deadline) || typeof value.watched !== 'boolean') return false
  const { targets } = value
  if (!isList(value.members, isMember) || !Array.isArray(targets)) return false
  if (!targets.every(target => isTarget(target, namespaces))) return false
  const isWave = (wave: unknown) => isList(wave, command => isCommand(command, targets.length))
  return (
    isList(value.pre, isWave) &&
    isList(value.post, isWave) &&
    isList(value.known, uid => typeof uid === 'string') &&
    isList(value.selectors, isMap)
  )
}

function isTarget(value: unknown, namespaces: readonly (string | undefined)[]): boolean {
  if (!isMap(value) || !namespaces.some(one => one === value.namespace) || !isTask(String(value.task))) return false
  return [value.pod, value.uid, value.container].every(text => typeof text === 'string')
}

function isCommand(value: unknown, targets: number): boolean {
  if (!isMap(value) || !isCount(value.target) || Number(value.target) >= targets) return false
  if (value.timeoutMs !== undefined && !isCount(value.timeoutMs)) return false
  return (
    /^(pre|post)-\d+$/.test(String(value.name)) && typeof value.text === 'string' && typeof value.holds === 'boolean'
  )
}

function isMember(value: unknown): boolean {
  return isMap(value) && [value.claim, value.persistentVolume, value.volume].every(text => typeof text === 'string')
}

function isCopy(value: unknown): boolean {
  return (
    isMap(value) &&
    isMember(value.member) &&
    typeof value.handle === 'string' &&
    isCount(value.at) &&
    isCloudCopy(value.cloud)
  )
}

function isUpload(value: Readonly<Record<string, unknown>>): boolean {
  const { copies, verdict, wish, tries } = value
  if (!isList(copies, copy => isCopy(copy) && isMap(copy) && isMap(copy.cloud)) || copies.length === 0) return false
  return isMap(verdict) && isMap(wish) && typeof wish.full === 'boolean' && isCount(tries)
}

function isCloudCopy(value: unknown): boolean {
  if (value === undefined) return true
  return isMap(value) && typeof value.task === 'string' && ['string', 'undefined'].includes(typeof value.credential)
}

function isReason(value: unknown): boolean {
  return isMap(value) && typeof value.code === 'string' && typeof value.message === 'string'
}

function isList(value: unknown, holds: (item: unknown) => boolean): value is readonly unknown[] {
  return Array.isArray(value) && value.every(holds)
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
