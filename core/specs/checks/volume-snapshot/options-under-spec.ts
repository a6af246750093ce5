/** Options of the snapshot written into `spec`. They are annotations; in `spec` nothing reads them. */

import { annotationsFor, cloudCredential, postSnapshotRule, preSnapshotRule, snapshotType } from '../../annotations.ts'
import { atKey, check, type Found } from '../../check.ts'
import { fixPlan, move } from '../../fix-plan.ts'
import { entry, isMap, textOf } from '../../json.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'
import type { Path } from '../../path.ts'

/** What other kinds call the same options. */
const otherNames: Readonly<Record<string, string>> = {
  snapshotType: snapshotType.key,
  type: snapshotType.key,
  cloudCredId: cloudCredential.key,
  preExecRule: preSnapshotRule.key,
  postExecRule: postSnapshotRule.key,
  preSnapshotRule: preSnapshotRule.key,
  postSnapshotRule: postSnapshotRule.key,
}

export const optionsUnderSpec = check(volumeSnapshot, {
  code: 'volume-snapshot/options-under-spec',
  severity: 'error',
  help: 'Options of a VolumeSnapshot are annotations, under `metadata.annotations`.',
  find: (_, { raw }) => {
    const { spec } = raw
    if (!isMap(spec)) return []
    const annotations = asMap(entry(raw.metadata, 'annotations'))
    const known = new Set(annotationsFor(volumeSnapshot.kind).map(({ key }) => key))
    const direct = Object.keys(spec).flatMap(name => {
      const key = known.has(name) ? name : Object.hasOwn(otherNames, name) ? otherNames[name] : undefined
      return key === undefined ? [] : [finding(['spec', name], annotations, [{ name: [], key, value: spec[name] }])]
    })
    const nested = ['annotations', 'options']
      .filter(holder => isMap(spec[holder]))
      .map(holder =>
        finding(
          ['spec', holder],
          annotations,
          Object.entries(asMap(spec[holder])).map(([key, value]) => ({ name: [key], key, value })),
        ),
      )
    return [...direct, ...nested]
  },
})

type Option = { readonly name: Path; readonly key: string; readonly value: unknown }

/** One finding for a misplaced key with all options in it. */
function finding(path: Path, annotations: Readonly<Record<string, unknown>>, options: readonly Option[]): Found {
  const movable = options.every(({ key, value }) => textOf(value) !== undefined && !Object.hasOwn(annotations, key))
  const moves = options.map(({ name, key }) => move([...path, ...name], ['metadata', 'annotations', key]))
  const fix = movable && moves.length > 0 ? fixPlan('Move it to the annotations', ...moves) : undefined
  return atKey(path, `Nothing reads \`${String(path.at(-1))}\` under \`spec\`: options are annotations.`, fix)
}

function asMap(value: unknown): Readonly<Record<string, unknown>> {
  return isMap(value) ? value : {}
}
