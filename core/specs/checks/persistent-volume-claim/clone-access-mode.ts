/** A clone for many nodes of a claim for one. The volume says that it can be shared, and cannot. */

import { at, check } from '../../check.ts'
import { cloneSource } from '../../clone-source.ts'
import { namespaceOf } from '../../facts.ts'
import { entry, textOf } from '../../json.ts'
import { persistentVolumeClaim } from '../../kinds/persistent-volume-claim.ts'

const shared = ['ReadWriteMany', 'ReadOnlyMany']

export const cloneAccessMode = check(persistentVolumeClaim, {
  code: 'persistent-volume-claim/clone-access-mode',
  severity: 'warning',
  help: 'Ask for the access modes of the source.',
  find: (_, { raw, facts }) => {
    const source = cloneSource(facts, raw)
    const name = textOf(entry(source?.snapshot?.spec, 'persistentVolumeClaimName'))
    if (source?.snapshot === undefined || name === undefined) return []
    const origin = facts.find({ kind: persistentVolumeClaim.kind, namespace: namespaceOf(source.snapshot), name })
    const wanted = modesOf(raw).find(mode => shared.includes(mode))
    if (origin.is !== 'exists' || wanted === undefined) return []
    const had = modesOf(origin.object)
    if (had.length === 0 || had.some(mode => shared.includes(mode))) return []
    return [
      at('spec.accessModes', `The claim that was snapshotted is ${had.join(', ')}, so its clone cannot be ${wanted}.`),
    ]
  },
})

function modesOf(claim: unknown): readonly string[] {
  const modes = entry(entry(claim, 'spec'), 'accessModes')
  return Array.isArray(modes) ? modes.flatMap(mode => textOf(mode) ?? []) : []
}
