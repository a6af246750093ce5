/** The commands of the group Repair. */

import { declare } from '../command.ts'
import { toggle } from '../flag.ts'
import { dryRun, textOrJson, yes } from './shared-flags.ts'

export const repairCommands = {
  diagnose: declare({
    words: ['diagnose'],
    summary: 'Says why an object waits or failed, and what to do next',
    about: 'Exit code 1 when it failed.',
    positionals: { usage: 'KIND NAME | KIND/NAME', min: 1, max: 2 },
    flags: { output: textOrJson },
    examples: [
      { does: 'A snapshot that does not become ready', line: 'diagnose vs orders -n shop --sim' },
      { does: 'A claim that stays Pending', line: 'diagnose pvc/orders-copy -n shop --sim' },
    ],
  }),
  orphans: declare({
    words: ['orphans'],
    summary: 'Finds what nobody owns any more, and cleans it up in a safe order',
    about:
      'Snapshots in the storage that no object names, records without a snapshot, deletions that do not end, remains of drills.\n' +
      'What a run that is under way may still need is left alone.',
    positionals: { usage: '', min: 0, max: 0 },
    flags: {
      clean: toggle({ long: 'clean', doc: 'Removes what can be removed, after it was shown and confirmed.' }),
      output: textOrJson,
      yes,
      dryRun,
    },
    examples: [
      { does: 'Only look', line: 'orphans --sim' },
      { does: 'Look and remove', line: 'orphans --clean --sim' },
    ],
  }),
}
