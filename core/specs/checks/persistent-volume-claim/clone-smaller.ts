/** A clone that asks for less than its source. STORK does not compare; the volume has the size of the snapshot all the same. */

import { parseQuantity } from '../../../base/index.ts'
import { at, check } from '../../check.ts'
import { cloneSource } from '../../clone-source.ts'
import { type Neighbour, namespaceOf } from '../../facts.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { entry, textOf } from '../../json.ts'
import { persistentVolumeClaim } from '../../kinds/persistent-volume-claim.ts'

export const cloneSmaller = check(persistentVolumeClaim, {
  code: 'persistent-volume-claim/clone-smaller',
  severity: 'warning',
  help: 'Ask for at least the size of the source.',
  find: (_, { raw, facts }) => {
    const source = cloneSource(facts, raw)
    const name = textOf(entry(source?.snapshot?.spec, 'persistentVolumeClaimName'))
    if (source?.snapshot === undefined || name === undefined) return []
    const namespace = namespaceOf(source.snapshot)
    const origin = facts.find({ kind: persistentVolumeClaim.kind, namespace, name })
    if (origin.is !== 'exists' || origin.object === raw) return []
    const asked = sizeOf(raw)
    const had = sizeOf(origin.object)
    if (asked.bytes === undefined || had.bytes === undefined || asked.bytes >= had.bytes) return []
    const path = ['spec', 'resources', 'requests', 'storage']
    const wanted = textOf(had.text)
    const fix = wanted === undefined ? undefined : fixPlan(`Ask for ${wanted}`, setValue(path, wanted))
    return [
      at(
        path,
        `The claim that was snapshotted has ${had.text}: with ${asked.text} the volume shows a wrong size.`,
        fix,
      ),
    ]
  },
})

function sizeOf(claim: Neighbour): { readonly bytes: number | undefined; readonly text: unknown } {
  const text = entry(entry(entry(claim.spec, 'resources'), 'requests'), 'storage')
  return { bytes: parseQuantity(text), text }
}
