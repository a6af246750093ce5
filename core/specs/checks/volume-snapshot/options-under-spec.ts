/** Options of the snapshot written into `spec`. They are annotations; in `spec` nothing reads them. */

import { annotationsFor, cloudCredential, postSnapshotRule, preSnapshotRule, snapshotType } from '../../annotations.ts'
import { atKey, check } from '../../check.ts'
import { type FixPlan, fixPlan, move } from '../../fix-plan.ts'
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
    const known = new Set(annotationsFor(volumeSnapshot.kind).map(({ key }) => key))
    const nested = ['annotations', 'options'].flatMap(holder =>
      Object.keys(asMap(spec[holder])).map(key => ({ path: ['spec', holder, key], key })),
    )
    const direct = Object.keys(spec).flatMap(name => {
      const key = known.has(name) ? name : Object.hasOwn(otherNames, name) ? otherNames[name] : undefined
      return key === undefined ? [] : [{ path: ['spec', name], key }]
    })
    return [...nested, ...direct].map(({ path, key }) => {
      const name = String(path.at(-1))
      return atKey(
        path,
        `Nothing reads \`${name}\` under \`spec\`: it belongs to the annotations.`,
        fixOf(raw, path, key),
      )
    })
  },
})

function fixOf(raw: Readonly<Record<string, unknown>>, path: Path, key: string): FixPlan | undefined {
  const value = path.reduce<unknown>((found, part) => entry(found, String(part)), raw)
  if (textOf(value) === undefined || Object.hasOwn(asMap(entry(raw.metadata, 'annotations')), key)) return undefined
  return fixPlan('Move it to the annotations', move(path, ['metadata', 'annotations', key]))
}

function asMap(value: unknown): Readonly<Record<string, unknown>> {
  return isMap(value) ? value : {}
}
