/** A freeze in one pod of several. The others go on writing while their claims are snapshotted. */

import { at, check } from '../../check.ts'
import { namespaceOf } from '../../facts.ts'
import { rule } from '../../kinds/rule.ts'
import { actionsOf } from '../../rule-actions.ts'
import { locksOf } from '../../rule-command.ts'
import { templatesMatching } from '../../workloads.ts'

export const freezeInSinglePod = check(rule, {
  code: 'rule/freeze-in-single-pod',
  severity: 'warning',
  help: 'Leave out `runInSinglePod` for freezes and thaws, or choose by label the one pod that writes.',
  find: (_, { raw, facts }) =>
    actionsOf(raw).flatMap(({ path, item, action, study }) => {
      const [lock] = locksOf(study)
      // A virtual machine has one pod.
      if (action.runInSinglePod !== true || lock === undefined || lock.use.command.id === 'kubevirt/freeze') return []
      const pods = templatesMatching(facts, namespaceOf(raw), item.podSelector ?? {})
      if (pods.length === 1 && pods.every(({ replicas }) => replicas === 1)) return []
      const message = `\`${lock.use.command.spelled}\` runs in one pod, whichever is listed first: other pods with these labels go on writing.`
      return [at([...path, 'runInSinglePod'], message)]
    }),
})
