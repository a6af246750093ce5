/** A background hold for a single cloud snapshot. STORK may stop for ever while it watches such an upload. */

import { at, check } from '../../check.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'
import { actionsOf } from '../../rule-actions.ts'
import { ruleNamed, snapshotOwner } from '../../snapshot-owner.ts'

export const backgroundHoldForCloud = check(volumeSnapshot, {
  code: 'rule/background-hold-for-cloud',
  severity: 'warning',
  executors: ['stork'],
  help: 'Use a GroupVolumeSnapshot of one claim, or a local snapshot.',
  find: (_, { raw, facts }) => {
    const owner = snapshotOwner(raw)
    if (owner === undefined || !owner.cloud) return []
    return owner.rules
      .filter(({ when }) => when === 'pre')
      .flatMap(({ name, path }) => {
        const named = ruleNamed(facts, owner, name)
        if (named === undefined || !actionsOf(named).some(({ background }) => background)) return []
        const message = `\`${name}\` holds in the background: with an upload of more than some ten seconds STORK can get stuck, and the snapshot never becomes ready.`
        return [at(path, message)]
      })
  },
})
