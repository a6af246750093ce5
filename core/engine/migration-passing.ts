/** How a Migration goes from one stage to the next: what it carries on, and the ways out. */

import { note } from './evidence-log.ts'
import type { MigrationBase, MigrationLifecycle, MigrationWork } from './migration-lifecycle.ts'
import type { Reason } from './reason.ts'
import { newSnapshot, type SnapshotLifecycle } from './snapshot-lifecycle.ts'
import type { Seen } from './step.ts'

/** Begins a pass with a new snapshot attempt. */
export function firstCut(work: MigrationBase & MigrationWork, seen: Seen): MigrationLifecycle {
  const attempt = work.attempt + 1
  const cut: SnapshotLifecycle = { ...newSnapshot(seen.now, work.evidence), attempt }
  return { ...workOf(work), since: seen.now, stage: 'Copying', attempt, cut }
}

export function rollingBack(from: MigrationBase & MigrationWork, seen: Seen, failure: Reason): MigrationLifecycle {
  const evidence = note(from.evidence, seen.now, 'failed', failure.message)
  return { ...workOf(from), evidence, since: seen.now, stage: 'RollingBack', failure }
}

export function failed(status: MigrationBase, seen: Seen, failure: Reason): MigrationLifecycle {
  const evidence = note(status.evidence, seen.now, 'finished', failure.message)
  return { began: status.began, evidence, since: seen.now, stage: 'Final', outcome: 'failed', failure }
}

/** Nothing more is done for an object that goes; what was begun and not switched is undone. */
export function deletingFrom(status: MigrationLifecycle, seen: Seen): MigrationLifecycle {
  const { began, evidence } = status
  const base = { began, evidence, since: seen.now, stage: 'Deleting' } as const
  const over = status.stage === 'Final' || status.stage === 'Tidying' || status.stage === 'Activating'
  if (over || !('plan' in status) || status.plan === undefined) return base
  return { ...base, work: workOf(status) }
}

/** How often a copy that did not arrive as it was sent is sent again. */
export const mostTries = 3

/** The storage task that sends one volume. Source: STORK names them after the migration's uid, namespace and claim. */
export function sendTaskKey(uid: string, pass: number, index: number, tried: number): string {
  return `migration-${uid}-${pass}-${index}-${tried}`
}

/** All tasks that may have been begun. */
export function sendTaskKeys(uid: string, { plan, pass }: MigrationWork): readonly string[] {
  const keys: string[] = []
  for (let one = 1; one <= pass; one++)
    for (const index of plan.volumes.keys())
      for (let tried = 1; tried <= mostTries; tried++) keys.push(sendTaskKey(uid, one, index, tried))
  return keys
}

/** What is carried on, without what belongs to one stage. */
export function workOf(from: MigrationBase & MigrationWork): MigrationBase & MigrationWork {
  const { began, since, evidence, plan, attempt, pass, stopped, verdict, sent, resources } = from
  const { volumesDoneAt, resourcesDoneAt } = from
  return {
    began,
    since,
    evidence,
    plan,
    attempt,
    pass,
    stopped,
    sent,
    resources,
    ...(verdict === undefined ? {} : { verdict }),
    ...(volumesDoneAt === undefined ? {} : { volumesDoneAt }),
    ...(resourcesDoneAt === undefined ? {} : { resourcesDoneAt }),
  }
}
