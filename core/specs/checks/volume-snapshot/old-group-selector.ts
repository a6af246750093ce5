/**
 * A group chosen by annotations of a VolumeSnapshot, as it was before GroupVolumeSnapshot. For local snapshots it is
 * refused; for cloud snapshots it is ignored and a single claim is taken.
 */

import {
  cloudCredential,
  groupSelectorPrefix,
  oldPostSnapshotRule,
  oldPreSnapshotRule,
  oldRestoreNamespaces,
  postSnapshotRule,
  preSnapshotRule,
  restoreNamespaces,
  snapshotType,
} from '../../annotations.ts'
import { atKey, check } from '../../check.ts'
import { annotationsOf, type Neighbour, namespaceOf } from '../../facts.ts'
import { type Change, type FixPlan, fixPlan, move, remove, setValue } from '../../fix-plan.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'
import type { Path } from '../../path.ts'
import { restoreEntries } from '../../restore-namespaces.ts'

const prefix = groupSelectorPrefix.key

export const oldGroupSelector = check(volumeSnapshot, {
  code: 'volume-snapshot/old-group-selector',
  severity: 'error',
  help: 'Choose the claims of a group with the labels of a GroupVolumeSnapshot.',
  find: (_, { raw }) => {
    const keys = Object.keys(annotationsOf(raw)).filter(key => key.startsWith(prefix))
    return keys.map((key, index) => {
      const message = `\`${key}\` no longer makes a group: a local snapshot is refused, a cloud snapshot holds one claim.`
      return atKey(annotation(key), message, index === 0 ? toGroup(raw, keys) : undefined)
    })
  },
})

/** Undefined when the selectors do not say by which labels: a group id is no label, and a namespace alone is none. */
function toGroup(raw: Neighbour, keys: readonly string[]): FixPlan | undefined {
  const annotations = annotationsOf(raw)
  const labels = keys.map(key => key.slice(prefix.length)).filter(label => label !== 'namespace')
  const named = annotations[`${prefix}namespace`]
  const elsewhere = named !== undefined && namespaceOf(raw) !== undefined && namespaceOf(raw) !== named
  if (labels.length === 0 || labels.includes('group-id') || labels.includes('') || elsewhere) return undefined
  const moved = movedOptions(annotations)
  const consumed = new Set([...keys, ...moved.flatMap(({ from }) => from)])
  const nothingLeft = Object.keys(annotations).every(key => consumed.has(key))
  return fixPlan(
    'Make it a GroupVolumeSnapshot',
    setValue('apiVersion', groupVolumeSnapshot.apiVersion),
    setValue('kind', groupVolumeSnapshot.kind),
    ...(named !== undefined && namespaceOf(raw) === undefined ? [setValue('metadata.namespace', named)] : []),
    ...labels.map(label => setValue(['spec', 'pvcSelector', 'matchLabels', label], annotations[prefix + label] ?? '')),
    ...moved.map(({ change }) => change),
    remove('spec.persistentVolumeClaimName'),
    ...(nothingLeft
      ? [remove('metadata.annotations')]
      : [...keys, ...moved.flatMap(({ left }) => left)].map(key => remove(annotation(key)))),
  )
}

type Moved = { readonly from: readonly string[]; readonly change: Change; readonly left: readonly string[] }

/** What a group says in its spec instead of annotations. */
function movedOptions(annotations: Readonly<Record<string, string>>): readonly Moved[] {
  const places: readonly (readonly [string, Path])[] = [
    [preSnapshotRule.key, ['spec', 'preExecRule']],
    [oldPreSnapshotRule.key, ['spec', 'preExecRule']],
    [postSnapshotRule.key, ['spec', 'postExecRule']],
    [oldPostSnapshotRule.key, ['spec', 'postExecRule']],
    [snapshotType.key, ['spec', 'options', snapshotType.key]],
    [cloudCredential.key, ['spec', 'options', cloudCredential.key]],
  ]
  const taken = new Set<string>()
  const moved: Moved[] = []
  for (const [key, to] of places) {
    if (!Object.hasOwn(annotations, key)) continue
    const place = to.join('/')
    if (taken.has(place)) moved.push({ from: [key], change: remove(annotation(key)), left: [] })
    else moved.push({ from: [key], change: move(annotation(key), to), left: [] })
    taken.add(place)
  }
  const allowed = [restoreNamespaces.key, oldRestoreNamespaces.key].find(key => Object.hasOwn(annotations, key))
  const entries = allowed === undefined ? undefined : restoreEntries(annotations[allowed] ?? '')
  if (allowed !== undefined && Array.isArray(entries)) {
    moved.push({ from: [allowed], change: setValue('spec.restoreNamespaces', [...entries]), left: [allowed] })
  }
  return moved
}

function annotation(key: string): Path {
  return ['metadata', 'annotations', key]
}
