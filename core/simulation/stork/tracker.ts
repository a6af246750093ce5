/** The annotation on an owner that lists the pods in which commands may still hold: all that survives STORK's own end. */

import { annotationsOf, entry, type KubeObject, runningCommands, textOf } from '../../specs/index.ts'
import type { RulePod } from './rule-pods.ts'
import { change, refOf, type StorkProcess } from './stork-process.ts'

export type Tracker = {
  readonly task: string
  readonly container: string
  readonly pods: readonly { readonly uid: string; readonly namespace: string }[]
}

/** Undefined when there is none, or none that can be read. */
export function trackerOf(owner: KubeObject): Tracker | undefined {
  const text = annotationsOf(owner)[runningCommands.key]
  if (text === undefined) return undefined
  try {
    const read: unknown = JSON.parse(text)
    const pods = entry(read, 'pods')
    return {
      task: textOf(entry(read, 'taskID')) ?? '',
      container: textOf(entry(read, 'container')) ?? '',
      pods: (Array.isArray(pods) ? pods : []).map(pod => ({
        uid: textOf(entry(pod, 'uid')) ?? '',
        namespace: textOf(entry(pod, 'namespace')) ?? '',
      })),
    }
  } catch {
    return undefined
  }
}

/**
 * Adds the pods to those that the copy of the owner in memory names, which is from before the run: a second background
 * action of the run overwrites what the first had added (BUG). Source: STORK, rule runner.
 */
export async function track(
  stork: StorkProcess,
  owner: KubeObject,
  { task, container, pods }: { readonly task: string; readonly container: string; readonly pods: readonly RulePod[] },
): Promise<void> {
  const added = pods.map(({ uid, namespace }) => ({ uid, namespace }))
  const all = [...(trackerOf(owner)?.pods ?? []), ...added]
  const text = JSON.stringify({ taskID: task, pods: all, container })
  await change(stork, refOf(owner), fresh => withAnnotation(fresh, runningCommands.key, text))
}

export async function untrack(stork: StorkProcess, owner: KubeObject): Promise<void> {
  await change(stork, refOf(owner), fresh => withAnnotation(fresh, runningCommands.key, undefined))
}

export function withAnnotation(object: KubeObject, key: string, value: string | undefined): KubeObject {
  const { [key]: _old, ...others } = annotationsOf(object)
  const annotations = value === undefined ? others : { ...others, [key]: value }
  return { ...object, metadata: { ...object.metadata, annotations } }
}
