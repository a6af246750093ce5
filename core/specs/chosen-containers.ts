/** The containers in which an action runs, where files tell for certain. */

import { certainMatches } from './certain.ts'
import { type Facts, type Neighbour, namespaceOf } from './facts.ts'
import type { RuleAction } from './rule-actions.ts'
import type { PodContainer, PodTemplate } from './workloads.ts'

export type ChosenContainer = { readonly pods: PodTemplate; readonly container: PodContainer }

/** One per pod template that the item chooses; templates where the container is not certain are left out. */
export function chosenContainers(facts: Facts, rule: Neighbour, { item }: RuleAction): readonly ChosenContainer[] {
  return certainMatches(facts, namespaceOf(rule), item.podSelector ?? {}).flatMap(pods => {
    const [only, ...more] = pods.containers
    const named = pods.containers.find(({ name }) => name === item.container)
    const container = (item.container ?? '') === '' && more.length === 0 ? only : named
    return container === undefined ? [] : [{ pods, container }]
  })
}
