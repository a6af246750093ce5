/** A context that the kubeconfig does not have, or one whose cluster or user it does not have. */

import { at, check, type Found } from '../../check.ts'
import { fixPlan, setValue } from '../../fix-plan.ts'
import { entry, isMap, textOf } from '../../json.ts'
import { clusterPair } from '../../kinds/cluster-pair.ts'
import { nearest } from '../../nearest.ts'
import { type Path, valueAt } from '../../path.ts'

export const contextUnknown = check(clusterPair, {
  code: 'cluster-pair/context-unknown',
  severity: 'error',
  help: 'Name a context, cluster and user that stand in the same kubeconfig.',
  find: (_, { raw }) => {
    const config = valueAt(raw, ['spec', 'config'])
    const current = textOf(entry(config, 'current-context')) ?? ''
    const context = entry(entry(config, 'contexts'), current)
    const path = ['spec', 'config']
    if (current === '') return []
    if (context === undefined) return unknown(config, 'contexts', current, [...path, 'current-context'])
    const place = [...path, 'contexts', current]
    return [
      ...unknown(config, 'clusters', textOf(entry(context, 'cluster')), [...place, 'cluster']),
      ...unknown(config, 'users', textOf(entry(context, 'user')), [...place, 'user']),
    ]
  },
})

function unknown(
  config: unknown,
  part: 'contexts' | 'clusters' | 'users',
  name: string | undefined,
  path: Path,
): readonly Found[] {
  const known = entry(config, part)
  if (name === undefined || name === '' || !isMap(known) || Object.hasOwn(known, name)) return []
  const names = Object.keys(known)
  const meant = nearest(name, names) ?? (names.length === 1 ? names[0] : undefined)
  const fix = meant === undefined ? undefined : fixPlan(`Change to ${meant}`, setValue(path, meant))
  return [
    at(path, `The kubeconfig has no \`${name}\` among its ${part}, so STORK cannot reach the other cluster.`, fix),
  ]
}
