/** A count that is no number. STORK fails without writing it anywhere but in its log. */

import { incrementalCount } from '../../annotations.ts'
import { at, check } from '../../check.ts'
import { annotationsOf } from '../../facts.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'

export const incrementalCountNotNumber = check(volumeSnapshot, {
  code: 'volume-snapshot/incremental-count-not-number',
  severity: 'error',
  help: 'Write a whole number in quotes, such as "7"; "0" makes a full upload each time.',
  find: (_, { raw }) => {
    const value = annotationsOf(raw)[incrementalCount.key]
    if (value === undefined || /^\d+$/.test(value)) return []
    const message = `\`${value}\` is no whole number: the snapshot fails, and its status stays empty.`
    return [at(['metadata', 'annotations', incrementalCount.key], message)]
  },
})
