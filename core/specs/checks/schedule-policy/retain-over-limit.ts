/** More snapshots than the storage keeps of one volume. The runs then fail, long after the policy was written. */

import { at, check } from '../../check.ts'
import { namespacedSchedulePolicy } from '../../kinds/namespaced-schedule-policy.ts'
import { schedulePolicy } from '../../kinds/schedule-policy.ts'
import { readPolicy } from '../../policy-sections.ts'

export const retainOverLimit = check([schedulePolicy, namespacedSchedulePolicy], {
  code: 'schedule-policy/retain-over-limit',
  severity: 'warning',
  help: 'Keep fewer, or upload the ones that are kept for long.',
  find: (_, { raw }) => {
    const { sections } = readPolicy(raw)
    const total = sections.reduce((sum, { retain }) => sum + retain, 0)
    const [largest] = sections.toSorted((one, other) => other.retain - one.retain)
    if (total <= mostSnapshots || largest === undefined) return []
    const message = `Together the sections keep ${total} snapshots of a volume; Portworx keeps ${mostSnapshots} at most.`
    return [at(['policy', largest.kind.toLowerCase()], message)]
  },
})

/** Of one volume. Source: Portworx documentation. */
const mostSnapshots = 64
