/** Pods on the claims that STORK does not schedule. It marks the claim, finds such a pod, and tries for ever. */

import { at, check } from '../../check.ts'
import { nameOf } from '../../facts.ts'
import { entry } from '../../json.ts'
import { volumeSnapshotRestore } from '../../kinds/volume-snapshot-restore.ts'
import { restoredClaims, restoreSourceOf, usersOf } from '../../restored-claims.ts'

export const restoreSchedulerName = check(volumeSnapshotRestore, {
  code: 'volume-snapshot-restore/scheduler-name',
  severity: 'error',
  executors: ['stork'],
  help: 'Set `schedulerName: stork` in the pods that use the claims, or let pxsnap carry the restore out.',
  find: (_, { raw, facts }) => {
    const claims = restoredClaims(facts, raw)
    return usersOf(facts, restoreSourceOf(raw)?.namespace, claims)
      .filter(({ podSpec }) => entry(podSpec, 'schedulerName') !== 'stork')
      .map(({ object }) =>
        at(
          ['spec', 'sourceName'],
          `${object.kind} \`${nameOf(object) ?? ''}\` has another scheduler: the restore never ends, and new pods are not scheduled.`,
        ),
      )
  },
})
