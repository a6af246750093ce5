/** A foreground freeze for a cloud snapshot. STORK runs the post rule when the upload is complete, hours later perhaps. */

import { at, check } from '../../check.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'
import { actionsOf } from '../../rule-actions.ts'
import { locksOf } from '../../rule-command.ts'
import { ruleNamed, snapshotOwner } from '../../snapshot-owner.ts'

export const foregroundFreezeForCloud = check([volumeSnapshot, groupVolumeSnapshot], {
  code: 'rule/foreground-freeze-for-cloud',
  severity: 'error',
  executors: ['stork'],
  help: 'Hold the lock in a background action, which ends when the upload has begun, or take a local snapshot.',
  find: (_, { raw, facts }) => {
    const owner = snapshotOwner(raw)
    if (owner === undefined || !owner.cloud) return []
    return owner.rules
      .filter(({ when }) => when === 'pre')
      .flatMap(({ name, path }) => {
        const named = ruleNamed(facts, owner, name)
        const lock = (named === undefined ? [] : actionsOf(named))
          .filter(({ background }) => !background)
          .flatMap(({ study }) => locksOf(study))
          .find(({ use }) => use.command.effect === 'freeze' && use.command.scope !== 'session')
        if (lock === undefined) return []
        const message = `\`${name}\` freezes with \`${lock.use.command.spelled}\`, and STORK thaws only after the whole upload.`
        return [at(path, message)]
      })
  },
})
