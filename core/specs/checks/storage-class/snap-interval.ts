/** Portworx's own interval below an hour, which older releases refuse. */

import { at, check } from '../../check.ts'
import { entry, textOf } from '../../json.ts'
import { storageClass } from '../../kinds/storage-class.ts'

export const snapInterval = check(storageClass, {
  code: 'storage-class/snap-interval',
  severity: 'warning',
  help: 'Write 60 or more, or check that the release of Portworx takes less; later ones take 15.',
  find: (_, { raw }) => {
    const text = textOf(entry(entry(raw, 'parameters'), 'snap_interval'))
    const minutes = Number(text)
    if (text === undefined || !(minutes > 0 && minutes < 60)) return []
    return [
      at(['parameters', 'snap_interval'], `Older releases refuse an interval of ${text} min; the claim then fails.`),
    ]
  },
})
