/** A rule under the old and the new key. Only the new one counts, even when it is empty. */

import { oldPostSnapshotRule, oldPreSnapshotRule } from '../../annotations.ts'
import { atKey, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { fixPlan, remove } from '../../fix-plan.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'

export const bothRuleAnnotations = check(volumeSnapshot, {
  code: 'volume-snapshot/both-rule-annotations',
  severity: 'warning',
  help: 'Keep one key, the newer one.',
  find: (_, { raw }) => {
    const annotations = annotationsOf(raw)
    return [oldPreSnapshotRule, oldPostSnapshotRule].flatMap(({ key, replacement = '' }) => {
      const old = annotations[key]
      const counts = annotations[replacement]
      if (old === undefined || counts === undefined) return []
      const path = ['metadata', 'annotations', key]
      const used = counts === '' ? 'which is empty: no rule runs' : `which names \`${counts}\``
      const message = `\`${key}\` is not read beside \`${replacement}\`, ${used}.`
      // Where the new key is empty, only the author knows whether a rule was meant to run.
      return [atKey(path, message, counts === '' ? undefined : fixPlan('Remove the old key', remove(path)))]
    })
  },
})
