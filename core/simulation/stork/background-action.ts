/** A background action: an executor pod starts the command and sees it hold; STORK waits for that pod. */

import { type ObjectRef, textOf, valueAt } from '../../specs/index.ts'
import { executorStatus, failureOf } from './executor-host.ts'
import type { ReleaseWatcher } from './release-watcher.ts'
import type { RulePod } from './rule-pods.ts'
import type { RuleRun } from './rule-run.ts'
import { messageOf, pause, refOf, StorkError, type StorkProcess } from './stork-process.ts'
import { track } from './tracker.ts'
import type { TypedAction } from './typed-rule.ts'

/** Ends when all pods hold. Throws a StorkError when one does not; the holds that were reached stay. */
export async function runBackground(
  stork: StorkProcess,
  run: RuleRun,
  watcher: ReleaseWatcher,
  pods: readonly RulePod[],
  { value }: TypedAction,
): Promise<void> {
  const { cluster, signal, executors, tell, clock } = stork
  const owner = refOf(run.owner)
  watcher.register(pods)
  const { task, container } = run
  await track(stork, run.owner, { task, container, pods }).catch(error => messageOf(stork, error))
  const since = clock.now()
  tell(
    owner,
    `The ${run.when} rule ${run.rule}: executor pod ${`pod-cmd-executor-${task}`} is to hold ${namesOf(pods)}.`,
  )
  const pod = await executors.start({ task, command: value, pods }, signal)
  try {
    await untilStarted(stork, pod)
    const phase = await untilEnded(stork, pod)
    const took = Math.round((clock.now() - since) / 1000)
    if (phase === 'Succeeded') {
      tell(owner, `The ${run.when} rule ${run.rule}: STORK saw after ${took} s that ${namesOf(pods)} hold.`)
      return
    }
    const problem = failureOf(await cluster.get(executorStatus, signal), pod.name)
    tell(owner, `The ${run.when} rule ${run.rule}: the executor pod failed after ${took} s: ${problem}`)
    throw new StorkError(problem)
  } finally {
    if (!signal.aborted) await executors.delete(pod, signal)
  }
}

/** The first look comes at once, when a pod is always Pending: each background action takes thirty seconds at least. */
async function untilStarted(stork: StorkProcess, pod: ObjectRef): Promise<void> {
  const { pendingLooks, pendingPauseMs } = stork.timings
  for (let look = 1; look <= pendingLooks; look++) {
    if ((await phaseOf(stork, pod)) !== 'Pending') return
    if (look < pendingLooks) await pause(stork, pendingPauseMs)
  }
  throw new StorkError(`executor pod ${pod.name} is still pending`)
}

async function untilEnded(stork: StorkProcess, pod: ObjectRef): Promise<'Succeeded' | 'Failed'> {
  for (;;) {
    const phase = await phaseOf(stork, pod)
    if (phase === 'Succeeded' || phase === 'Failed') return phase
    await pause(stork, stork.timings.executorPollMs)
  }
}

async function phaseOf({ cluster, signal }: StorkProcess, pod: ObjectRef): Promise<string> {
  const object = await cluster.get(pod, signal)
  if (object === undefined) throw new StorkError(`pods "${pod.name}" not found`)
  return textOf(valueAt(object, ['status', 'phase'])) ?? 'Pending'
}

function namesOf(pods: readonly RulePod[]): string {
  return pods.map(({ name }) => name).join(', ')
}
