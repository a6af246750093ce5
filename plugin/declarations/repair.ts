/** The commands of the group Repair. */

import { declare } from '../command.ts'
import { toggle } from '../flag.ts'
import { dryRunHere, textOrJson, timeout, yes } from './shared-flags.ts'

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
  undo: declare({
    words: ['undo'],
    summary: 'Takes back what pxsnap has written',
    about:
      'What apply, create, snapshot, clone, edit and delete write is kept in a journal on this machine, without secrets.\n' +
      'What was created is deleted with the same care as by delete; what was changed gets its previous content, unless it was changed again since; what was deleted comes back where it holds no data. Data that was deleted or overwritten does not come back.\n' +
      'Without ID: the last write.',
    positionals: { usage: '[ID]', min: 0, max: 1 },
    flags: {
      list: toggle({ long: 'list', doc: 'Lists the journal of this cluster.' }),
      output: textOrJson,
      yes,
      timeout,
    },
    examples: [
      { does: 'What was written in this cluster', line: 'undo --list --sim' },
      { does: 'The last write', line: 'undo --sim' },
    ],
  }),
  report: declare({
    words: ['report'],
    summary: 'Packs what helps to help into one file, without secrets',
    about:
      'Objects of the kinds that pxsnap knows, events, versions, the findings of doctor and the journal. Passwords, keys, tokens and the data of Secrets and ConfigMaps are left out.\n' +
      'get, describe, status, tree, history, timeline and diagnose look into it with --from FILE, without a cluster.',
    positionals: { usage: '[FILE]', min: 0, max: 1 },
    flags: { replace: toggle({ long: 'replace', doc: 'Overwrites the file.' }) },
    examples: [
      { does: 'Under a name with the time', line: 'report -n shop' },
      { does: 'Of a simulated cluster', line: 'report shop.zip --sim' },
      { does: 'The last one again', line: 'report shop.zip --replace --sim' },
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
