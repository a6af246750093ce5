/** From one side to the other: the source is stopped, objects are applied without replicas, and only then counts go up there. */

import { after } from '../base/index.ts'
import type { Effect, EffectOutcome } from './effect.ts'
import { note } from './evidence-log.ts'
import { askAll, goneSilent, reasonFrom, retryMs } from './migration-asking.ts'
import type { MigrationLifecycle, ResourceResult } from './migration-lifecycle.ts'
import { deletingFrom, firstCut, rollingBack, workOf } from './migration-passing.ts'
import type { Reason } from './reason.ts'
import { enter, perform, rest, type Seen, type Step, waitUntil } from './step.ts'

type MigrationStep = Step<MigrationLifecycle>
type At<Stage extends MigrationLifecycle['stage']> = Extract<MigrationLifecycle, { stage: Stage }>

/** Applications here end before what they wrote last is copied. */
export function stepStopping(status: At<'Stopping'>, seen: Seen): MigrationStep {
  if (seen.deleting) return enter(deletingFrom(status, seen))
  const stops = status.plan.workloads.map(
    (workload, index): Effect => ({
      of: 'migration',
      do: 'stop-here',
      key: `stop/${index}`,
      text: `Stopping ${workload.kind} ${workload.namespace}/${workload.name} here`,
      workload,
    }),
  )
  const asked = askAll(stops, seen)
  if (asked.lasting !== undefined) return enter(rollingBack(status, seen, asked.lasting))
  if (asked.trouble !== undefined && goneSilent(status, seen)) return enter(rollingBack(status, seen, asked.trouble))
  if (asked.effects.length > 0) return perform(status, asked.effects)
  if (asked.until !== undefined) return waitUntil(status, asked.until)

  const key = 'stopped'
  const running = seen.outcomes[key]
  if (running?.got === 'pods' && running.pods.length === 0) {
    const evidence = note(status.evidence, seen.now, 'stopped', 'The applications are stopped here.')
    const work = { ...workOf(status), evidence, since: seen.now }
    if (status.plan.volumes.length > 0) return enter(firstCut(work, seen))
    return enter({ ...work, stage: 'Applying', at: 0 })
  }
  if (running !== undefined && goneSilent(status, seen)) return enter(rollingBack(status, seen, stillRuns(running)))
  if (running !== undefined && seen.now < after(running.to, retryMs))
    return waitUntil(status, after(running.to, retryMs))
  return perform(status, [findRunning(status, key)])
}

/** Objects go there kind by kind, each kind needing the ones before. In a move all of them must arrive. */
export function stepApplying(status: At<'Applying'>, seen: Seen): MigrationStep {
  if (seen.deleting) return enter(deletingFrom(status, seen))
  const { plan, at, sent } = status
  const kind = plan.kinds[at]
  if (kind === undefined) return stepApplied(status, seen)
  const key = `apply/${at}`
  const found = seen.outcomes[key]
  if (found?.got === 'applied') {
    const failure = found.results.find(one => one.status === 'Failed')
    if (failure !== undefined && (plan.moves || needed.has(kind)))
      return enter(rollingBack(status, seen, notApplied(failure)))
    const work = { ...workOf(status), resources: [...status.resources, ...found.results], since: seen.now }
    return enter({ ...work, stage: 'Applying', at: at + 1 })
  }
  if (found !== undefined) {
    const { reason, mayPass } = reasonFrom(found)
    if (!mayPass) return enter(rollingBack(status, seen, reason))
    if (goneSilent(status, seen)) return giveUp(status, seen, reason)
    if (seen.now < after(found.to, retryMs)) return waitUntil(status, after(found.to, retryMs))
  }
  const text = `Applying ${kind} objects in ${plan.cluster}`
  return perform(status, [{ of: 'migration', do: 'apply-there', key, text, plan, kind, sent }])
}

// Volumes and claims: without them nothing else is of any use there.
const needed: ReadonlySet<string> = new Set(['Namespace', 'PersistentVolume', 'PersistentVolumeClaim'])

/** Everything is there. In a move it is looked once more whether really nobody runs here. */
function stepApplied(status: At<'Applying'>, seen: Seen): MigrationStep {
  const { plan } = status
  const work = { ...workOf(status), resourcesDoneAt: seen.now, since: seen.now }
  if (!plan.moves) return enter({ ...work, stage: 'Tidying' })
  if (plan.keepsSource) return enter({ ...work, stage: 'Activating' })
  const key = 'fence'
  const running = seen.outcomes[key]
  if (running?.got === 'pods') {
    if (running.pods.length === 0) return enter({ ...work, stage: 'Activating' })
    return enter(rollingBack(status, seen, stillRuns(running)))
  }
  if (running !== undefined) {
    if (goneSilent(status, seen)) return giveUp(status, seen, reasonFrom(running).reason)
    if (seen.now < after(running.to, retryMs)) return waitUntil(status, after(running.to, retryMs))
  }
  return perform(status, [findRunning(status, key)])
}

/** The switch. It only goes forward: whatever stands against it, the source is not started again. */
export function stepActivating(status: At<'Activating'>, seen: Seen): MigrationStep {
  const { plan } = status
  const starts = plan.workloads.map(
    (workload, index): Effect => ({
      of: 'migration',
      do: 'start-there',
      key: `start/${index}`,
      text: `Starting ${workload.kind} ${workload.namespace}/${workload.name} in ${plan.cluster}`,
      workload,
      bothRun: plan.keepsSource,
    }),
  )
  const asked = askAll(starts, seen)
  if (asked.trouble !== undefined && goneSilent(status, seen)) {
    if (status.waitsFor === undefined) return enter({ ...status, waitsFor: asked.trouble })
    return rest(status)
  }
  if (asked.effects.length > 0) return perform(status, asked.effects)
  if (asked.until !== undefined) return waitUntil(status, asked.until)
  const evidence = note(status.evidence, seen.now, 'started', `The applications are started in ${plan.cluster}.`)
  const trouble = asked.lasting === undefined ? {} : { trouble: asked.lasting }
  return enter({ ...workOf(status), evidence, since: seen.now, stage: 'Tidying', ...trouble })
}

/** While nobody is stopped here it may wait until somebody goes on with it; else those who are stopped come first. */
function giveUp(status: At<'Applying'>, seen: Seen, reason: Reason): MigrationStep {
  if (status.stopped) return enter(rollingBack(status, seen, reason))
  return status.waitsFor === undefined ? enter({ ...status, waitsFor: reason }) : rest(status)
}

function findRunning({ plan }: At<'Stopping'> | At<'Applying'>, key: string): Effect {
  return { of: 'migration', do: 'find-running-here', key, text: 'Looking for pods that still run here', plan }
}

function stillRuns(outcome: EffectOutcome): Reason {
  if (outcome.got !== 'pods') return reasonFrom(outcome).reason
  const names = outcome.pods.map(pod => pod.name).join(', ')
  const message = `${names} still runs here, so nothing may be started there.`
  return { code: 'source-active', message, blame: 'application' }
}

function notApplied({ kind, name, reason }: ResourceResult): Reason {
  return {
    code: 'refused',
    message: `${kind} ${name} was not applied: ${reason ?? 'no reason given'}`,
    blame: 'cluster',
  }
}
