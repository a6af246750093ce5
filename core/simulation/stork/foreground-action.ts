/** A foreground action: the command in all its pods at once, twelve tries each. */

import { shellIn } from './in-container.ts'
import { isThere, type RulePod } from './rule-pods.ts'
import type { RuleRun } from './rule-run.ts'
import { messageOf, pause, refOf, StorkError, type StorkProcess } from './stork-process.ts'
import type { TypedAction } from './typed-rule.ts'

/**
 * Ends when the command ended with 0 in every pod, or with an error as soon as one pod has used up its tries; the others
 * go on meanwhile, and nobody waits for them. A pod that is gone is a success. Source: STORK, rule runner.
 */
export async function runForeground(
  stork: StorkProcess,
  run: RuleRun,
  pods: readonly RulePod[],
  { value }: TypedAction,
): Promise<void> {
  const container = run.container
  const inPods = pods.map(pod => inOnePod(stork, run, pod, container, value))
  for (const one of inPods) stork.go(one.catch(error => messageOf(stork, error)))
  await Promise.all(inPods)
}

async function inOnePod(stork: StorkProcess, run: RuleRun, pod: RulePod, container: string, value: string) {
  const { exec, timings, signal, tell, clock } = stork
  const owner = refOf(run.owner)
  let problem = ''
  for (let tries = 1; tries <= timings.foregroundTries; tries++) {
    if (tries > 1) await pause(stork, timings.foregroundPauseMs)
    const since = clock.now()
    const found = await attempt()
    if (found === undefined) {
      const took = (clock.now() - since) / 1000
      tell(owner, `The ${run.when} rule ${run.rule}: ${value} ended with 0 in ${pod.name} after ${took} s.`)
      return
    }
    problem = found
    tell(
      owner,
      `The ${run.when} rule ${run.rule}, try ${tries} of ${timings.foregroundTries} in ${pod.name}: ${problem}`,
    )
  }
  throw new StorkError(`failed to run command in pod ${pod.name} after ${timings.foregroundTries} tries: ${problem}`)

  async function attempt(): Promise<string | undefined> {
    try {
      if (!(await isThere(stork, pod))) return undefined
    } catch (error) {
      const message = messageOf(stork, error)
      run.events.say(run.owner, { type: 'Warning', reason: 'FailedToGetPod', message })
      return message
    }
    return shellIn(exec, { namespace: pod.namespace, pod: pod.name, container }, value, signal)
  }
}
