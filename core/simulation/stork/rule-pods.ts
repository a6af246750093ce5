/** Which pods a Rule's commands are run in: by label and namespace, whatever claims they use. */

import { matchesLabels } from '../../base/index.ts'
import { entry, type KubeObject, textOf, valueAt } from '../../specs/index.ts'
import { namespaceOf, type StorkProcess, uidOf } from './stork-process.ts'
import type { TypedItem } from './typed-rule.ts'

export type RulePod = {
  readonly uid: string
  readonly namespace: string
  readonly name: string
  readonly labels: Readonly<Record<string, string>>
}

/**
 * The candidates of all items, in the order of the items. A pod that several items choose is in the list as often, so
 * that its commands run as often (BUG). Pods that are completed or have a container that does not run are left out
 * without a word. Source: STORK, rule runner.
 */
export async function candidatesOf(
  { cluster, signal }: StorkProcess,
  items: readonly TypedItem[],
  namespace: string,
): Promise<readonly RulePod[]> {
  const found: RulePod[] = []
  for (const { selector } of items) {
    const { items: pods } = await cluster.list({ apiVersion: 'v1', kind: 'Pod', namespace, labels: selector }, signal)
    for (const pod of pods.filter(isFullyRunning)) found.push(rulePod(pod))
  }
  return found
}

/** The candidates whose labels carry the item's selector. */
export function podsOfItem(candidates: readonly RulePod[], { selector }: TypedItem): readonly RulePod[] {
  return candidates.filter(({ labels }) => matchesLabels(selector, labels))
}

/** Whether the pod of that uid still exists. Another one of its name is another pod. */
export async function isThere({ cluster, signal }: StorkProcess, { namespace, name, uid }: RulePod): Promise<boolean> {
  const pod = await cluster.get({ apiVersion: 'v1', kind: 'Pod', namespace, name }, signal)
  return pod?.metadata.uid === uid
}

export function rulePod(pod: KubeObject): RulePod {
  return { uid: uidOf(pod), namespace: namespaceOf(pod), name: pod.metadata.name, labels: pod.metadata.labels ?? {} }
}

/** Readiness and deletion are not looked at. */
function isFullyRunning(pod: KubeObject): boolean {
  if (textOf(valueAt(pod, ['status', 'phase'])) !== 'Running') return false
  return [...statuses(pod, 'containerStatuses'), ...initStatuses(pod)].every(
    status => entry(entry(status, 'state'), 'running') !== undefined,
  )
}

function initStatuses(pod: KubeObject): readonly unknown[] {
  return statuses(pod, 'initContainerStatuses').filter(
    status => entry(entry(status, 'state'), 'terminated') === undefined,
  )
}

function statuses(pod: KubeObject, key: string): readonly unknown[] {
  const list = valueAt(pod, ['status', key])
  return Array.isArray(list) ? list : []
}
