/** Jobs: pods that run to their end, as many as are asked for. Programs that are not modelled end well, and at once. */

import { toIso } from '../../../base/index.ts'
import { entry, type KubeObject, valueAt } from '../../../specs/index.ts'
import { refOf } from '../object-index.ts'
import { type Controller, type ControllerContext, controlled, ownersOf, setStatus } from './controller.ts'
import { isActive, isReady, phaseOf } from './pod-fields.ts'
import { podFor } from './replica-set.ts'

export const jobs: Controller = {
  concerns: change => {
    if (change.object.kind === 'Job') return [refOf(change.object)]
    return change.object.kind === 'Pod' ? ownersOf(change, 'Job') : []
  },

  reconcile: (ref, context) => {
    const { store } = context
    const job = store.get(ref)
    if (job === undefined || job.metadata.deletionTimestamp !== undefined || hasEnded(job)) return
    const pods = controlled(store, job, 'Pod')
    for (const pod of pods.filter(isReady)) end(context, pod)
    const done = controlled(store, job, 'Pod').filter(pod => phaseOf(pod) === 'Succeeded').length
    const active = controlled(store, job, 'Pod').filter(isActive).length
    const wanted = numberAt(job, 'completions') ?? 1
    const abreast = Math.min(numberAt(job, 'parallelism') ?? 1, wanted - done)
    const suspended = valueAt(job, ['spec', 'suspend']) === true
    for (let missing = suspended ? 0 : abreast - active; missing > 0; missing -= 1) store.create(podOf(job))
    report(context, job, { done, wanted, suspended })
  },
}

function podOf(job: KubeObject): KubeObject {
  const pod = podFor(job)
  const marks = { 'batch.kubernetes.io/job-name': job.metadata.name, 'job-name': job.metadata.name }
  return { ...pod, metadata: { ...pod.metadata, labels: { ...pod.metadata.labels, ...marks } } }
}

/** The pod's containers have run to their end. */
function end({ store, now }: ControllerContext, pod: KubeObject): void {
  const at = toIso(now())
  const statuses = valueAt(pod, ['status', 'containerStatuses'])
  const conditions = valueAt(pod, ['status', 'conditions'])
  setStatus(store, pod, {
    phase: 'Succeeded',
    conditions: (Array.isArray(conditions) ? conditions : []).map(condition =>
      ['Ready', 'ContainersReady'].includes(String(entry(condition, 'type')))
        ? { ...condition, status: 'False', reason: 'PodCompleted', lastTransitionTime: at }
        : condition,
    ),
    containerStatuses: (Array.isArray(statuses) ? statuses : []).map(status => ({
      ...status,
      ready: false,
      started: false,
      state: {
        terminated: {
          exitCode: 0,
          reason: 'Completed',
          startedAt: valueAt(status, ['state', 'running', 'startedAt']) ?? at,
          finishedAt: at,
        },
      },
    })),
  })
}

function report(
  { store, now }: ControllerContext,
  job: KubeObject,
  { done, wanted, suspended }: { readonly done: number; readonly wanted: number; readonly suspended: boolean },
): void {
  const at = toIso(now())
  const started = valueAt(job, ['status', 'startTime']) ?? at
  const current = store.get(refOf(job)) ?? job
  const active = controlled(store, current, 'Pod').filter(isActive).length
  const counts = { ...(suspended ? {} : { startTime: started }), succeeded: done, active, ready: 0, terminating: 0 }
  if (done < wanted) {
    setStatus(store, current, counts)
    return
  }
  const complete = { status: 'True', lastProbeTime: at, lastTransitionTime: at, reason: 'CompletionsReached' }
  setStatus(store, current, {
    ...counts,
    completionTime: at,
    conditions: [
      { type: 'SuccessCriteriaMet', ...complete },
      { type: 'Complete', ...complete },
    ],
  })
}

function hasEnded(job: KubeObject): boolean {
  return valueAt(job, ['status', 'completionTime']) !== undefined
}

function numberAt(job: KubeObject, field: string): number | undefined {
  const value = valueAt(job, ['spec', field])
  return typeof value === 'number' ? value : undefined
}
