/** A clone of a group. A claim is cloned from one of the snapshots that the group makes, not from the group. */

import { snapshotSource } from '../../annotations.ts'
import { at, check } from '../../check.ts'
import { cloneSource } from '../../clone-source.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { persistentVolumeClaim } from '../../kinds/persistent-volume-claim.ts'

export const cloneOfGroup = check(persistentVolumeClaim, {
  code: 'persistent-volume-claim/clone-of-group',
  severity: 'error',
  help: 'Name the VolumeSnapshot of one member; `kubectl get volumesnapshots` lists those of the group once it is done.',
  find: (_, { raw, facts }) => {
    const source = cloneSource(facts, raw)
    if (source === undefined || source.snapshot !== undefined) return []
    const { kind, apiVersion } = groupVolumeSnapshot
    if (facts.find({ kind, apiVersion, namespace: source.namespace, name: source.name }).is !== 'exists') return []
    const message = `\`${source.name}\` is a group: its snapshots have names of their own, made of group, claim and an id.`
    return [at(['metadata', 'annotations', snapshotSource.key], message)]
  },
})
