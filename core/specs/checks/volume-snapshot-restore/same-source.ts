/** Two restores of one snapshot. Nothing keeps them apart with STORK: both stop the pods and write the same volumes. */

import { at, check } from '../../check.ts'
import { nameOf } from '../../facts.ts'
import { volumeSnapshotRestore } from '../../kinds/volume-snapshot-restore.ts'
import { restoreSourceOf } from '../../restored-claims.ts'

export const restoreSameSource = check(volumeSnapshotRestore, {
  code: 'volume-snapshot-restore/same-source',
  severity: 'warning',
  help: 'Keep one of them. A restore runs once; for another run create one under a new name when the first is over.',
  find: (_, { raw, facts }) => {
    const source = restoreSourceOf(raw)
    if (source === undefined) return []
    const { kind, apiVersion } = volumeSnapshotRestore
    const others = facts.everywhere({ kind, apiVersion }).filter(other => {
      const theirs = restoreSourceOf(other)
      return nameOf(other) !== nameOf(raw) && theirs?.name === source.name && theirs.namespace === source.namespace
    })
    return others
      .slice(0, 1)
      .map(other => at(['spec', 'sourceName'], `The restore \`${nameOf(other) ?? ''}\` overwrites the same claims.`))
  },
})
