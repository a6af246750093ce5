/** What has happened to a claim's data: every snapshot of it, what was made from them, and where it came from itself. */

import type { Instant } from '../base/index.ts'
import { fromIso } from '../base/index.ts'
import { type KubeObject, scheduleName, snapshotSource, snapshotSourceNamespace } from '../specs/index.ts'
import { type Cell, cell } from './cell.ts'
import { isSnapshot } from './description.ts'
import { evidenceOf } from './evidence.ts'
import { textAt } from './fields.ts'
import { age } from './moment.ts'
import { consistencyCell, frozenCell, snapshotState } from './snapshot-state.ts'
import { restoreCell } from './volume-snapshot-restore.ts'

export type HistoryEntry = {
  /** ISO 8601: the snapshot instant where there is one, otherwise when the object was made. */
  readonly at: string
  readonly age: string
  readonly what: 'created' | 'snapshot' | 'clone' | 'restore'
  readonly object: KubeObject
  /** The group or schedule that made it, as `kind/name`. */
  readonly by?: string
  readonly state: Cell
  readonly consistency: Cell
  readonly frozen: Cell
}

/** Oldest first. `all`: objects of every namespace, since clones may live in others. */
export function historyOf(claim: KubeObject, all: readonly KubeObject[], now: Instant): readonly HistoryEntry[] {
  const { name, namespace } = claim.metadata
  const snapshots = all.filter(
    one =>
      one.kind === 'VolumeSnapshot' &&
      isSnapshot(one) &&
      one.metadata.namespace === namespace &&
      textAt(one, 'spec', 'persistentVolumeClaimName') === name,
  )
  const names = new Set(snapshots.map(one => one.metadata.name))
  const clones = all.filter(one => {
    const { annotations = {} } = one.metadata
    if (one.kind !== 'PersistentVolumeClaim' || !names.has(annotations[snapshotSource.key] ?? '')) return false
    return (annotations[snapshotSourceNamespace.key] ?? one.metadata.namespace) === namespace
  })
  const restores = all.filter(one => isRestoreOf(one, claim, names, all))
  return [
    entry(claim, 'created', createdAt(claim), now, claimState(claim)),
    ...snapshots.map(one => snapshotEntry(one, now)),
    ...clones.map(one => entry(one, 'clone', createdAt(one), now, claimState(one))),
    ...restores.map(one => entry(one, 'restore', createdAt(one), now, restoreCell(one))),
  ].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0))
}

/** The newest entry that can be restored, and whether it is application-consistent. */
export function lastUsable(entries: readonly HistoryEntry[]): HistoryEntry | undefined {
  return entries.findLast(({ what, state }) => what === 'snapshot' && state.text === 'Ready')
}

/** As {@link lastUsable} of the history of their claim, looking at no more of its snapshots than it must. */
export function newestUsable(snapshots: readonly KubeObject[], now: Instant): HistoryEntry | undefined {
  const newestFirst = snapshots
    .filter(isSnapshot)
    .map(one => ({ one, at: takenAt(one) }))
    .sort((one, other) => (one.at > other.at ? -1 : one.at < other.at ? 1 : 0))
  const found = newestFirst.find(({ one }) => snapshotState(one).word === 'Ready')
  return found === undefined ? undefined : snapshotEntry(found.one, now)
}

function snapshotEntry(one: KubeObject, now: Instant): HistoryEntry {
  const { word, tone } = snapshotState(one)
  return entry(one, 'snapshot', takenAt(one), now, cell(word, tone))
}

function takenAt(snapshot: KubeObject): string {
  return evidenceOf(snapshot)?.snapshotAt ?? createdAt(snapshot)
}

function entry(object: KubeObject, what: HistoryEntry['what'], at: string, now: Instant, state: Cell): HistoryEntry {
  const isOne = what === 'snapshot'
  return {
    at,
    age: age(at, now),
    what,
    object,
    ...(isOne ? madeBy(object) : {}),
    state,
    consistency: isOne ? consistencyCell(object) : cell(''),
    frozen: isOne ? frozenCell(object) : cell(''),
  }
}

/** The group that owns it, or the schedule whose run it is. */
function madeBy({ metadata }: KubeObject): Pick<HistoryEntry, 'by'> {
  const [owner] = metadata.ownerReferences ?? []
  if (owner !== undefined) return { by: `${owner.kind.toLowerCase()}/${owner.name}` }
  const schedule = metadata.annotations?.[scheduleName.key]
  return schedule === undefined ? {} : { by: `volumesnapshotschedule/${schedule}` }
}

function isRestoreOf(
  restore: KubeObject,
  { metadata: { namespace } }: KubeObject,
  snapshots: ReadonlySet<string>,
  all: readonly KubeObject[],
): boolean {
  if (restore.kind !== 'VolumeSnapshotRestore') return false
  if ((textAt(restore, 'spec', 'sourceNamespace') ?? restore.metadata.namespace) !== namespace) return false
  const source = textAt(restore, 'spec', 'sourceName') ?? ''
  if (snapshots.has(source)) return true
  return all.some(
    one =>
      one.kind === 'VolumeSnapshot' &&
      snapshots.has(one.metadata.name) &&
      one.metadata.namespace === namespace &&
      one.metadata.ownerReferences?.some(({ kind, name }) => kind === 'GroupVolumeSnapshot' && name === source) ===
        true,
  )
}

function claimState(claim: KubeObject): Cell {
  const phase = textAt(claim, 'status', 'phase') ?? 'Pending'
  return cell(phase, phase === 'Bound' ? 'usable' : phase === 'Lost' ? 'failed' : 'working')
}

function createdAt({ metadata: { creationTimestamp = '' } }: KubeObject): string {
  return fromIso(creationTimestamp) === undefined ? '' : creationTimestamp
}
