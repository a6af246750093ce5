/**
 * A command that was to run before the snapshot, as the documentation of early 2018 announced it. STORK never learnt to
 * read it: the snapshot becomes ready and nothing was asked of the application. Our own executor runs it.
 */

import { preSnapCommands } from '../../annotations.ts'
import { check } from '../../check.ts'
import { volumeSnapshot } from '../../kinds/volume-snapshot.ts'
import { legacyCommandFindings } from '../../legacy-command-finding.ts'

export const legacyPreSnapCommand = check(volumeSnapshot, {
  code: 'volume-snapshot/legacy-pre-snap-command',
  severity: 'error',
  executors: ['stork'],
  help: 'Put the command into a Rule and name it in `stork.libopenstorage.org/pre-snapshot-rule`, or run the snapshot with the pxsnap executor.',
  find: (_, { raw, facts }) => legacyCommandFindings(raw, facts, 'pre', preSnapCommands),
})
