/** A selector with the labels of a workload that its pods do not carry. It matches nothing, and that counts as success. */

import { matchesLabels } from '../../../base/index.ts'
import { certainTemplates } from '../../certain.ts'
import { at, check } from '../../check.ts'
import { labelsOf, namespaceOf } from '../../facts.ts'
import { rule } from '../../kinds/rule.ts'
import { itemsOf } from '../../rule-actions.ts'
import { templatesMatching } from '../../workloads.ts'

export const selectorLabelsOnWorkloadOnly = check(rule, {
  code: 'rule/selector-labels-on-workload-only',
  severity: 'warning',
  help: 'Use labels from the pod template of the workload, `spec.template.metadata.labels`.',
  find: (_, { raw, facts }) =>
    itemsOf(raw).flatMap(({ path, item }) => {
      const selector = Object.fromEntries(
        Object.entries(item.podSelector ?? {}).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
      )
      const namespace = namespaceOf(raw)
      if (Object.keys(selector).length === 0 || templatesMatching(facts, namespace, selector).length > 0) return []
      const workload = certainTemplates(facts, namespace).find(
        ({ kind, workload }) => kind !== 'Pod' && matchesLabels(selector, labelsOf(workload)),
      )
      if (workload === undefined) return []
      const message = `${workload.kind} \`${workload.name}\` carries these labels, but its pods do not: the rule finds no pod and does nothing.`
      return [at([...path, 'podSelector'], message)]
    }),
})
