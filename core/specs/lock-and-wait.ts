/** How the wait of a background action stands to the lock that it is to hold. */

import { type Call, type CommandStudy, locksOf, type QuiesceUse, usesOf } from './rule-command.ts'

export type LockAndWait = {
  readonly lock: { readonly call: Call; readonly use: QuiesceUse }
  readonly wait: Call
  /**
   * `held`: the lock is on when the wait begins and stays on. `early`: the wait begins before the lock is asked for.
   * `beside`: lock and wait begin at the same time. `late`: the session has ended when the wait begins.
   */
  readonly relation: 'held' | 'early' | 'beside' | 'late'
}

/** Every lock of the value with every wait of it. */
export function locksAndWaits(study: CommandStudy): readonly LockAndWait[] {
  const waits = study.calls.filter(call => call.waitsAt !== undefined && !call.atExit)
  const lasting = locksOf(study).map(({ use }) => use)
  return usesOf(study, 'freeze', 'backup-mode').flatMap(lock =>
    waits
      .map(wait => ({ lock, wait, relation: relate(lock, wait) }))
      // What is undone without waiting in between holds nothing, but may have been meant to.
      .filter(({ relation }) => relation === 'early' || lasting.includes(lock.use)),
  )
}

function relate({ call, use }: LockAndWait['lock'], wait: Call): LockAndWait['relation'] {
  if (wait.index === call.index) return (wait.waitsAt ?? 0) < use.at ? 'early' : 'held'
  if (wait.pipedInto === call.index || call.pipedInto === wait.index) return 'beside'
  if (wait.index < call.index) return wait.detached ? 'beside' : 'early'
  if (call.detached) return 'beside'
  return use.command.scope === 'session' ? 'late' : 'held'
}
