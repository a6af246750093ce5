/** A claim whose volumes are directories of a node or of a share. No driver of STORK can snapshot them. */

import { certainClaims } from '../../certain.ts'
import { at, check } from '../../check.ts'
import { namespaceOf } from '../../facts.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'
import { snapshotlessDriver } from '../../snapshotless-driver.ts'

export const volumeWithoutSnapshots = check(volumeSnapshot, {
  code: 'volume-snapshot/volume-without-snapshots',
  severity: 'warning',
  help: 'Use a storage class whose volumes can be snapshotted, for example one of Portworx.',
  find: ({ spec }, { raw, facts }) => {
    const named = certainClaims(facts, namespaceOf(raw)).filter(({ name }) => name === spec?.persistentVolumeClaimName)
    return named.flatMap(claim => {
      const driver = snapshotlessDriver(facts, claim)
      if (driver === undefined) return []
      const message = `Volumes of \`${driver}\` cannot be snapshotted: the snapshot would wait for ever.`
      return [at('spec.persistentVolumeClaimName', message)]
    })
  },
})
