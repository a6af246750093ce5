/** The ways out: undoing what was begun, putting away what is not needed any more, and deletion. */

import type { Effect } from './effect.ts'
import { note } from './evidence-log.ts'
import { askAll, goneSilent } from './migration-asking.ts'
import type { MigrationLifecycle, MigrationWork } from './migration-lifecycle.ts'
import { sendTaskKeys, workOf } from './migration-passing.ts'
import type { Reason } from './reason.ts'
import { taskKey } from './snapshot-cleaning.ts'
import { enter, perform, rest, type Seen, type Step, waitUntil } from './step.ts'

type MigrationStep = Step<MigrationLifecycle>
type At<Stage extends MigrationLifecycle['stage']> = Extract<MigrationLifecycle, { stage: Stage }>

/** The source comes back first; then what was made at the destination and in the storage goes. */
export function stepRollingBack(status: At<'RollingBack'>, seen: Seen): MigrationStep {
  const undoing = undo(status, status, seen)
  if (undoing.step !== undefined) return undoing.step
  const { failure, plan } = status
  const told = undoing.leftBehind === undefined ? undone(plan.cluster, status.stopped) : undoing.leftBehind.message
  const what = undoing.leftBehind === undefined ? 'rolled-back' : 'warning'
  const evidence = note(note(status.evidence, seen.now, what, told), seen.now, 'finished', failure.message)
  if (seen.deleting) return enter({ began: status.began, evidence, since: seen.now, stage: 'Deleting' })
  return enter({ began: status.began, evidence, since: seen.now, stage: 'Final', outcome: 'failed', failure, plan })
}

export function stepDeleting(status: At<'Deleting'>, seen: Seen): MigrationStep {
  const { work, began, evidence } = status
  if (work !== undefined) {
    const undoing = undo(status, work, seen)
    if (undoing.step !== undefined) return undoing.step
  }
  return enter({ began, evidence, since: seen.now, stage: 'Gone' })
}

/** The snapshots that the copies were made from are not needed any more. */
export function stepTidying(status: At<'Tidying'>, seen: Seen): MigrationStep {
  const asked = askAll(snapshotsAway(status, seen.uid), seen)
  const late = asked.trouble !== undefined && goneSilent(status, seen)
  if (!late && asked.effects.length > 0) return perform(status, asked.effects)
  if (!late && asked.until !== undefined) return waitUntil(status, asked.until)
  const { plan, resources, trouble } = status
  const kept = asked.trouble ?? asked.lasting
  const failure = resources.find(one => one.status === 'Failed')
  const because = trouble ?? (failure === undefined ? undefined : partly(plan.cluster, resources)) ?? weaker(status)
  const tidy = kept === undefined ? status.evidence : note(status.evidence, seen.now, 'warning', kept.message)
  const text = because?.message ?? `Migrated to ${plan.cluster}.`
  const evidence = note(tidy, seen.now, 'finished', text)
  const work = { ...workOf(status), evidence, since: seen.now }
  if (because === undefined) return enter({ ...work, stage: 'Final', outcome: 'successful' })
  return enter({ ...work, stage: 'Final', outcome: 'partial', trouble: because })
}

type Undoing = { readonly step?: MigrationStep; readonly leftBehind?: Reason }

function undo(status: At<'RollingBack'> | At<'Deleting'>, work: MigrationWork, seen: Seen): Undoing {
  if (work.stopped) {
    const starts = work.plan.workloads.map(
      (workload, index): Effect => ({
        of: 'migration',
        do: 'start-here',
        key: `undo/start/${index}`,
        text: `Starting ${workload.kind} ${workload.namespace}/${workload.name} here again`,
        workload,
        mustEnd: true,
      }),
    )
    const started = askAll(starts, seen)
    if (started.trouble !== undefined && goneSilent(status, seen))
      return { step: status.waitsFor === undefined ? enter({ ...status, waitsFor: started.trouble }) : rest(status) }
    if (started.effects.length > 0) return { step: perform(status, started.effects) }
    if (started.until !== undefined) return { step: waitUntil(status, started.until) }
  }
  const { plan } = work
  const sends = plan.pairing === undefined ? [] : sendTaskKeys(seen.uid, work)
  const effects: Effect[] = [
    ...snapshotsAway(work, seen.uid),
    ...sends.map((task): Effect => {
      const key = `undo/send/${task}`
      return { of: 'migration', do: 'stop-sending', key, text: 'Ending the copy', task, mustEnd: true }
    }),
  ]
  const away = askAll(effects, seen)
  const there = askAll(
    [
      {
        of: 'migration',
        do: 'remove-there',
        key: 'undo/there',
        text: `Removing what was made in ${plan.cluster}`,
        plan,
        mustEnd: true,
      },
    ],
    seen,
  )
  const trouble = away.trouble ?? there.trouble ?? away.lasting ?? there.lasting
  const late = trouble !== undefined && goneSilent(status, seen)
  // What is being sent would arrive again, so it ends first.
  if (!late && away.effects.length > 0) return { step: perform(status, away.effects) }
  if (!late && away.until !== undefined) return { step: waitUntil(status, away.until) }
  if (!late && there.effects.length > 0) return { step: perform(status, there.effects) }
  if (!late && there.until !== undefined) return { step: waitUntil(status, there.until) }
  if (trouble === undefined) return {}
  const message = `What was made in ${plan.cluster} may be left there: ${trouble.message}`
  return { leftBehind: { code: 'left-behind', message, blame: 'cluster' } }
}

function snapshotsAway({ attempt }: MigrationWork, uid: string): readonly Effect[] {
  return Array.from({ length: attempt }, (_, index): Effect => {
    return { do: 'discard', key: `away/${index + 1}`, task: taskKey(uid, index + 1) }
  })
}

function undone(cluster: string, stopped: boolean): string {
  const there = `Nothing of it is left in ${cluster}.`
  return stopped ? `The applications run here again. ${there}` : there
}

function partly(cluster: string, resources: readonly { readonly status: string; readonly reason?: string }[]): Reason {
  const bad = resources.filter(one => one.status === 'Failed')
  const message = `${bad.length} of ${resources.length} objects were not applied in ${cluster}: ${bad[0]?.reason ?? ''}`
  return { code: 'refused', message, blame: 'cluster' }
}

/** A copy that is worth less than its rules ask for. A move copies once more, from applications that are stopped. */
function weaker({ plan, verdict }: MigrationWork): Reason | undefined {
  return plan.moves && !plan.keepsSource ? undefined : verdict?.because
}
