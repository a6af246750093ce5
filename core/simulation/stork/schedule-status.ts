/** The status of a VolumeSnapshotSchedule as STORK reads and writes it. */

import { entry, type KubeObject, type SectionKind, sectionKinds, textOf } from '../../specs/index.ts'

export type ScheduleItem = {
  readonly name: string
  readonly creationTimestamp: string
  readonly finishTimestamp?: string
  /** Pending, Ready or Error. */
  readonly status: string
  readonly message: string
  /** Its snapshot failed and was deleted. */
  readonly deleted: boolean
}
/** Oldest first in each section. */
export type ScheduleItems = Partial<Readonly<Record<SectionKind, readonly ScheduleItem[]>>>

export function itemsOf({ status }: KubeObject): ScheduleItems {
  const items = entry(status, 'items')
  return Object.fromEntries(
    sectionKinds.flatMap(kind => {
      const list = entry(items, kind)
      return Array.isArray(list) && list.length > 0 ? [[kind, list.map(readItem)]] : []
    }),
  )
}

export function scheduleStatus(items: ScheduleItems): Readonly<Record<string, unknown>> {
  return { items }
}

function readItem(item: unknown): ScheduleItem {
  const finishTimestamp = textOf(entry(item, 'finishTimestamp'))
  return {
    name: textOf(entry(item, 'name')) ?? '',
    creationTimestamp: textOf(entry(item, 'creationTimestamp')) ?? '',
    ...(finishTimestamp === undefined ? {} : { finishTimestamp }),
    status: textOf(entry(item, 'status')) ?? '',
    message: textOf(entry(item, 'message')) ?? '',
    deleted: entry(item, 'deleted') === true,
  }
}
