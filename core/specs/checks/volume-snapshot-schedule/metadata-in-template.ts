/** Annotations or labels in the template. Only its `spec` is read; those of the schedule itself are copied to snapshots. */

import { atKey, check } from '../../check.ts'
import { type Change, fixPlan, move, remove } from '../../fix-plan.ts'
import { entry, isMap } from '../../json.ts'
import { volumeSnapshotSchedule } from '../../kinds/volume-snapshot-schedule.ts'
import { valueAt } from '../../path.ts'

export const metadataInTemplate = check(volumeSnapshotSchedule, {
  code: 'volume-snapshot-schedule/metadata-in-template',
  severity: 'error',
  help: 'Write annotations and labels in the metadata of the schedule.',
  find: (_, { raw }) => {
    const path = ['spec', 'template', 'metadata']
    const metadata = valueAt(raw, path)
    if (metadata === undefined) return []
    const changes = ['annotations', 'labels'].flatMap((field): readonly Change[] => {
      const own = entry(metadata, field)
      const keys = isMap(own) ? Object.keys(own) : []
      const there = entry(raw.metadata, field)
      const isTaken = keys.some(key => entry(there, key) !== undefined)
      return isTaken ? [] : keys.map(key => move([...path, field, key], ['metadata', field, key]))
    })
    const name = entry(metadata, 'name') === undefined ? [] : [remove([...path, 'name'])]
    const fix = changes.length === 0 ? undefined : fixPlan('Move it to the schedule', ...changes, ...name)
    return [atKey(path, 'Nothing but `spec` is read in the template, so this says nothing about the snapshots.', fix)]
  },
})
