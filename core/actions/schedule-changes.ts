/** Changes of a schedule that people ask for by one word: suspend, resume, and a run now. */

import type { Instant } from '../base/index.ts'
import { scheduleSettings, triggerText } from '../engine/index.ts'
import { entry, isMap, type KubeObject, type SectionKind, trigger } from '../specs/index.ts'
import { obstacle, type Plan, refOf } from './plan.ts'

/** Sets `spec.suspend`, on schedules of any kind. */
export function planSuspend(schedules: readonly KubeObject[], suspend: boolean): Plan {
  const isAsWished = (object: KubeObject) => (entry(object.spec, 'suspend') === true) === suspend
  return {
    writes: schedules
      .filter(object => !isAsWished(object))
      .map(was => ({ do: 'update', was, object: { ...was, spec: { ...(isMap(was.spec) ? was.spec : {}), suspend } } })),
    unchanged: schedules.filter(isAsWished).map(refOf),
    obstacles: [],
  }
}

/** Asks for a run now, out of turn; it counts for the section that is named, or the first one of the policy. */
export function planTrigger(schedule: KubeObject, now: Instant, kind: SectionKind | undefined): Plan {
  const { problem } = scheduleSettings(schedule)
  if (problem !== undefined) return obstacle('not-ready', problem.message)
  const { metadata } = schedule
  const annotations = { ...metadata.annotations, [trigger.key]: triggerText(now, kind) }
  const object = { ...schedule, metadata: { ...metadata, annotations } }
  return { writes: [{ do: 'update', object, was: schedule }], unchanged: [], obstacles: [] }
}
