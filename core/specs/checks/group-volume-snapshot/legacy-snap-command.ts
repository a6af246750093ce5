/** A snapshot command of the days before Rules, on a group. A group names Rules in its spec; annotations are not read. */

import { postSnapCommands, preSnapCommands } from '../../annotations.ts'
import { check } from '../../check.ts'
import { groupVolumeSnapshot } from '../../kinds/group-volume-snapshot.ts'
import { legacyCommandFindings } from '../../legacy-command-finding.ts'

export const legacySnapCommand = check(groupVolumeSnapshot, {
  code: 'group-volume-snapshot/legacy-snap-command',
  severity: 'error',
  executors: ['stork'],
  help: 'Put the command into a Rule and name it in `spec.preExecRule` or `spec.postExecRule`.',
  find: (_, { raw, facts }) => [
    ...legacyCommandFindings(raw, facts, 'pre', preSnapCommands),
    ...legacyCommandFindings(raw, facts, 'post', postSnapCommands),
  ],
})
