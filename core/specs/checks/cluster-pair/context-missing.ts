/** A kubeconfig that does not say which of its contexts is meant. The pair of API servers ends in Error. */

import { at, check } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { isMap } from '../../json.ts'
import { clusterPair } from '../../kinds/cluster-pair.ts'
import { valueAt } from '../../path.ts'

export const contextMissing = check(clusterPair, {
  code: 'cluster-pair/context-missing',
  severity: 'error',
  help: 'Name the context that leads to the other cluster.',
  find: (_, { raw }) => {
    const config = valueAt(raw, ['spec', 'config'])
    if (!isMap(config) || Object.keys(config).length === 0 || Array.isArray(config.contexts)) return []
    const current = config['current-context']
    if (current !== undefined && current !== '' && current !== null) return []
    const names = isMap(config.contexts) ? Object.keys(config.contexts) : []
    const [only] = names
    const path = ['spec', 'config', 'current-context']
    const fix =
      names.length === 1 && only !== undefined ? fixPlan(`Use the context ${only}`, setValue(path, only)) : undefined
    return [at(path, 'No context is chosen, so STORK cannot reach the other cluster.', fix)]
  },
})
