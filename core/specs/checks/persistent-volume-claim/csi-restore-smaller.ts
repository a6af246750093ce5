/** A claim from a CSI snapshot that asks for less than the snapshot needs. The driver refuses, and the claim stays pending. */

import { parseQuantity } from '../../../base/index.ts'
import { at, check } from '../../check.ts'
import { csiSourceOf } from '../../csi-restore.ts'
import { namespaceOf } from '../../facts.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { textOf } from '../../json.ts'
import { persistentVolumeClaim } from '../../kinds/persistent-volume-claim.ts'
import { valueAt } from '../../path.ts'

export const csiRestoreSmaller = check(persistentVolumeClaim, {
  code: 'persistent-volume-claim/csi-restore-smaller',
  severity: 'error',
  help: 'Ask for at least the size of the claim that was snapshotted.',
  find: (_, { raw, facts }) => {
    const claim = csiSourceOf(facts, raw)?.claim
    const known = facts.find({ kind: persistentVolumeClaim.kind, namespace: namespaceOf(raw), name: claim ?? '' })
    if (known.is !== 'exists' || known.object === raw) return []
    const path = ['spec', 'resources', 'requests', 'storage']
    const asked = valueAt(raw, path)
    const had = valueAt(known.object, path)
    const [askedBytes, hadBytes] = [parseQuantity(asked), parseQuantity(had)]
    if (askedBytes === undefined || hadBytes === undefined || askedBytes >= hadBytes) return []
    const wanted = textOf(had)
    const fix = wanted === undefined ? undefined : fixPlan(`Ask for ${wanted}`, setValue(path, wanted))
    return [
      at(path, `The claim that was snapshotted has ${had}, and a volume of ${asked} cannot be made from it.`, fix),
    ]
  },
})
