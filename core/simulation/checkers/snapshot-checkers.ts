/** All promises that the sweeps check. */

import { allOrNothing } from './all-or-nothing.ts'
import type { Checker } from './checker.ts'
import { freezesEnd } from './freezes-end.ts'
import { retryQuiescesAgain } from './retry-quiesces-again.ts'
import { runEnds } from './run-ends.ts'
import { successLiesInside } from './success-lies-inside.ts'
import { thawBeforeUpload } from './thaw-before-upload.ts'
import { uploadedOnce } from './uploaded-once.ts'

export const snapshotCheckers: readonly Checker[] = [
  freezesEnd,
  successLiesInside,
  retryQuiescesAgain,
  allOrNothing,
  thawBeforeUpload,
  uploadedOnce,
  runEnds,
]
