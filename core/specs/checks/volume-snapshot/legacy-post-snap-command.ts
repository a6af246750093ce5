/** A command that was to run after the snapshot, from the same days. STORK does not read it; our own executor does. */

import { postSnapCommands } from '../../annotations.ts'
import { check } from '../../check.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'
import { legacyCommandFindings } from '../../legacy-command-finding.ts'

export const legacyPostSnapCommand = check(volumeSnapshot, {
  code: 'volume-snapshot/legacy-post-snap-command',
  severity: 'error',
  executors: ['stork'],
  help: 'Put the command into a Rule and name it in `stork.libopenstorage.org/post-snapshot-rule`, or run the snapshot with the pxsnap executor.',
  find: (_, { raw, facts }) => legacyCommandFindings(raw, facts, 'post', postSnapCommands),
})
