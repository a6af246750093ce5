/** A flag that is neither true nor false. STORK fails without writing it anywhere but in its log. */

import { deleteLocalSnapshot } from '../../annotations.ts'
import { at, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'

const meanings: Readonly<Record<string, string>> = {
  yes: 'true',
  on: 'true',
  y: 'true',
  no: 'false',
  off: 'false',
  n: 'false',
}

export const deleteLocalNotBoolean = check(volumeSnapshot, {
  code: 'volume-snapshot/delete-local-not-boolean',
  severity: 'error',
  help: 'Write "true" or "false", in quotes.',
  find: (_, { raw }) => {
    const value = annotationsOf(raw)[deleteLocalSnapshot.key]
    // What Go reads as a boolean.
    if (value === undefined || /^(?:1|t|T|true|TRUE|True|0|f|F|false|FALSE|False)$/.test(value)) return []
    const path = ['metadata', 'annotations', deleteLocalSnapshot.key]
    const meant = Object.hasOwn(meanings, value.toLowerCase()) ? meanings[value.toLowerCase()] : undefined
    const fix = meant === undefined ? undefined : fixPlan(`Change to "${meant}"`, setValue(path, meant))
    return [at(path, `\`${value}\` is neither true nor false: the snapshot fails, and its status stays empty.`, fix)]
  },
})
