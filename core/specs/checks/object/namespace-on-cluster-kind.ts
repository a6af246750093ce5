/** A namespace on an object that is in none. The API server drops it, and whoever reads the file expects otherwise. */

import { atKey, check } from '../../check.ts'
import { fixPlan, remove } from '../../fix-plan.ts'
import { textOf } from '../../json.ts'
import { kindCatalogue } from '../../kinds/catalogue.ts'
import { valueAt } from '../../path.ts'

export const namespaceOnClusterKind = check(
  kindCatalogue.filter(({ scope, open }) => scope === 'Cluster' && !open),
  {
    code: 'object/namespace-on-cluster-kind',
    severity: 'warning',
    help: 'Remove it. The object is one for all namespaces.',
    find: (_, { raw, kind }) => {
      const path = ['metadata', 'namespace']
      const namespace = textOf(valueAt(raw, path)) ?? ''
      if (namespace === '') return []
      const message = `A ${kind.kind} is in no namespace: this one is the same for all, not only for \`${namespace}\`.`
      return [atKey(path, message, fixPlan('Remove the namespace', remove(path)))]
    },
  },
)
