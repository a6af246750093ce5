/** A content whose snapshot is named without its namespace. The API server refuses it. */

import { at, check } from '../../check.ts'
import { isMap } from '../../json.ts'
import { csiVolumeSnapshotContent } from '../../kinds/csi-volume-snapshot-content.ts'
import { valueAt } from '../../path.ts'

export const snapshotIncomplete = check(csiVolumeSnapshotContent, {
  code: 'csi-volume-snapshot-content/snapshot-incomplete',
  severity: 'error',
  help: 'Give both, and let the VolumeSnapshot name this content under `source.volumeSnapshotContentName`.',
  find: (_, { raw }) => {
    const path = ['spec', 'volumeSnapshotRef']
    const reference = valueAt(raw, path)
    if (!isMap(reference)) return []
    const missing = ['name', 'namespace'].filter(key => (reference[key] ?? '') === '')
    return missing.map(key => at(path, `The VolumeSnapshot is named without its ${key}.`))
  },
})
