/** Says in words what an object waits for or why it failed, and what to do next. */

import type { CloneLifecycle } from './clone.ts'
import type { Reason } from './reason.ts'
import type { RestoreLifecycle } from './restore-lifecycle.ts'
import type { SnapshotLifecycle } from './snapshot-lifecycle.ts'

export type Explanation = {
  /** What is true now, one sentence. */
  readonly text: string
  /** What the reader can do; absent when there is nothing to do. */
  readonly next?: string
}

export function explain(status: SnapshotLifecycle | CloneLifecycle): Explanation {
  switch (status.stage) {
    case 'Pending':
      if (status.waitsFor === undefined) return { text: 'Nothing has been done yet.', next: runIt }
      return because('Waits', status.waitsFor)
    case 'Armed':
      return { text: `Attempt ${status.attempt} is about to freeze ${places(status.intent.targets.length)}.` }
    case 'Freezing':
      return {
        text: `Attempt ${status.attempt} is freezing ${places(status.intent.targets.length)}.`,
        next: 'If no pxsnap process is running any more, run it again: it thaws first.',
      }
    case 'Cutting':
      return { text: `The storage takes the snapshots of ${status.members.map(one => one.claim).join(', ')}.` }
    case 'Thawing':
      return { text: 'The application is being thawed.' }
    case 'Uploading':
      return {
        text: `The copies are being uploaded. Nothing is frozen.`,
        next: 'If no pxsnap process is running any more, run it again: the upload goes on.',
      }
    case 'Recording':
      return { text: 'The snapshot is taken and being written down. Nothing is frozen.' }
    case 'RollingBack':
      return because('Rolls back', status.failure)
    case 'Cloning':
      return { text: 'The storage makes the new volume.' }
    case 'Binding':
      return { text: 'The new volume is there and waits to be bound to the claim.' }
    case 'Deleting':
      return 'waitsFor' in status && status.waitsFor !== undefined
        ? because('Is being deleted', status.waitsFor)
        : { text: 'What was made for it is being removed.', next: runIt }
    case 'Gone':
      return { text: 'It is deleted.' }
    case 'Final':
      if (status.outcome === 'failed') return because('Failed', status.failure)
      if (!('verdict' in status)) return { text: 'The claim is bound to its clone.' }
      if (status.verdict.because !== undefined)
        return because('Kept, with less than was asked for', status.verdict.because)
      return { text: `Usable, ${status.verdict.consistency}-consistent.` }
  }
}

/** The same for a restore in place. */
export function explainRestore(status: RestoreLifecycle): Explanation {
  switch (status.stage) {
    case 'Pending':
      if (status.waitsFor === undefined) return { text: 'Nothing has been done yet.', next: runIt }
      return because('Waits', status.waitsFor)
    case 'Fetching':
      return { text: 'The backups are fetched. The application still runs.', next: goesOn }
    case 'Stopping':
    case 'Saving':
      return { text: 'The application is stopped. Nothing is overwritten yet.', next: goesOn }
    case 'Restoring':
    case 'Verifying':
      return { text: 'The volumes are overwritten and compared. The old data is kept meanwhile.', next: goesOn }
    case 'Undoing':
      return because('Puts back what the volumes held before', status.failure)
    case 'Starting':
    case 'Cleaning':
      return { text: 'The volumes are decided; the application is started again.', next: goesOn }
    case 'Deleting':
      return { text: 'What was made for it is being removed.', next: runIt }
    case 'Gone':
      return { text: 'It is deleted.' }
    case 'Final':
      if (status.outcome === 'successful') return { text: 'The claims hold exactly what the snapshot holds.' }
      return because(status.undecided ? 'Failed' : 'Failed, and the claims hold what they held before', status.failure)
  }
}

/** What to do about a reason, by whose turn it is. */
export function nextAction(reason: Reason): string {
  const known = actions[reason.code]
  if (known !== undefined) return known
  switch (reason.blame) {
    case 'spec':
      return 'Correct the spec and apply it again.'
    case 'application':
      return 'Look at what the command printed, and run it by hand in that container.'
    case 'storage':
      return 'Look at the state of the storage, then apply the snapshot again under a new name.'
    case 'cluster':
      return 'Look at the connection to the cluster, then run pxsnap again.'
  }
}

const goesOn = 'If no pxsnap process is running any more, run it again: it goes on from here.'
const runIt = 'Run pxsnap to carry it out.'

const actions: Partial<Readonly<Record<Reason['code'], string>>> = {
  'claim-unbound': 'See why the claim is not bound: kubectl describe pvc NAME.',
  'rule-matches-nothing': 'Compare the podSelector with the labels of the pods: kubectl get pods --show-labels.',
  'container-ambiguous': 'Add container: NAME to the rule item.',
  'rule-wrong': 'Correct the rule; kubectl pxsnap lint shows where.',
  'tmp-unwritable': 'Mount an emptyDir at /tmp of the container.',
  'command-timeout': 'See what the command waits for, for example a long query that a lock must wait for.',
  'freeze-over-budget': 'Make the freeze shorter: fewer commands, or quicker ones.',
  'hold-expired': 'Find out why the snapshot took longer than the freeze may last.',
  'new-writer': 'Take the snapshot again when no pods are being started.',
  'thaw-unconfirmed': 'Look at the application now: it may still be locked. Run the post command by hand.',
  'namespace-refused': 'Allow the namespace on the snapshot, or clone in the namespace of the snapshot.',
  'claim-too-small': 'Make a claim that asks for at least the size of the snapshot.',
  'snapshot-not-ready': 'Wait for the snapshot, or see why it failed.',
  'upload-failed': 'See whether the object store answers, then apply the snapshot again under a new name.',
  'upload-refused': 'Check the credential, the bucket and the room in it: the object store refused the upload.',
  'not-own-copy': 'Compare what is stored on the object with the storage: somebody may have changed it by hand.',
  'in-use': 'Delete the pods that use the claim.',
  'left-behind': 'Delete the object again when the storage answers.',
  'no-room': 'Free some space where the cluster keeps its data, then run the same command again.',
  stopped: 'Apply the snapshot again under a new name.',
}

function because(what: string, reason: Reason): Explanation {
  return { text: `${what}: ${reason.message}`, next: nextAction(reason) }
}

function places(count: number): string {
  return count === 1 ? 'one container' : `${count} containers`
}
