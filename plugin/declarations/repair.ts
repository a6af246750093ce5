/** The commands of the group Repair. */

import { declare } from '../command.ts'
import { toggle } from '../flag.ts'
import { dryRunHere, textOrJson, yes } from './shared-flags.ts'

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
  doctor: declare({
    words: ['doctor'],
    summary: 'Checks whether the cluster has what snapshots need',
    about:
      'Version, what this account may do, who carries out specs, STORK and its kinds, storage drivers, classes, credentials and clocks; each with what to do about it.\n' +
      'Nothing is written. Exit code 1 when a check fails.',
    positionals: { usage: '', min: 0, max: 0 },
    flags: { output: textOrJson },
    examples: [
      { does: 'The cluster of the kubeconfig', line: 'doctor -n shop' },
      { does: 'For a machine', line: 'doctor -o json --sim' },
    ],
  }),
  thaw: declare({
    words: ['thaw'],
    summary: 'Finds everything that pxsnap has frozen, whoever began it, and releases it',
    about:
      'Looks at the objects whose attempt did not end, and into every running container for holds and watchdogs.\n' +
      'An attempt that is thawed ends as stopped; a process that is alive and freezes just now tries again or says that its copy is less.\n' +
      'Exit code 1 when something was not seen to end.',
    positionals: { usage: '[KIND NAME… | KIND/NAME…]', min: 0, max: Number.POSITIVE_INFINITY },
    flags: {
      all: toggle({ long: 'all', doc: 'In all namespaces, also when -n is given.' }),
      output: textOrJson,
      yes,
      dryRun: dryRunHere,
    },
    examples: [
      { does: 'Everything', line: 'thaw --sim' },
      { does: 'Only look', line: 'thaw --dry-run --sim' },
      { does: 'What one object has frozen', line: 'thaw gvs nightly -n shop --sim' },
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
      dryRun: dryRunHere,
    },
    examples: [
      { does: 'Only look', line: 'orphans --sim' },
      { does: 'Look and remove', line: 'orphans --clean --sim' },
    ],
  }),
}
