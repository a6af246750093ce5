/** A Migration: moves the lifecycle by at most one stage. */

import { after } from '../base/index.ts'
import { reasonFrom } from './migration-asking.ts'
import { stepCopying, stepSending } from './migration-copy.ts'
import type { MigrationLifecycle, MigrationPlan, MigrationSettings } from './migration-lifecycle.ts'
import { deletingFrom, failed, firstCut } from './migration-passing.ts'
import { stepActivating, stepApplying, stepStopping } from './migration-switch.ts'
import { stepDeleting, stepRollingBack, stepTidying } from './migration-undo.ts'
import { mayBeFrozen as snapshotMayBeFrozen, mustGoOn as snapshotMustGoOn } from './snapshot-run.ts'
import { enter, perform, rest, type Seen, type Step, waitUntil } from './step.ts'

export type MigrationStep = Step<MigrationLifecycle>
type At<Stage extends MigrationLifecycle['stage']> = Extract<MigrationLifecycle, { stage: Stage }>

export function stepMigration(settings: MigrationSettings, status: MigrationLifecycle, seen: Seen): MigrationStep {
  switch (status.stage) {
    case 'Pending':
      return stepPending(status, seen)
    case 'Copying':
      return stepCopying(settings, status, seen)
    case 'Sending':
      return stepSending(status, seen)
    case 'Stopping':
      return stepStopping(status, seen)
    case 'Applying':
      return stepApplying(status, seen)
    case 'Activating':
      return stepActivating(status, seen)
    case 'Tidying':
      return stepTidying(status, seen)
    case 'RollingBack':
      return stepRollingBack(status, seen)
    case 'Final':
      return seen.deleting ? enter(deletingFrom(status, seen)) : rest(status)
    case 'Deleting':
      return stepDeleting(status, seen)
    case 'Gone':
      return rest(status)
  }
}

/** Whether an application may stand still in the middle of a lock, so that nothing may wait for the API server. */
export function migrationMayBeFrozen(status: MigrationLifecycle): boolean {
  return status.stage === 'Copying' && snapshotMayBeFrozen(status.cut)
}

/** A run that the user stops comes to a better place first only where something is locked: the rest can be resumed. */
export function migrationMustGoOn(status: MigrationLifecycle): boolean {
  return status.stage === 'Copying' && snapshotMustGoOn(status.cut)
}

/** How long claims may take to be bound. */
const pendingLimitMs = 300_000
const lookAgainMs = 2_000

function stepPending(status: At<'Pending'>, seen: Seen): MigrationStep {
  if (seen.deleting) return enter(deletingFrom(status, seen))
  const key = 'plan'
  const found = seen.outcomes[key]
  if (found === undefined || (found.got !== 'migration-plan' && seen.now >= after(found.to, lookAgainMs)))
    return perform(status, [{ of: 'migration', do: 'plan-migration', key, text: 'Looking at both clusters' }])
  if (found.got === 'migration-plan') return enter(begun(status, seen, found.plan))
  const { reason, mayPass } = reasonFrom(found)
  if (!mayPass || seen.now >= after(status.since, pendingLimitMs)) return enter(failed(status, seen, reason))
  if (status.waitsFor?.code !== reason.code) return enter({ ...status, waitsFor: reason })
  return waitUntil(status, after(found.to, lookAgainMs))
}

function begun(status: At<'Pending'>, seen: Seen, plan: MigrationPlan): MigrationLifecycle {
  const { began, evidence } = status
  const base = { began, evidence, since: seen.now }
  const work = { plan, attempt: 0, pass: 1, stopped: false, sent: [], resources: [] } as const
  if (plan.volumes.length > 0) return firstCut({ ...base, ...work }, seen)
  if (plan.moves && !plan.keepsSource) return { ...base, ...work, pass: 2, stopped: true, stage: 'Stopping' }
  return { ...base, ...work, stage: 'Applying', at: 0 }
}
