/** What a schedule throws away: old usable snapshots, failed ones, and items of which nothing is left. */

import { fromIso } from '../../base/index.ts'
import { type KubeObject, type PolicySection, type SectionKind, sectionKinds } from '../../specs/index.ts'
import type { ScheduleItem, ScheduleItems } from './schedule-status.ts'
import { snapshotVersion } from './snapshot-objects.ts'
import { namespaceOf, type StorkProcess } from './stork-process.ts'

/**
 * The items that stay; the same value when all do. More than `retain` usable ones: everything older than the newest
 * `retain` of them goes. Otherwise, with two in Error, those go (never the newest item) until the count fits.
 *
 * Source: STORK, snapshot schedule controller.
 */
export async function prune(
  stork: StorkProcess,
  schedule: KubeObject,
  items: ScheduleItems,
  sections: readonly PolicySection[],
): Promise<ScheduleItems> {
  const kept: Partial<Record<SectionKind, readonly ScheduleItem[]>> = {}
  let changed = false
  for (const kind of sectionKinds) {
    const before = await withoutFailed(stork, schedule, items[kind] ?? [])
    const retain = sections.find(section => section.kind === kind)?.retain ?? before.length
    const gone = outdated(before, retain)
    for (const { name } of gone) await remove(stork, schedule, name)
    const after = before.filter(item => !gone.includes(item))
    changed ||= gone.length > 0 || before !== items[kind]
    if (after.length > 0) kept[kind] = after
  }
  return changed ? kept : items
}

function outdated(items: readonly ScheduleItem[], retain: number): readonly ScheduleItem[] {
  if (items.length <= retain) return []
  const ready = items.filter(({ status }) => status === 'Ready')
  const oldestKept = ready.at(-retain)
  if (ready.length > retain && oldestKept !== undefined) return items.slice(0, items.indexOf(oldestKept))
  const failed = items.slice(0, -1).filter(({ status }) => status === 'Error')
  return items.filter(({ status }) => status === 'Error').length < 2 ? [] : failed.slice(0, items.length - retain)
}

/** A snapshot in Error is deleted ninety seconds after it was made. */
async function withoutFailed(
  stork: StorkProcess,
  schedule: KubeObject,
  items: readonly ScheduleItem[],
): Promise<readonly ScheduleItem[]> {
  const { clock, timings } = stork
  let changed = false
  const looked: ScheduleItem[] = []
  for (const item of items) {
    const madeAt = fromIso(item.creationTimestamp) ?? clock.now()
    const due = item.status === 'Error' && !item.deleted && clock.now() - madeAt > timings.failedSnapshotKeptMs
    if (!due) {
      looked.push(item)
      continue
    }
    await remove(stork, schedule, item.name)
    stork.tell(schedule, `${item.name} failed and is deleted.`)
    changed = true
    looked.push({ ...item, deleted: true, message: `Failed snapshot was deleted: ${item.message}` })
  }
  return changed ? looked : items
}

async function remove({ cluster, signal }: StorkProcess, schedule: KubeObject, name: string): Promise<void> {
  const ref = { apiVersion: snapshotVersion, kind: 'VolumeSnapshot', namespace: namespaceOf(schedule), name }
  await cluster.delete(ref, undefined, signal)
}
