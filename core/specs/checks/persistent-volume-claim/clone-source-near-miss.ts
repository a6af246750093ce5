/** A snapshot name that no snapshot at hand has, beside one with almost the same name. */

import { snapshotSource } from '../../annotations.ts'
import { at, check } from '../../check.ts'
import { cloneSource } from '../../clone-source.ts'
import { nameOf } from '../../facts.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { persistentVolumeClaim } from '../../kinds/persistent-volume-claim.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'
import { nearest } from '../../nearest.ts'

export const cloneSourceNearMiss = check(persistentVolumeClaim, {
  code: 'persistent-volume-claim/clone-source-near-miss',
  severity: 'warning',
  help: 'Correct the name. If the snapshot exists elsewhere, nothing is wrong.',
  find: (_, { raw, facts }) => {
    const source = cloneSource(facts, raw)
    if (source === undefined || source.snapshot !== undefined) return []
    const namesOf = ({ kind, apiVersion }: { readonly kind: string; readonly apiVersion: string }) =>
      facts.list({ kind, apiVersion, namespace: source.namespace }).flatMap(each => nameOf(each) ?? [])
    if (namesOf(groupVolumeSnapshot).includes(source.name)) return []
    const numberless = (name: string) => name.replace(/\d+/g, '')
    const candidates = namesOf(volumeSnapshot).filter(name => numberless(name) !== numberless(source.name))
    const meant = nearest(source.name, candidates)
    if (meant === undefined) return []
    const path = ['metadata', 'annotations', snapshotSource.key]
    const message = `No snapshot is called \`${source.name}\` here; did you mean \`${meant}\`?`
    return [at(path, message, fixPlan(`Change to ${meant}`, setValue(path, meant)))]
  },
})
