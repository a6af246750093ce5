/** A group whose members get names that are too long. STORK notices when the snapshots have already been taken. */

import { at, check } from '../../check.ts'
import { nameOf } from '../../facts.ts'
import { groupMembers } from '../../group-members.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'

const uidLength = 36
const maxNameLength = 253

export const nameTooLong = check(groupVolumeSnapshot, {
  code: 'group-volume-snapshot/name-too-long',
  severity: 'warning',
  executors: ['stork'],
  help: 'Shorten the name of the group.',
  find: (_, { raw, facts }) => {
    const name = nameOf(raw) ?? ''
    const longest = groupMembers(facts, raw).reduce((length, claim) => Math.max(length, claim.name.length), 1)
    const length = name.length + 1 + longest + 1 + uidLength
    if (length <= maxNameLength) return []
    const message = `The snapshots of this group get names of ${length} letters, and ${maxNameLength} are allowed.`
    return [at('metadata.name', message)]
  },
})
