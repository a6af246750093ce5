/** The thaw comes before the upload: nothing is frozen when the first byte of a copy goes to the object store. */

import type { Checker } from './checker.ts'

export const thawBeforeUpload: Checker = {
  name: 'thaw before upload',
  check: ({ world }) => {
    const early = world.truth.uploads.find(({ what, frozen }) => what === 'begun' && frozen)
    return early === undefined ? undefined : `The upload of ${early.snapshot} began while a pod stood still.`
  },
}
