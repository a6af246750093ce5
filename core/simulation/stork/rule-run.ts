/** STORK's rule runner: items one after another, actions one after another, and a channel to release what holds. */

import type { KubeObject } from '../../specs/index.ts'
import { runBackground } from './background-action.ts'
import type { EventRecorder } from './events.ts'
import { runForeground } from './foreground-action.ts'
import type { GoChannel } from './go-channel.ts'
import { ReleaseWatcher } from './release-watcher.ts'
import { candidatesOf, podsOfItem, type RulePod } from './rule-pods.ts'
import { messageOf, refOf, StorkError, type StorkProcess } from './stork-process.ts'
import { type TypedItem, typedRule, validate } from './typed-rule.ts'

/** One execution of a Rule for an owner. */
export type RuleRun = {
  readonly rule: string
  readonly when: 'pre' | 'post'
  /** As its controller held it when the run began. */
  readonly owner: KubeObject
  /** Names the wait script, the kill file and the executor pod. */
  readonly task: string
  readonly events: EventRecorder
  /** Of the item that the runner is at. The release reads it when it comes to that (BUG). */
  container: string
}

/**
 * Runs the Rule in the namespace's pods. The channel releases its holds; undefined when nothing holds. Throws a
 * StorkError when an action fails, after what held already was told to go. Nothing that a foreground action did is undone.
 *
 * Source: STORK, rule runner.
 */
export async function runRule(
  stork: StorkProcess,
  rule: KubeObject,
  when: 'pre' | 'post',
  {
    owner,
    namespace,
    events,
  }: { readonly owner: KubeObject; readonly namespace: string; readonly events: EventRecorder },
): Promise<GoChannel | undefined> {
  const { ids, tell, signal } = stork
  const typed = typedRule(rule)
  validate(typed, when)
  const run: RuleRun = { rule: typed.name, when, owner, task: ids.uuid(), events, container: '' }
  const candidates = await candidatesOf(stork, typed.items, namespace)
  if (candidates.length === 0) {
    const why = typed.items.length === 0 ? 'has no items under rules' : 'matches no running pod'
    tell(refOf(owner), `The ${when} rule ${typed.name} ${why}: STORK takes that for success, and nothing was run.`)
    return undefined
  }
  const watcher = new ReleaseWatcher(stork, run)
  try {
    for (const item of typed.items) await runItem(stork, run, watcher, item, podsOfItem(candidates, item))
  } catch (error) {
    const message = messageOf(stork, error)
    await watcher.channel.send(signal)
    throw new StorkError(message)
  }
  const holds = typed.items.some(item => item.actions.some(({ background }) => background))
  return holds ? watcher.channel : undefined
}

async function runItem(
  stork: StorkProcess,
  run: RuleRun,
  watcher: ReleaseWatcher,
  item: TypedItem,
  pods: readonly RulePod[],
): Promise<void> {
  run.container = item.container
  if (pods.length === 0) {
    stork.tell(refOf(run.owner), `The ${run.when} rule ${run.rule}: an item matches no running pod and is passed over.`)
    return
  }
  for (const action of item.actions) {
    const targets = action.runInSinglePod ? pods.slice(0, 1) : pods
    if (action.background) await runBackground(stork, run, watcher, targets, action)
    else await runForeground(stork, run, targets, action)
  }
}
