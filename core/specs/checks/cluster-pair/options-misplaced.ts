/** Storage options beside `spec`, or within the kubeconfig because of an indentation. There nobody reads them. */

import { atKey, check } from '../../check.ts'
import { fixPlan, move } from '../../fix-plan.ts'
import { entry, isMap } from '../../json.ts'
import { clusterPair } from '../../kinds/cluster-pair.ts'
import { valueAt } from '../../path.ts'

export const optionsMisplaced = check(clusterPair, {
  code: 'cluster-pair/options-misplaced',
  severity: 'error',
  help: 'Put the options under `spec.options`, beside `config`.',
  find: (_, { raw }) =>
    [['options'], ['metadata', 'options'], ['spec', 'config', 'options']].flatMap(path => {
      if (!isMap(valueAt(raw, path))) return []
      const message = 'Options are read under `spec.options` only: with these the storage is not paired.'
      const free = entry(raw.spec, 'options') === undefined
      return [atKey(path, message, free ? fixPlan('Move to spec.options', move(path, 'spec.options')) : undefined)]
    }),
})
